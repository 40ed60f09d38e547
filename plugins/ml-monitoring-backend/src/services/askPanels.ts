import {
  podScope,
  type PanelDefinition,
  type QueryScope,
} from 'backstage-plugin-ml-monitoring-common';
import type { ExplainEmpty } from './explainEmpty';
import type { MetricsRound, MetricsRoundAnswer } from './metricsRound';
import { largestSeries } from './largestSeries';
import { joinAnswers } from './metricsRound';
import { settled } from './metricsSourceState';
import { toPanel } from './toPanel';

/** Asks every query of the panels side by side. A panel that fails says so in its place. */
export async function askPanels(
  round: MetricsRound,
  definitions: readonly PanelDefinition[],
  explain: ExplainEmpty,
): Promise<MetricsRoundAnswer> {
  const wanted = definitions.filter(({ id }) => round.wants(id));
  return joinAnswers(
    await Promise.all(
      wanted.map(definition => askPanel(round, definition, explain)),
    ),
  );
}

async function askPanel(
  round: MetricsRound,
  definition: PanelDefinition,
  explain: ExplainEmpty,
): Promise<MetricsRoundAnswer> {
  const { ref, metrics, range, signal } = round;
  const scope = definition.aboutPods ? await scopeOfPods(round) : round.scope;
  const queries = definition.queries.map(({ promql }) => promql(scope));
  const answered = await Promise.all(
    queries.map(query =>
      settled(
        metrics.source.range(query, {
          range,
          namespace: ref.namespace,
          signal,
        }),
      ),
    ),
  );
  const { results, found, kept } =
    definition.tag !== undefined
      ? largestSeries(answered, definition.by)
      : { results: answered, found: 0, kept: 0 };
  const answers = results.flatMap(result =>
    'value' in result ? result.value : [],
  );
  const panel = toPanel({ definition, queries, results, scope });
  const isShown = !definition.optional || panel.status === 'ok';
  if (isShown && panel.status === 'empty') {
    panel.message = await explain(answers.some(({ value }) => value.length));
  }
  return {
    panels: isShown ? [panel] : [],
    warnings: [
      ...answers.flatMap(({ warnings }) => warnings),
      ...(found > kept
        ? [
            `${definition.title} has ${found} values of the tag "${definition.tag}"; the ${kept} largest are shown, and ${found - kept} are left out.`,
          ]
        : []),
    ],
    errors: results.flatMap(result => ('error' in result ? result.error : [])),
  };
}

/** Where the cluster does not tell, there are no pods to ask about. */
export async function scopeOfPods({
  scope,
  facts,
}: MetricsRound): Promise<QueryScope> {
  const model = (await facts())?.model;
  return podScope(
    scope,
    (model?.predictors ?? []).flatMap(({ rollouts }) =>
      rollouts.map(({ deployment }) => deployment),
    ),
  );
}
