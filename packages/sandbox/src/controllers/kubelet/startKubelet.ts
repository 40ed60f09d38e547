import type { KubeObject } from '../../api/Cluster';
import { NODES, PODS } from '../runtime/resources';
import type { KubeletContext } from './kubeletContext';
import { isPoweredOff, newNode, NODE, nodeStatus } from './nodes';
import { PodWorker } from './PodWorker';

const HEARTBEAT_MS = 10_000;

export interface Kubelet {
  /** The last lines of a container, with their times. `undefined`: no such container here. */
  logs(
    pod: { namespace: string; name: string },
    container: string,
    options?: { previous?: boolean },
  ): string[] | undefined;
  stop(): Promise<void>;
}

/** The nodes: runs the pods bound to them, in this process. */
export function startKubelet(context: KubeletContext): Kubelet {
  const { cluster, clock, log, network, timings } = context;
  const workers = new Map<string, PodWorker>();
  const endings = new Map<string, Promise<void>>();

  const id = ({ metadata }: KubeObject) =>
    `${metadata.namespace}/${metadata.name}`;

  const isOn = (name: string | undefined) => {
    const node = name ? cluster.get(NODES, { name }) : undefined;
    return !!node && !isPoweredOff(node);
  };

  const start = (pod: KubeObject) => {
    if (
      !pod.spec.nodeName ||
      workers.has(id(pod)) ||
      !isOn(pod.spec.nodeName)
    ) {
      return;
    }
    const worker = new PodWorker(context, pod);
    workers.set(id(pod), worker);
    // A pod of the same name has the same address, so it has to wait until that is free.
    Promise.resolve(endings.get(id(pod)))
      .then(() => worker.run())
      .catch(error => log(`kubelet ${id(pod)}: ${error?.message ?? error}`));
  };

  const end = (pod: KubeObject, afterMs = timings.drainMs) => {
    const worker = workers.get(id(pod));
    if (!worker || worker.uid !== pod.metadata.uid) {
      return;
    }
    workers.delete(id(pod));
    const done = new Promise<void>(resolve => {
      clock.after(afterMs, () => resolve(worker.stop()));
    }).finally(() => {
      if (endings.get(id(pod)) === done) {
        endings.delete(id(pod));
      }
    });
    endings.set(id(pod), done);
  };

  const podsOn = ({ metadata }: KubeObject) =>
    cluster.list(PODS).filter(({ spec }) => spec.nodeName === metadata.name);

  /** Says that a node lives, and runs what is bound to it; or lets all of it go dark. */
  const tend = (node: KubeObject) => {
    if (isPoweredOff(node)) {
      podsOn(node).forEach(pod => end(pod, 0));
    } else {
      const status = nodeStatus(node, network.nodeAddress, clock);
      cluster.updateStatus({ ...node, status }, { fieldManager: 'kubelet' });
    }
  };

  if (!cluster.get(NODES, { name: NODE })) {
    cluster.create(newNode(NODE));
  }
  cluster.list(NODES).forEach(tend);
  let cancelHeartbeat = () => {};
  const heartbeat = () => {
    cluster
      .list(NODES)
      .filter(({ metadata }) => metadata.name !== NODE)
      .forEach(tend);
    cancelHeartbeat = clock.after(HEARTBEAT_MS, heartbeat);
  };
  heartbeat();

  const stops = [
    cluster.watch(NODES, ({ type, object, previous }) => {
      const changed =
        type === 'ADDED' ||
        (previous && isPoweredOff(previous) !== isPoweredOff(object));
      if (changed) {
        // Not from inside the change that is being reported.
        clock.after(0, () => {
          const node = cluster.get(NODES, { name: object.metadata.name });
          if (node) {
            tend(node);
            podsOn(node).forEach(start);
          }
        });
      }
    }),
    cluster.watch(PODS, ({ type, object }) => {
      if (type === 'DELETED') {
        end(object);
      } else {
        start(object);
      }
    }),
  ];
  cluster.list(PODS).forEach(start);

  return {
    logs: ({ namespace, name }, container, options = {}) =>
      workers.get(`${namespace}/${name}`)?.logs(container, options),
    async stop() {
      stops.forEach(stopWatching => stopWatching());
      cancelHeartbeat();
      await Promise.all([
        ...[...workers.values()].map(worker => worker.stop()),
        ...endings.values(),
      ]);
    },
  };
}
