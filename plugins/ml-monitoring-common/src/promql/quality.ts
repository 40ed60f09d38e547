import type { PanelDefinition } from './catalogue';
import {
  DRIFT_DISTANCE,
  DRIFT_METRIC,
  DRIFT_NUMBERS,
  DRIFT_P_VALUE,
  DRIFT_THRESHOLD,
  driftNumber,
  OUTLIER_METRIC,
  outlierQuery,
  OWN_DRIFT_METRIC,
  ownDrift,
} from './detectors';
import { podMatchers } from './pods';
import { FEEDBACK_METRIC, feedbackCount, meanReward } from './reward';
import type { MetricsProfile } from './profiles';

/** Shown in panels of their own, whoever exposes them. */
export const QUALITY_METRICS: readonly string[] = [
  ...DRIFT_NUMBERS,
  OUTLIER_METRIC,
  OWN_DRIFT_METRIC,
];

const predictor = ['predictor_name'] as const;

const common = {
  group: 'quality',
  optional: true,
} as const;

const reward: PanelDefinition = {
  ...common,
  id: 'reward',
  title: 'Mean reward',
  unit: 'none',
  description:
    'Mean reward of the feedback that was sent. Feedback with reward 0 is not counted, and negative rewards make it unreliable.',
  by: predictor,
  windowed: true,
  queries: [{ promql: scope => meanReward(scope, predictor) }],
};

const feedback: PanelDefinition = {
  ...common,
  id: 'feedback',
  title: 'Feedback',
  unit: 'none',
  description:
    'How much feedback was sent within the window of each point. Feedback with reward 0 is not counted.',
  by: predictor,
  windowed: true,
  queries: [{ promql: scope => feedbackCount(scope, predictor) }],
};

const drift: PanelDefinition = {
  ...common,
  id: 'drift',
  title: 'Drift',
  unit: 'none',
  description:
    'What the drift detector says of the last batch that it looked at: 1 where it sees drift, and what it concludes that from. A threshold is one of the p-value with statistical tests, else of the distance. Of several features the worst.',
  by: [],
  windowed: false,
  queries: (
    [
      ['detected', DRIFT_METRIC, 'max'],
      ['p-value', DRIFT_P_VALUE, 'min'],
      ['distance', DRIFT_DISTANCE, 'max'],
      ['threshold', DRIFT_THRESHOLD, 'max'],
    ] as const
  ).map(([name, metric, extreme]) => ({
    name,
    promql: scope => driftNumber(metric, extreme, scope),
  })),
};

const outliers: PanelDefinition = {
  ...common,
  id: 'outliers',
  title: 'Outliers',
  unit: 'per second',
  description:
    'Inputs per second that the outlier detector finds to be unlike those that it was trained on.',
  by: [],
  windowed: true,
  queries: [{ promql: scope => outlierQuery(scope) }],
};

const modelDrift: PanelDefinition = {
  ...common,
  id: 'model-drift',
  title: 'Drift, seen within the model',
  unit: 'none',
  description:
    'What a drift detector that runs within the pods of the model says: 1 where it sees drift.',
  by: ['pod'],
  windowed: false,
  aboutPods: true,
  queries: [{ promql: scope => ownDrift(podMatchers(scope)) }],
};

export const feedbackPanels: readonly PanelDefinition[] = [reward, feedback];

/** How good the answers are, as far as anybody measures that. */
export const qualityProfiles: readonly MetricsProfile[] = [
  {
    name: 'feedback',
    foundBy: 'model',
    metrics: [FEEDBACK_METRIC],
    panels: feedbackPanels,
  },
  {
    name: 'drift',
    foundBy: 'model',
    metrics: DRIFT_NUMBERS,
    panels: [drift],
  },
  {
    name: 'outliers',
    foundBy: 'model',
    metrics: [OUTLIER_METRIC],
    panels: [outliers],
  },
  {
    name: 'model-drift',
    foundBy: 'pods',
    metrics: [OWN_DRIFT_METRIC],
    panels: [modelDrift],
  },
];
