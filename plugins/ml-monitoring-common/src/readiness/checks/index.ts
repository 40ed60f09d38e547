import { exposure } from './exposure';
import { grafana } from './grafana';
import { metricsSource } from './metricsSource';
import { monitors } from './monitors';
import { namespaces } from './namespaces';
import { rights } from './rights';
import { seldonApi } from './seldonApi';
import { seldonOperator } from './seldonOperator';
import type { ReadinessCheck } from './types';
import { userWorkload } from './userWorkload';
import { webhooks } from './webhooks';

/** From the first thing that a model needs to the last. */
export const checks: readonly ReadinessCheck[] = [
  seldonApi,
  seldonOperator,
  webhooks,
  namespaces,
  rights,
  exposure,
  userWorkload,
  monitors,
  metricsSource,
  grafana,
];
