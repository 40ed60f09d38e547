import {
  customMetrics,
  customMetricsSelector,
  customPanel,
  type PanelDefinition,
} from 'backstage-plugin-ml-monitoring-common';
import type { MetricsSourceError } from '../metrics';
import { askPanels } from './askPanels';
import { askTagsOf, askTimerCeiling, askTypesOf } from './customDetails';
import type { ExplainEmpty } from './explainEmpty';
import type { MetricsRound, MetricsRoundAnswer } from './metricsRound';
import { joinAnswers } from './metricsRound';
import { settled } from './metricsSourceState';
import type { PanelSet } from './panelSet';
import { toPanel } from './toPanel';
import type { WantedTags } from './wantedTags';

/** A model that exposes more than this shows the first of them, and says so. */
const MAXIMUM_METRICS = 40;
/** A timer has several series names. */
const MAXIMUM_NAMES = 4 * MAXIMUM_METRICS;

/** Finds out what a model measures about itself, and asks about that. */
export async function askCustomPanels(
  round: MetricsRound,
  options: Pick<PanelSet, 'arrange' | 'tags'> & {
    explain: ExplainEmpty;
    /** By which tags they are to be told apart. */
    wantedTags: WantedTags;
  },
): Promise<MetricsRoundAnswer> {
  const { metrics, range, scope, signal } = round;
  const { namespace } = round.ref;
  const [names, tagsOf] = await Promise.all([
    settled(
      metrics.source.labelValues('__name__', {
        match: customMetricsSelector(scope),
        range,
        namespace,
        signal,
      }),
    ),
    round.remember('tags', background =>
      askTagsOf({ ...round, signal: background }),
    ),
  ]);
  if ('error' in names) {
    return undiscovered(names.error);
  }
  const { value, warnings } = names.value;
  const [types, ceilingSeconds] = await Promise.all([
    askTypesOf(round, value.slice(0, MAXIMUM_NAMES)),
    askTimerCeiling(round, value),
  ]);
  const found = customMetrics(value, name => types.get(name));
  const { arrange, explain, wantedTags } = options;
  const answers = await Promise.all(
    arrange(
      found.slice(0, MAXIMUM_METRICS).map(custom => {
        const tags = tagsOf(custom);
        const tag = tagFor(customPanel(custom), tags, options);
        return customPanel(custom, { tags, tag, ceilingSeconds });
      }),
    ).map(definition => {
      const refusal = refusalOf(definition, wantedTags.get(definition.id));
      return refusal === undefined
        ? askPanels(round, [definition], explain)
        : refused(round, definition, refusal);
    }),
  );
  return joinAnswers([
    ...answers,
    {
      panels: [],
      errors: [],
      warnings: [
        ...warnings,
        ...[...wantedTags.keys()]
          .filter(id => !found.some(each => customPanel(each).id === id))
          .map(
            id =>
              `${id} cannot be told apart by a tag: the model exposed no such metric in the chosen range.`,
          ),
        ...(found.length > MAXIMUM_METRICS
          ? [
              `The model exposes ${found.length} custom metrics; the first ${MAXIMUM_METRICS} by name are shown.`,
            ]
          : []),
      ],
    },
  ]);
}

/** What was asked for, else what the platform team set, where the metric has it. A metric whose tags are not known may have any. */
function tagFor(
  { id }: PanelDefinition,
  tags: readonly string[] | undefined,
  { wantedTags, tags: usual }: { wantedTags: WantedTags; tags: WantedTags },
): string | undefined {
  const tag = wantedTags.get(id) ?? usual.get(id);
  return tag === undefined || (tags && !tags.includes(tag)) ? undefined : tag;
}

function refusalOf(
  { tag, tags }: PanelDefinition,
  wanted: string | undefined,
): string | undefined {
  if (wanted === undefined || tag === wanted) {
    return undefined;
  }
  return `This metric has no tag "${wanted}" now. ${
    tags?.length ? `It has ${tags.join(', ')}.` : 'It has none.'
  }`;
}

function refused(
  { scope, wants }: MetricsRound,
  definition: PanelDefinition,
  message: string,
): MetricsRoundAnswer {
  const { tag, ...rest } = definition;
  const panel = toPanel({ definition: rest, queries: [], results: [], scope });
  return {
    panels: wants(definition.id)
      ? [{ ...panel, status: 'failed', message }]
      : [],
    warnings: [],
    errors: [],
  };
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
