import type { Cluster, KubeObject } from '../../api/Cluster';
import { forbidden } from '../../api/errors';
import { LIMIT_RANGES } from '../runtime/resources';
import { quantity } from './quantities';

/** Refuses a pod with a container that may use more than a LimitRange of its namespace lets it. */
export function checkLimitRanges(cluster: Cluster, pod: KubeObject): void {
  const { namespace, name } = pod.metadata;
  const maxima: [string, string][] = cluster
    .list(LIMIT_RANGES, { namespace })
    .flatMap(({ spec }) => spec?.limits ?? [])
    .filter(({ type }) => type === 'Container')
    .flatMap(({ max }) => Object.entries<string>(max ?? {}));
  const violations = maxima.flatMap(([resource, most]) =>
    (pod.spec.containers ?? []).flatMap(({ resources }: any) => {
      // Who asks for no limit is given the highest.
      const limit = resources?.limits?.[resource] ?? most;
      const request = resources?.requests?.[resource];
      if (quantity(limit) > quantity(most)) {
        return [
          `maximum ${resource} usage per Container is ${most}, but limit is ${limit}`,
        ];
      }
      return quantity(request) > quantity(most)
        ? [
            `maximum ${resource} usage per Container is ${most}, but request is ${request}`,
          ]
        : [];
    }),
  );
  if (violations.length) {
    const distinct = [...new Set(violations)];
    throw forbidden(
      { group: '', resource: 'pods', kind: 'Pod' },
      name,
      distinct.length > 1 ? `[${distinct.join(', ')}]` : distinct[0],
    );
  }
}
