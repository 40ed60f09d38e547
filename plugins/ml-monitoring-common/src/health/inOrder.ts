import type { ClusterFacts } from './facts';

/** Rules may go by the first of several: which one that is must not depend on how the API server lists them. */
export function inOrder(cluster: ClusterFacts): ClusterFacts {
  return {
    ...cluster,
    model: {
      ...cluster.model,
      pods: sorted(cluster.model.pods, ({ name }) => name),
    },
    conditions: sorted(
      cluster.conditions,
      ({ object, type, since, status, reason, message }) =>
        // One whose age is not known counts as old.
        JSON.stringify([object, type, since ?? '', status, reason, message]),
    ),
    // The latest first.
    events: sorted(
      cluster.events,
      ({ lastSeen, firstSeen, object, reason, message, ...rest }) =>
        JSON.stringify([
          lastSeen ?? '',
          firstSeen ?? '',
          object,
          reason,
          message,
          rest,
        ]),
    ).reverse(),
  };
}

function sorted<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  return values
    .map(value => ({ key: keyOf(value), value }))
    .sort((a, b) => Number(a.key > b.key) - Number(a.key < b.key))
    .map(({ value }) => value);
}
