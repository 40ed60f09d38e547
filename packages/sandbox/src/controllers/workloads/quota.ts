import type { Cluster, KubeObject } from '../../api/Cluster';
import { forbidden } from '../../api/errors';
import { PODS, RESOURCE_QUOTAS } from '../runtime/resources';
import { quantity, requested } from './quantities';

const MEASURES: Record<string, (pod: KubeObject) => number> = {
  pods: () => 1,
  cpu: pod => requested(pod.spec, 'cpu'),
  'requests.cpu': pod => requested(pod.spec, 'cpu'),
  memory: pod => requested(pod.spec, 'memory'),
  'requests.memory': pod => requested(pod.spec, 'memory'),
};

/** Refuses a pod that would exceed a ResourceQuota of its namespace. */
export function checkQuota(cluster: Cluster, pod: KubeObject): void {
  const { namespace, name } = pod.metadata;
  for (const quota of cluster.list(RESOURCE_QUOTAS, { namespace })) {
    const hard: Record<string, string> = quota.spec?.hard ?? {};
    for (const [resource, limit] of Object.entries(hard)) {
      const measure = MEASURES[resource];
      if (!measure) {
        continue;
      }
      const used = cluster
        .list(PODS, { namespace })
        .reduce((sum, other) => sum + measure(other), 0);
      const wanted = measure(pod);
      if (used + wanted > quantity(limit)) {
        throw forbidden(
          { group: '', resource: 'pods', kind: 'Pod' },
          name,
          `exceeded quota: ${quota.metadata.name}, requested: ${resource}=${wanted}, used: ${resource}=${used}, limited: ${resource}=${limit}`,
        );
      }
    }
  }
}
