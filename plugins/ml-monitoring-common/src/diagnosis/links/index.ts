import { access } from './access';
import { seldonApi, seldonOperator, webhooks } from './installation';
import { metricsService } from './metricsService';
import { model } from './model';
import { monitor } from './monitor';
import { prometheus } from './prometheus';
import { query } from './query';
import { samples } from './samples';
import { service } from './service';
import { target } from './target';
import type { Link } from './types';

/** Each needs those before it. */
export const links: readonly Link[] = [
  seldonApi,
  seldonOperator,
  webhooks,
  model,
  service,
  metricsService,
  monitor,
  prometheus,
  access,
  target,
  samples,
  query,
];
