import type { KubeObject } from '../../api/Cluster';
import { sameJson } from '../../api/json';
import { PODS } from '../runtime/resources';
import { keyOf } from '../runtime/startController';
import { ContainerRunner, type PodRuntime } from './ContainerRunner';
import { newRecord, podStatus } from './containerStatus';
import type { KubeletContext } from './kubeletContext';
import { PORTS_ANNOTATION } from './podPorts';

/** Runs one pod from its binding to its deletion. */
export class PodWorker {
  private readonly runtime: PodRuntime;
  private readonly init: ContainerRunner[];
  private readonly main: ContainerRunner[];
  private readonly startedAt: Date;
  private stopped = false;
  private writing = false;

  constructor(
    private readonly kubelet: KubeletContext,
    pod: KubeObject,
  ) {
    const { namespace, name } = pod.metadata;
    this.startedAt = kubelet.clock.now();
    this.runtime = {
      pod,
      address: kubelet.network.addressOf(`${namespace}/${name}`),
      ports: new Map(),
      volumes: new Map(),
      changed: () => this.scheduleStatus(),
    };
    const runner = (container: any) =>
      new ContainerRunner(
        kubelet,
        this.runtime,
        container,
        newRecord(container),
      );
    this.init = (pod.spec.initContainers ?? []).map(runner);
    this.main = pod.spec.containers.map(runner);
  }

  get uid() {
    return this.runtime.pod.metadata.uid;
  }

  async run(): Promise<void> {
    for (const runner of this.init) {
      await runner.run({ init: true });
      if (this.stopped) {
        return;
      }
    }
    await Promise.all(this.main.map(runner => runner.run()));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all([...this.init, ...this.main].map(each => each.stop()));
  }

  logs(container: string, options: { previous?: boolean }) {
    return [...this.init, ...this.main]
      .find(({ record }) => record.name === container)
      ?.logs(options);
  }

  /** Several changes of one moment become one write. */
  private scheduleStatus() {
    if (!this.writing) {
      this.writing = true;
      this.kubelet.clock.after(0, () => {
        this.writing = false;
        this.writeStatus();
      });
    }
  }

  private writeStatus() {
    const { cluster, clock, network } = this.kubelet;
    const { ports, address } = this.runtime;
    const pod = cluster.get(PODS, keyOf(this.runtime.pod));
    if (this.stopped || !pod || pod.metadata.uid !== this.uid) {
      return;
    }
    const annotation = JSON.stringify(Object.fromEntries(ports));
    if (
      ports.size > 0 &&
      pod.metadata.annotations?.[PORTS_ANNOTATION] !== annotation
    ) {
      pod.metadata.annotations = {
        ...pod.metadata.annotations,
        [PORTS_ANNOTATION]: annotation,
      };
      pod.metadata.resourceVersion = cluster.update(pod, {
        fieldManager: 'kubelet',
      }).metadata.resourceVersion;
    }
    const status = podStatus(
      pod,
      {
        address: network.nodeAddress,
        podAddress: address,
        startedAt: this.startedAt,
      },
      {
        init: this.init.map(({ record }) => record),
        main: this.main.map(({ record }) => record),
      },
      clock,
    );
    if (!sameJson(pod.status, JSON.parse(JSON.stringify(status)))) {
      cluster.updateStatus({ ...pod, status }, { fieldManager: 'kubelet' });
    }
  }
}
