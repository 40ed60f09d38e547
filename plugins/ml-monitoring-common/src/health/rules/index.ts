import { alerts } from './alerts';
import { callerFaults } from './callerFaults';
import { containerConfig } from './containerConfig';
import { crashLoop } from './crashLoop';
import { customMetric } from './customMetric';
import { detectors } from './detectors';
import { endpoints } from './endpoints';
import { errorRatio } from './errorRatio';
import { exposure } from './exposure';
import { imagePull } from './imagePull';
import { latency } from './latency';
import { outOfMemory } from './outOfMemory';
import { podsReady } from './podsReady';
import { podsRefused } from './podsRefused';
import { reward } from './reward';
import { rollout } from './rollout';
import { scrapeTargets } from './scrapeTargets';
import { seldonState } from './seldonState';
import { slo } from './slo';
import { stopped } from './stopped';
import { suddenChange } from './suddenChange';
import { traffic } from './traffic';
import { trafficSplit } from './trafficSplit';
import { trafficStopped } from './trafficStopped';
import type { ClusterRule, MetricsRule } from './types';
import { unschedulable } from './unschedulable';

export { sources } from './sources';

/** Of findings that are equally bad, those of earlier rules come first: causes before consequences. */
export const clusterRules: readonly ClusterRule[] = [
  imagePull,
  containerConfig,
  crashLoop,
  outOfMemory,
  podsRefused,
  unschedulable,
  podsReady,
  rollout,
  seldonState,
  endpoints,
  exposure,
  stopped,
];

export const metricsRules: readonly MetricsRule[] = [
  errorRatio,
  callerFaults,
  latency,
  slo,
  suddenChange,
  trafficStopped,
  traffic,
  trafficSplit,
  scrapeTargets,
  customMetric,
  detectors,
  reward,
  alerts,
];
