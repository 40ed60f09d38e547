import type {
  Asked,
  ClusterFacts,
  SourceState,
} from 'backstage-plugin-ml-monitoring-common';

/** What a cluster said, with how well it said it, as the rules judge it. */
export function askedCluster(
  facts: ClusterFacts,
  source: SourceState,
  now: Date,
): Asked<ClusterFacts> {
  return {
    status: 'answered',
    value: facts,
    asOf: source.asOf ? new Date(source.asOf) : now,
    missing:
      source.status === 'ok'
        ? undefined
        : (source.message ?? `${source.title}: ${source.status}`),
  };
}
