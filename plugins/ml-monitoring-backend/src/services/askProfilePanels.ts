import {
  profileSelectors,
  type MetricsProfile,
  type QueryScope,
} from 'backstage-plugin-ml-monitoring-common';
import { askPanels, scopeOfPods } from './askPanels';
import type { ExplainEmpty } from './explainEmpty';
import {
  joinAnswers,
  type MetricsRound,
  type MetricsRoundAnswer,
} from './metricsRound';
import { settled } from './metricsSourceState';

/** Finds out what is measured of a model that not every model has, and asks about that. */
export async function askProfilePanels(
  round: MetricsRound,
  profiles: readonly MetricsProfile[],
  explain: ExplainEmpty,
): Promise<MetricsRoundAnswer> {
  const wanted = profiles.filter(({ panels }) =>
    panels.some(({ id }) => round.wants(id)),
  );
  const about = (foundBy: MetricsProfile['foundBy']) =>
    wanted.filter(profile => profile.foundBy === foundBy);
  const ask = async (found: MetricsProfile[]) =>
    askPanels(
      round,
      found.flatMap(({ panels }) => panels),
      explain,
    );
  return joinAnswers(
    await Promise.all([
      present(round, about('model'), round.scope).then(ask),
      presentInPods(round, about('pods')).then(ask),
    ]),
  );
}

async function presentInPods(
  round: MetricsRound,
  profiles: MetricsProfile[],
): Promise<MetricsProfile[]> {
  const scope = profiles.length ? await scopeOfPods(round) : undefined;
  return scope?.deployments?.length ? present(round, profiles, scope) : [];
}

async function present(
  { metrics, range, signal, ref }: MetricsRound,
  profiles: MetricsProfile[],
  scope: QueryScope,
): Promise<MetricsProfile[]> {
  const answers = await Promise.all(
    profileSelectors(profiles, scope).map(match =>
      settled(
        metrics.source.labelValues('__name__', {
          match,
          range,
          namespace: ref.namespace,
          signal,
        }),
      ),
    ),
  );
  // Most models have none of these, so that a failure here is not worth a notice beside those of the charts.
  const names = answers.flatMap(each =>
    'value' in each ? each.value.value : [],
  );
  return profiles.filter(profile =>
    profile.metrics.some(name => names.includes(name)),
  );
}
