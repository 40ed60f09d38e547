import { setTimeout as sleep } from 'node:timers/promises';
import type { KubeHttp } from '../../kube/KubeHttp';

const pauseMilliseconds = 200;

/** Nobody answers for it; pods need one to be endpoints. */
const node = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'node' },
};

const container = ({ name, image }: { name: string; image: string }) => ({
  name,
  image,
  imageID: '',
  ready: true,
  started: true,
  restartCount: 0,
  state: { running: { startedAt: new Date().toISOString() } },
});

/** In place of a node: lets every pod of a control plane without one run, at an address where nobody listens. */
export function runPods(kube: KubeHttp): { stop(): Promise<void> } {
  let stopped = false;
  let last = 0;

  async function runAll() {
    const { body } = await kube.request({ path: '/api/v1/pods' });
    for (const pod of body.items ?? []) {
      if (pod.status?.podIP || pod.metadata.deletionTimestamp) continue;
      last += 1;
      const podIP = `10.1.${last >> 8}.${last & 255}`;
      const at = new Date().toISOString();
      const { namespace, name } = pod.metadata;
      await kube.request({
        method: 'POST',
        path: `/api/v1/namespaces/${namespace}/pods/${name}/binding`,
        body: {
          apiVersion: 'v1',
          kind: 'Binding',
          metadata: { name },
          target: { apiVersion: 'v1', kind: 'Node', name: node.metadata.name },
        },
      });
      await kube.request({
        method: 'PATCH',
        path: `/api/v1/namespaces/${namespace}/pods/${name}/status`,
        contentType: 'application/merge-patch+json',
        body: {
          status: {
            phase: 'Running',
            podIP,
            podIPs: [{ ip: podIP }],
            conditions: ['Initialized', 'ContainersReady', 'Ready'].map(
              type => ({ type, status: 'True', lastTransitionTime: at }),
            ),
            containerStatuses: pod.spec.containers.map(container),
          },
        },
      });
    }
  }

  /** Without a node nobody confirms that a pod has ended. */
  async function endDeleted() {
    const { body } = await kube.request({ path: '/api/v1/pods' });
    for (const { metadata } of body.items ?? []) {
      if (!metadata.deletionTimestamp) continue;
      await kube.request({
        method: 'DELETE',
        path: `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}`,
        query: { gracePeriodSeconds: 0 },
      });
    }
  }

  const running = (async () => {
    await kube.request({
      method: 'POST',
      path: '/api/v1/nodes',
      body: node,
    });
    while (!stopped) {
      await runAll().catch(() => undefined);
      await endDeleted().catch(() => undefined);
      await sleep(pauseMilliseconds);
    }
  })();
  return {
    stop() {
      stopped = true;
      return running;
    },
  };
}
