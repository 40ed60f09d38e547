import { everyQuery } from '../../../plugins/ml-monitoring-backend/src/metrics/__testUtils__/everyQuery';
import { hostileNames } from '../../../plugins/ml-monitoring-backend/src/metrics/__testUtils__/monitored';
import type { MetricsSourceError } from '../../../plugins/ml-monitoring-backend/src/metrics';
import {
  builtInProfiles,
  customLabels,
  customMetrics,
  customMetricsSelector,
  customPanel,
  customTags,
  fleetScope,
  keyNumberQueries,
  modelScope,
  MODEL_LABELS,
  panelCatalogue,
  podScope,
  targetsScrapedAt,
  targetsUp,
  type PanelDefinition,
  type Range,
} from 'backstage-plugin-ml-monitoring-common';
import type { Check } from '../Check';
import type { Engine } from './Engine';
import {
  customNames,
  deployment,
  pods,
  startSeconds,
  steadyModels,
} from './knownSeries';

const range: Range = {
  startSeconds: startSeconds + 600,
  endSeconds: startSeconds + 3600,
  stepSeconds: 60,
};
const at = new Date(range.endSeconds * 1000);
const windowSeconds = 120;
const namespace = 'ml-mon';
const inNamespace = { namespaces: [namespace], matchers: {} };

const scopeOf = (name: string) =>
  modelScope({ ref: { namespace, name }, matchers: {}, windowSeconds });

/** Nobody says in which order series come. */
const sorted = <T extends { labels: Record<string, string> }>(series: T[]) =>
  series
    .map(each => ({
      each,
      key: JSON.stringify(Object.entries(each.labels).sort()),
    }))
    .sort((left, right) => (left.key < right.key ? -1 : 1))
    .map(({ each }) => each);

/** JSON knows no `undefined`, which would go unseen. */
const gapsInWords = (values: (number | undefined)[]) =>
  values.map(value => value ?? 'none');

const isNumber = (value: number | undefined) => value !== undefined;

async function panelOf(
  { source }: Engine,
  { queries, aboutPods }: PanelDefinition,
  name: string,
) {
  const scope = aboutPods
    ? podScope(scopeOf(name), name === 'rest-seldon' ? [deployment] : [])
    : scopeOf(name);
  const answers = await Promise.all(
    queries.map(({ promql }) =>
      source.range(promql(scope), { range, namespace }),
    ),
  );
  return answers.map(({ value, warnings }) => ({
    warnings,
    // Where nothing is a number, VictoriaMetrics has no series.
    series: sorted(value.filter(({ values }) => values.some(isNumber))).map(
      ({ labels, values }) => ({ labels, values: gapsInWords(values) }),
    ),
  }));
}

async function instant({ source }: Engine, query: string, when = at) {
  const { value, warnings } = await source.instant(query, {
    at: when,
    namespace,
  });
  return {
    warnings,
    samples: sorted(value.filter(sample => isNumber(sample.value))),
  };
}

async function instants<Name extends string>(
  engine: Engine,
  queries: Record<Name, string>,
) {
  return Object.fromEntries(
    await Promise.all(
      Object.entries<string>(queries).map(async ([name, query]) => [
        name,
        await instant(engine, query),
      ]),
    ),
  );
}

async function problemOf(ask: Promise<unknown>) {
  try {
    await ask;
    return 'none';
  } catch (error) {
    return (error as MetricsSourceError).problem;
  }
}

/** Prometheus 2 counts a sample at the very beginning of a window, others do not: between two samples there is none. */
const betweenSamples = new Date(at.getTime() - 7_000);

/** Whatever anybody asks about a model that has all of it, by what makes the question. */
const everything = everyQuery({
  namespace,
  model: 'rest-seldon',
  cluster: '',
  pod: pods[0],
  deployment,
  metric: 'mycounter_total',
  tag: 'tier',
});

const panels = [
  ...panelCatalogue,
  ...builtInProfiles.flatMap(profile => profile.panels),
  ...customMetrics(customNames).map(metric => customPanel(metric)),
];

/** Everything that any source of numbers is asked. */
const common: Check<Engine>[] = [
  ...panels.map(panel => ({
    title: `the panel ${panel.title} (${panel.id})`,
    observe: async (engine: Engine) =>
      Object.fromEntries(
        await Promise.all(
          steadyModels.map(async name => [
            name,
            await panelOf(engine, panel, name),
          ]),
        ),
      ),
  })),
  {
    title: 'counters that begin anew',
    observe: async engine => ({
      panel: await panelOf(engine, panelCatalogue[0], 'restarted'),
    }),
  },
  {
    title: 'minutes that were not scraped',
    observe: async engine => ({
      panel: await panelOf(engine, panelCatalogue[0], 'interrupted'),
    }),
  },
  {
    title: 'the key numbers of a model',
    observe: engine =>
      instants(engine, { ...keyNumberQueries(scopeOf('rest-seldon')) }),
  },
  {
    title: 'the key numbers of each predictor',
    observe: engine =>
      instants(engine, {
        ...keyNumberQueries(scopeOf('rest-seldon'), ['predictor_name']),
      }),
  },
  {
    title: 'the key numbers of the fleet',
    observe: engine =>
      instants(engine, {
        ...keyNumberQueries(
          fleetScope({ ...inNamespace, windowSeconds: 300 }),
          MODEL_LABELS,
        ),
      }),
  },
  {
    title: 'targets, and when they were scraped',
    observe: engine =>
      instants(engine, {
        up: targetsUp(inNamespace),
        scrapedAt: targetsScrapedAt(inNamespace),
      }),
  },
  {
    title: 'what a model measures about itself',
    async observe({ source }) {
      const match = customMetricsSelector(scopeOf('rest-seldon'));
      const [names, series, labelled] = await Promise.all([
        source.labelValues('__name__', { match, range, namespace }),
        source.series(match, { range, namespace }),
        source.instant(customLabels(scopeOf('rest-seldon')), {
          at,
          namespace,
        }),
      ]);
      return {
        names: [...names.value].sort(),
        metrics: customMetrics(names.value),
        tags: customTags(
          labelled.value.flatMap(({ labels }) => Object.keys(labels)),
        ),
        series: sorted(series.value.map(labels => ({ labels }))),
        type:
          (await source.metricType('mycounter_total', { namespace })) ??
          'not known',
      };
    },
  },
  {
    title: 'models of names that no cluster takes',
    observe: async engine =>
      Object.fromEntries(
        await Promise.all(
          hostileNames.map(async name => [
            JSON.stringify(name),
            await panelOf(engine, panelCatalogue[0], name).catch(
              ({ problem }: MetricsSourceError) => problem,
            ),
          ]),
        ),
      ),
  },
  {
    title: 'a question that cannot be understood',
    observe: async ({ source }) => ({
      instant: await problemOf(source.instant('sum(', { at, namespace })),
      range: await problemOf(source.range('sum(', { range, namespace })),
      series: await problemOf(source.series('{', { range, namespace })),
    }),
  },
];

/** @param prefix - what stands before their titles */
export const engineChecks = (prefix: string): Check<Engine>[] =>
  common.map(check => ({ ...check, title: `${prefix}: ${check.title}` }));

/** What is asked of an engine that answers about all namespaces. */
export const wholeEngineChecks: Check<Engine>[] = [
  ...Object.entries(everything).map(([name, queries]) => ({
    title: `engine: every query of ${name}`,
    observe: async (engine: Engine) =>
      Object.fromEntries(
        await Promise.all(
          queries.map(async query => [
            query,
            await instant(engine, query, betweenSamples),
          ]),
        ),
      ),
  })),

  {
    title: 'engine: what is scraped now',
    observe: async ({ source }) => ({
      targets: (await source.targets({})) ?? 'not told',
    }),
  },
];
