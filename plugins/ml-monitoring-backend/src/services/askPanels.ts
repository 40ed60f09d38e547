import type { PanelDefinition } from 'backstage-plugin-ml-monitoring-common';
import type { ExplainEmpty } from './explainEmpty';
import type { MetricsRound, MetricsRoundAnswer } from './metricsRound';
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
  { ref, metrics, range, scope, signal }: MetricsRound,
  definition: PanelDefinition,
  explain: ExplainEmpty,
): Promise<MetricsRoundAnswer> {
  const queries = definition.queries.map(({ promql }) => promql(scope));
  const results = await Promise.all(
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
    warnings: answers.flatMap(({ warnings }) => warnings),
    errors: results.flatMap(result => ('error' in result ? result.error : [])),
  };
}
