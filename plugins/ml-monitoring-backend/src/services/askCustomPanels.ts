import {
  customMetrics,
  customMetricsSelector,
  customPanel,
} from 'backstage-plugin-ml-monitoring-common';
import type { MetricsSourceError } from '../metrics';
import { askPanels } from './askPanels';
import type { ExplainEmpty } from './explainEmpty';
import type { MetricsRound, MetricsRoundAnswer } from './metricsRound';
import { settled } from './metricsSourceState';
import type { PanelSet } from './panelSet';

/** A model that exposes more than this shows the first of them, and says so. */
const MAXIMUM_METRICS = 40;
/** A timer has several series names. */
const MAXIMUM_NAMES = 4 * MAXIMUM_METRICS;

/** Finds out what a model measures about itself, and asks about that. */
export async function askCustomPanels(
  round: MetricsRound,
  { arrange, explain }: Pick<PanelSet, 'arrange'> & { explain: ExplainEmpty },
): Promise<MetricsRoundAnswer> {
  const { metrics, range, scope, signal } = round;
  const { namespace } = round.ref;
  const names = await settled(
    metrics.source.labelValues('__name__', {
      match: customMetricsSelector(scope),
      range,
      namespace,
      signal,
    }),
  );
  if ('error' in names) {
    return undiscovered(names.error);
  }
  const { value, warnings } = names.value;
  const types = await typesOf(round, value.slice(0, MAXIMUM_NAMES));
  const found = customMetrics(value, name => types.get(name));
  const answer = await askPanels(
    round,
    arrange(found.slice(0, MAXIMUM_METRICS).map(customPanel)),
    explain,
  );
  return {
    ...answer,
    warnings: [
      ...warnings,
      ...answer.warnings,
      ...(found.length > MAXIMUM_METRICS
        ? [
            `The model exposes ${found.length} custom metrics; the first ${MAXIMUM_METRICS} by name are shown.`,
          ]
        : []),
    ],
  };
}

/** Where a type cannot be found out, the name decides. */
async function typesOf(
  { metrics, ref, signal }: MetricsRound,
  names: readonly string[],
): Promise<Map<string, string | undefined>> {
  const { namespace } = ref;
  return new Map(
    await Promise.all(
      names.map(async name => {
        const type = await settled(
          metrics.source.metricType(name, { namespace, signal }),
        );
        return [name, 'value' in type ? type.value : undefined] as const;
      }),
    ),
  );
}

function undiscovered(error: MetricsSourceError): MetricsRoundAnswer {
  return {
    panels: [
      {
        id: 'custom',
        title: 'Custom metrics',
        group: 'custom',
        unit: 'none',
        status: 'failed',
        message: error.message,
        series: [],
        queries: [],
      },
    ],
    warnings: [],
    errors: [error],
  };
}
