import {
  profileSelector,
  type MetricsProfile,
} from 'backstage-plugin-ml-monitoring-common';
import { askPanels, scopeOfPods } from './askPanels';
import type { ExplainEmpty } from './explainEmpty';
import type { MetricsRound, MetricsRoundAnswer } from './metricsRound';
import { settled } from './metricsSourceState';

/** Finds out by which runtimes a model is served, and asks about what those measure. */
export async function askProfilePanels(
  round: MetricsRound,
  profiles: readonly MetricsProfile[],
  explain: ExplainEmpty,
): Promise<MetricsRoundAnswer> {
  const { metrics, range, signal, ref } = round;
  const wanted = profiles.filter(({ panels }) =>
    panels.some(({ id }) => round.wants(id)),
  );
  const scope = wanted.length ? await scopeOfPods(round) : undefined;
  if (!scope?.deployments?.length) {
    return { panels: [], warnings: [], errors: [] };
  }
  const names = await settled(
    metrics.source.labelValues('__name__', {
      match: profileSelector(wanted, scope),
      range,
      namespace: ref.namespace,
      signal,
    }),
  );
  // Most models have none of these, so that a failure here is not worth a notice beside those of the charts.
  const found = 'value' in names ? names.value.value : [];
  return askPanels(
    round,
    wanted
      .filter(profile => profile.metrics.some(name => found.includes(name)))
      .flatMap(({ panels }) => panels),
    explain,
  );
}
