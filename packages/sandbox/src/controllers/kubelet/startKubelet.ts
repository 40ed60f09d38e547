import type { KubeObject } from '../../api/Cluster';
import { NODES, PODS } from '../runtime/resources';
import { kubeTime } from '../../clock';
import type { KubeletContext } from './kubeletContext';
import { PodWorker } from './PodWorker';

export const NODE = 'sandbox';

export interface Kubelet {
  /** The last lines of a container, with their times. `undefined`: no such container here. */
  logs(
    pod: { namespace: string; name: string },
    container: string,
    options?: { previous?: boolean },
  ): string[] | undefined;
  stop(): Promise<void>;
}

/** The node: runs the pods bound to it, in this process. */
export function startKubelet(context: KubeletContext): Kubelet {
  const { cluster, clock, log, timings } = context;
  const workers = new Map<string, PodWorker>();
  const endings = new Map<string, Promise<void>>();
  if (!cluster.get(NODES, { name: NODE })) {
    const wanted = node(context);
    cluster.updateStatus({ ...cluster.create(wanted), status: wanted.status });
  }

  const id = ({ metadata }: KubeObject) =>
    `${metadata.namespace}/${metadata.name}`;

  const start = (pod: KubeObject) => {
    if (pod.spec.nodeName !== NODE || workers.has(id(pod))) {
      return;
    }
    const worker = new PodWorker(context, pod);
    workers.set(id(pod), worker);
    // A pod of the same name has the same address, so it has to wait until that is free.
    Promise.resolve(endings.get(id(pod)))
      .then(() => worker.run())
      .catch(error => log(`kubelet ${id(pod)}: ${error?.message ?? error}`));
  };

  const end = (pod: KubeObject) => {
    const worker = workers.get(id(pod));
    if (!worker || worker.uid !== pod.metadata.uid) {
      return;
    }
    workers.delete(id(pod));
    const done = new Promise<void>(resolve => {
      clock.after(timings.drainMs, () => resolve(worker.stop()));
    }).finally(() => {
      if (endings.get(id(pod)) === done) {
        endings.delete(id(pod));
      }
    });
    endings.set(id(pod), done);
  };

  const stopWatching = cluster.watch(PODS, ({ type, object }) => {
    if (type === 'DELETED') {
      end(object);
    } else {
      start(object);
    }
  });
  cluster.list(PODS).forEach(start);

  return {
    logs: ({ namespace, name }, container, options = {}) =>
      workers.get(`${namespace}/${name}`)?.logs(container, options),
    async stop() {
      stopWatching();
      await Promise.all([
        ...[...workers.values()].map(worker => worker.stop()),
        ...endings.values(),
      ]);
    },
  };
}

function node({ clock, network }: KubeletContext): KubeObject {
  const size = { cpu: '512', memory: '2Ti', pods: '20000' };
  const now = kubeTime(clock.now());
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: NODE,
      labels: {
        'kubernetes.io/hostname': NODE,
        'kubernetes.io/os': 'linux',
        'node-role.kubernetes.io/worker': '',
      },
    },
    spec: {},
    status: {
      capacity: size,
      allocatable: size,
      addresses: [
        { type: 'InternalIP', address: network.nodeAddress },
        { type: 'Hostname', address: NODE },
      ],
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          reason: 'KubeletReady',
          message: 'kubelet is posting ready status',
          lastHeartbeatTime: now,
          lastTransitionTime: now,
        },
      ],
      nodeInfo: {
        kubeletVersion: 'v1.33.0',
        containerRuntimeVersion: 'containerd://2.0.0',
        operatingSystem: 'linux',
        osImage: 'Sandbox',
        kernelVersion: '',
        architecture: '',
      },
    },
  };
}
