import { alerts } from './alerts';
import { autoscaler } from './autoscaler';
import { callerFaults } from './callerFaults';
import { containerConfig } from './containerConfig';
import { crashLoop } from './crashLoop';
import { customMetric } from './customMetric';
import { deleting } from './deleting';
import { detectors } from './detectors';
import { endpoints } from './endpoints';
import { errorRatio } from './errorRatio';
import { evicted } from './evicted';
import { exposure } from './exposure';
import { exposureTargets } from './exposureTargets';
import { imagePull } from './imagePull';
import { ingressAddress } from './ingressAddress';
import { latency } from './latency';
import { liveness } from './liveness';
import { modelDownload } from './modelDownload';
import { nodeLost } from './nodeLost';
import { operator } from './operator';
import { outOfMemory } from './outOfMemory';
import { podsReady } from './podsReady';
import { podsRefused } from './podsRefused';
import { readiness } from './readiness';
import { restarts } from './restarts';
import { reward } from './reward';
import { rollout } from './rollout';
import { routeTimeout } from './routeTimeout';
import { scrapeTargets } from './scrapeTargets';
import { seldonState } from './seldonState';
import { services } from './services';
import { slo } from './slo';
import { stopped } from './stopped';
import { suddenChange } from './suddenChange';
import { terminating } from './terminating';
import { traffic } from './traffic';
import { trafficSplit } from './trafficSplit';
import { trafficStopped } from './trafficStopped';
import type { ClusterRule, MetricsRule } from './types';
import { unschedulable } from './unschedulable';
import { volume } from './volume';

export { sources } from './sources';

/** Of findings that are equally bad, those of earlier rules come first: causes before consequences. */
export const clusterRules: readonly ClusterRule[] = [
  deleting,
  operator,
  imagePull,
  modelDownload,
  containerConfig,
  volume,
  liveness,
  crashLoop,
  outOfMemory,
  podsRefused,
  unschedulable,
  nodeLost,
  evicted,
  readiness,
  podsReady,
  restarts,
  services,
  autoscaler,
  rollout,
  seldonState,
  endpoints,
  exposure,
  exposureTargets,
  ingressAddress,
  terminating,
  stopped,
];

export const metricsRules: readonly MetricsRule[] = [
  errorRatio,
  callerFaults,
  latency,
  routeTimeout,
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
