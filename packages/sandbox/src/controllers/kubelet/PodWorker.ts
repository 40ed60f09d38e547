import type { KubeObject } from '../../api/Cluster';
import { sameJson } from '../../api/json';
import type { ResourceUse } from '../../models/runtime';
import { PODS } from '../runtime/resources';
import { keyOf } from '../runtime/startController';
import { quantity } from '../workloads/quantities';
import { ContainerRunner, type PodRuntime } from './ContainerRunner';
import { evictedStatus, newRecord, podStatus } from './containerStatus';
import type { KubeletContext } from './kubeletContext';
import { PORTS_ANNOTATION } from './podPorts';

/** Runs one pod from its binding to its deletion. */
export class PodWorker {
  private readonly runtime: PodRuntime;
  private readonly init: ContainerRunner[];
  private readonly main: ContainerRunner[];
  private readonly startedAt: Date;
  private readonly diskBytes = new Map<string, number>();
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
      use: (container, amount) => this.count(container, amount),
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

  /** The last container first: what passes requests on stands behind what answers them, and ends what it has begun. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const runner of [...this.init, ...this.main].reverse()) {
      await runner.stop();
    }
  }

  private count(
    { name, resources }: any,
    { cpuSeconds = 0, diskBytes = 0 }: ResourceUse,
  ) {
    this.kubelet.cpuUse.record(this.uid ?? '', name, cpuSeconds);
    const used = (this.diskBytes.get(name) ?? 0) + diskBytes;
    this.diskBytes.set(name, used);
    const limit = resources?.limits?.['ephemeral-storage'];
    if (limit && used > quantity(limit) && !this.stopped) {
      this.evict(
        `Container ${name} exceeded its local ephemeral storage limit "${limit}". `,
      );
    }
  }

  /** Ends the pod for good; whoever wants one has to make another. */
  private evict(message: string) {
    const { cluster, clock } = this.kubelet;
    const pod = cluster.get(PODS, keyOf(this.runtime.pod));
    void this.stop();
    if (!pod || pod.metadata.uid !== this.uid) {
      return;
    }
    const event = (type: 'Normal' | 'Warning', reason: string, text: string) =>
      cluster.recordEvent(pod, {
        type,
        reason,
        message: text,
        component: 'kubelet',
      });
    event('Warning', 'Evicted', message);
    for (const { record } of this.main) {
      event('Normal', 'Killing', `Stopping container ${record.name}`);
    }
    const status = evictedStatus(pod, message, clock);
    cluster.updateStatus({ ...pod, status }, { fieldManager: 'kubelet' });
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
