import {
  builtInProfiles,
  customLabels,
  customMetricsSelector,
  customMovement,
  customPanel,
  customPresence,
  diagnosisQueries,
  driftQuery,
  feedbackCount,
  fillTemplate,
  fleetDetectors,
  fleetScope,
  keyNumberQueries,
  LATENCY_BOUNDS_SECONDS,
  meanReward,
  MODEL_LABELS,
  modelScope,
  nativeSeries,
  objectivesOf,
  outlierQuery,
  ownDriftQuery,
  panelCatalogue,
  podScope,
  predictionRate,
  profileSelectors,
  promiseQueries,
  REACHABLE_QUERY,
  sloReport,
  targetsKnown,
  targetsScrapedAt,
  targetsUp,
  timerBuckets,
  type CustomMetric,
  type PanelDefinition,
} from 'backstage-plugin-ml-monitoring-common';

/** What a query is about, each by a name that somebody else chose. */
export interface Names {
  namespace: string;
  model: string;
  cluster: string;
  pod: string;
  deployment: string;
  metric: string;
  /** Of those that a model may give. */
  tag: string;
}

const windowSeconds = 300;

/** Everything that is ever asked, by what makes the question. */
export function everyQuery(names: Names): Record<string, string[]> {
  const { namespace, cluster, metric, tag } = names;
  const ref = { namespace, name: names.model };
  const matchers = { cluster };
  const scope = modelScope({ ref, matchers, windowSeconds });
  const pods = podScope(scope, [names.deployment, 'other']);
  const fleet = fleetScope({
    namespaces: [namespace, 'other'],
    matchers,
    windowSeconds,
  });
  const ofPanels = (panels: readonly PanelDefinition[]) =>
    panels.flatMap(({ queries }) => queries.map(({ promql }) => promql(pods)));
  const targets = [[namespace], [namespace, 'other'], []].map(namespaces => ({
    namespaces,
    matchers,
  }));
  const custom: CustomMetric[] = [
    { name: metric, metric, type: 'counter' },
    { name: metric, metric, type: 'gauge' },
    { name: metric, metric, type: 'timer', buckets: true },
  ];
  const diagnosis = [[], [names.pod, 'other']].flatMap(podNames =>
    [true, false].map(tenancy =>
      diagnosisQueries({ ref, matchers, pods: podNames, tenancy }),
    ),
  );
  return {
    panelCatalogue: ofPanels(panelCatalogue),
    builtInProfiles: ofPanels(builtInProfiles.flatMap(({ panels }) => panels)),
    profileSelectors: ['pods', 'model'].flatMap(foundBy =>
      profileSelectors(
        builtInProfiles.filter(profile => profile.foundBy === foundBy),
        pods,
      ),
    ),
    customPanel: custom.flatMap(each =>
      ofPanels([customPanel(each), customPanel(each, { tag })]),
    ),
    customMetricsSelector: [customMetricsSelector(scope)],
    customLabels: [customLabels(scope)],
    timerBuckets: [timerBuckets(scope)],
    customPresence: [customPresence(scope)],
    customMovement: [customMovement(scope)],
    fillTemplate: [
      'sum by (pod) (rate(x_total{$pods}[$window])) / sum(y{$model,a="b"})',
    ].map(template => fillTemplate(template, pods)),
    keyNumberQueries: [
      keyNumberQueries(scope),
      keyNumberQueries(fleet, MODEL_LABELS),
    ].flatMap(queries => Object.values(queries)),
    predictionRate: [
      predictionRate(scope, []),
      predictionRate(scope, ['predictor_name']),
    ],
    promiseQueries: LATENCY_BOUNDS_SECONDS.flatMap(bound =>
      Object.values(promiseQueries(scope, bound)),
    ),
    sloReport: queriesIn(
      sloReport({
        objectives: objectivesOf({
          availabilityPercent: 99.9,
          latencyP95: '250ms',
        }),
        grids: [],
        measured: true,
        scope,
      }),
    ),
    meanReward: [meanReward(scope)],
    feedbackCount: [feedbackCount(scope)],
    driftQuery: [driftQuery(scope)],
    ownDriftQuery: [ownDriftQuery({ namespace, matchers })],
    outlierQuery: [outlierQuery(scope)],
    fleetDetectors: [fleetDetectors({ matchers, windowSeconds })],
    diagnosisQueries: diagnosis.flatMap(queries =>
      Object.values(queries).filter(query => query !== undefined),
    ),
    nativeSeries: [nativeSeries(scope)],
    targetsUp: targets.map(targetsUp),
    targetsScrapedAt: targets.map(targetsScrapedAt),
    targetsKnown: targets.map(targetsKnown),
    REACHABLE_QUERY: [REACHABLE_QUERY],
  };
}

/** What makes no question of its own. */
export const notQueries = [
  'arrangePanels',
  'BOUND_LABEL',
  'CUSTOM_METRIC_LABEL',
  'customMetrics',
  'customTags',
  'DETECTOR_LABEL',
  'DRIFT_DISTANCE',
  'DRIFT_METRIC',
  'DRIFT_P_VALUE',
  'DRIFT_THRESHOLD',
  'fleetScope',
  'intervalOf',
  'isAboutPods',
  'isCustomTag',
  'LATENCY_BOUNDS_SECONDS',
  'MODEL_LABELS',
  'modelScope',
  'ORCHESTRATOR',
  'OUTLIER_METRIC',
  'OWN_DRIFT_METRIC',
  'podScope',
  'rangeOf',
  'seriesNameOf',
  'unknownParameters',
  'windowFor',
];

function queriesIn(value: unknown): string[] {
  return Object.entries(value ?? {}).flatMap(([key, each]) => {
    if (key === 'query' && typeof each === 'string') {
      return [each];
    }
    return typeof each === 'object' ? queriesIn(each) : [];
  });
}
