import { randomBytes } from 'node:crypto';
import type { KubeObject } from '../../api/Cluster';
import { kubeTime } from '../../clock';
import {
  exited,
  type ContainerContext,
  type ContainerProcess,
  type ExitStatus,
  type ResourceUse,
} from '../../models/runtime';
import { connectionFate } from '../network/connectionFate';
import { BackOff, goDuration } from './backOff';
import type { ContainerRecord } from './containerStatus';
import { containerEnvironment } from './environment';
import type { KubeletContext } from './kubeletContext';
import type { Listening } from './Network';
import { ContainerProbes } from './ContainerProbes';
import type { ContainerSteps } from './containerSteps';
import { ImagePull } from './ImagePull';
import type { Probe } from './probes';
import { terminationMessage } from './terminationMessage';

/** What a container has in common with the others of its pod. */
export interface PodRuntime {
  pod: KubeObject;
  address: string;
  /** Real ports by container port, where they differ. */
  ports: Map<number, number>;
  volumes: Map<string, Map<string, unknown>>;
  /** Counts what a container uses. */
  use(container: any, amount: ResourceUse): void;
  /** Called after every change of a record. */
  changed(): void;
}

/** Pulls, starts, probes and restarts one container until it is stopped. */
export class ContainerRunner {
  private stopped = false;
  private process: ContainerProcess | undefined;
  private listening: Listening[] = [];
  private readonly wake = new Set<() => void>();
  private readonly restarts: BackOff;
  private readonly imagePull: ImagePull;
  private readonly probes: ContainerProbes;
  private readonly lines: string[] = [];
  private previousLines: string[] = [];
  /** What the process wrote to `/dev/termination-log`. */
  private lastWords = '';

  constructor(
    private readonly kubelet: KubeletContext,
    private readonly runtime: PodRuntime,
    private readonly container: any,
    readonly record: ContainerRecord,
  ) {
    this.restarts = new BackOff(kubelet.timings.firstBackOffSeconds, () =>
      kubelet.clock.now(),
    );
    const steps: ContainerSteps = {
      event: this.event.bind(this),
      setState: this.setState.bind(this),
      sleep: this.sleep.bind(this),
      isStopped: () => this.stopped,
    };
    this.imagePull = new ImagePull(kubelet, steps, container);
    this.probes = new ContainerProbes(
      kubelet,
      steps,
      container,
      record,
      probe => this.target(probe),
    );
  }

  logs({ previous = false } = {}): string[] {
    return previous ? this.previousLines : this.lines;
  }

  /** Until exit code 0 for an init container, for ever for others. */
  async run({ init = false } = {}): Promise<void> {
    await this.imagePull.run();
    while (!this.stopped) {
      const code = await this.runOnce(init);
      if (this.stopped || (init && code === 0)) {
        return;
      }
      await this.pauseBeforeRestart();
      if (!this.stopped) {
        this.record.restartCount += 1;
        await this.imagePull.run();
      }
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake.forEach(wake => wake());
    this.wake.clear();
    await this.process?.stop();
    await Promise.all(this.listening.splice(0).map(each => each.close()));
  }

  private event(type: 'Normal' | 'Warning', reason: string, message: string) {
    if (!this.stopped) {
      this.kubelet.cluster.recordEvent(this.runtime.pod, {
        type,
        reason,
        message,
        component: 'kubelet',
      });
    }
  }

  private setState(changes: Partial<ContainerRecord>) {
    Object.assign(this.record, changes);
    this.runtime.changed();
  }

  private sleep(milliseconds: number): Promise<void> {
    if (this.stopped) {
      return Promise.resolve();
    }
    return new Promise(resolve => {
      const wake = () => {
        cancel();
        this.wake.delete(wake);
        resolve();
      };
      const cancel = this.kubelet.clock.after(milliseconds, wake);
      this.wake.add(wake);
    });
  }

  /** Waits until the environment can be put together, as the kubelet does for a missing Secret. */
  private async environment(): Promise<Record<string, string>> {
    while (!this.stopped) {
      const result = containerEnvironment(
        this.kubelet.cluster,
        this.runtime.pod,
        this.container,
      );
      if ('env' in result) {
        return result.env;
      }
      this.event('Warning', 'Failed', `Error: ${result.problem}`);
      this.setState({
        state: {
          waiting: {
            reason: 'CreateContainerConfigError',
            message: result.problem,
          },
        },
      });
      await this.sleep(2_000);
    }
    return {};
  }

  private async runOnce(init: boolean): Promise<number> {
    const { clock, images } = this.kubelet;
    const { name, image } = this.container;
    const env = await this.environment();
    const start = images.find(image);
    if (this.stopped || !start) {
      return 0;
    }
    this.previousLines = this.lines.splice(0);
    this.lastWords = '';
    this.event('Normal', 'Created', `Created container: ${name}`);
    const startedAt = kubeTime(clock.now());
    const containerID = `containerd://${randomBytes(32).toString('hex')}`;
    const process = await start(this.context(env)).catch(error => {
      this.log(String(error?.message ?? error));
      return exited({ code: 1 });
    });
    this.process = process;
    this.event('Normal', 'Started', `Started container ${name}`);
    this.setState({
      containerID,
      state: { running: { startedAt } },
      ready: !init && !this.container.readinessProbe,
    });
    const probing = new AbortController();
    const killed = this.probes.run(probing.signal);
    const status: ExitStatus = await Promise.race([
      process.exited,
      killed,
      this.untilStopped(),
    ]);
    probing.abort();
    if (!this.stopped) {
      await process.stop();
      await Promise.all(this.listening.splice(0).map(each => each.cut()));
      const message = terminationMessage(this.container, {
        code: status.code,
        written: this.lastWords,
        lines: this.lines,
      });
      this.setState({
        ready: false,
        state: {
          terminated: {
            exitCode: status.code,
            reason:
              status.reason ?? (status.code === 0 ? 'Completed' : 'Error'),
            ...(message && { message }),
            startedAt,
            finishedAt: kubeTime(clock.now()),
            containerID,
          },
        },
      });
    }
    return status.code;
  }

  private untilStopped(): Promise<ExitStatus> {
    return new Promise(resolve => this.wake.add(() => resolve({ code: 0 })));
  }

  private async pauseBeforeRestart() {
    const { pod } = this.runtime;
    const { namespace, uid } = pod.metadata;
    const lastState = this.record.state;
    this.setState({ lastState });
    const seconds = this.restarts.next();
    const what = `restarting failed container=${this.container.name} pod=${pod.metadata.name}_${namespace}(${uid})`;
    // The first restart comes at once; only from then on the pauses count.
    if (this.record.restartCount === 0) {
      return;
    }
    await this.sleep(this.kubelet.timings.backOffNoticeMs);
    this.event('Warning', 'BackOff', `Back-off ${what}`);
    this.setState({
      state: {
        waiting: {
          reason: 'CrashLoopBackOff',
          message: `back-off ${goDuration(seconds)} ${what}`,
        },
      },
    });
    await this.sleep(seconds * 1000);
  }

  private log(line: string) {
    this.lines.push(`${this.kubelet.clock.now().toISOString()} ${line}`);
    if (this.lines.length > this.kubelet.timings.logLines) {
      this.lines.shift();
    }
  }

  private context(env: Record<string, string>): ContainerContext {
    const { kubelet, runtime, container } = this;
    const { namespace = '', name } = runtime.pod.metadata;
    const noteRealPort = (port: number, real: number) => {
      if (real !== port) {
        runtime.ports.set(port, real);
        runtime.changed();
      }
    };
    return {
      env,
      args: container.args ?? [],
      image: container.image,
      pod: { namespace, name, ip: runtime.address },
      clock: kubelet.clock,
      log: line => this.log(line),
      lastWords: text => {
        this.lastWords = text;
      },
      use: amount => this.runtime.use(container, amount),
      listen: async (port, handler, tls) => {
        const server = await kubelet.network.listen(
          { address: runtime.address, port, tls },
          (request, response) => {
            const fate = connectionFate(kubelet.cluster, runtime.pod, request);
            if (fate === 'reset') {
              request.socket.resetAndDestroy();
            } else if (fate === 'let-in') {
              handler(request, response);
            }
          },
        );
        this.listening.push(server);
        noteRealPort(port, server.port);
      },
      reservePort: async port => {
        const real = await kubelet.network.reserve(runtime.address, port);
        noteRealPort(port, real);
        return { host: runtime.address, port: real };
      },
      locate: (host, port) =>
        host === 'localhost' || host === '127.0.0.1'
          ? { host: runtime.address, port: runtime.ports.get(port) ?? port }
          : kubelet.resolveService(host, port),
      volume: mountPath => {
        const mount = (container.volumeMounts ?? []).find(
          (each: { mountPath: string }) => each.mountPath === mountPath,
        );
        const id = mount?.name ?? `${container.name}:${mountPath}`;
        const volume = runtime.volumes.get(id) ?? new Map();
        runtime.volumes.set(id, volume);
        return volume;
      },
    };
  }

  private target(probe: Probe) {
    const wanted = (probe.httpGet ?? probe.tcpSocket)?.port ?? 0;
    const port =
      typeof wanted === 'number'
        ? wanted
        : ((this.container.ports ?? []).find(
            (each: { name?: string }) => each.name === wanted,
          )?.containerPort ?? 0);
    return {
      host: this.runtime.address,
      port: this.runtime.ports.get(port) ?? port,
      shown: `${this.runtime.address}:${port}`,
    };
  }
}
