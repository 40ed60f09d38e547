import {
  executorSeries,
  podMonitor,
  serviceMonitor,
  type Calls,
  type SampledSeries,
} from '../../../plugins/ml-monitoring-backend/src/metrics/__testUtils__/openMetrics';

/** Half an hour before a full hour, so that what is asked in steps of an hour meets one. */
export const startSeconds = 1_699_993_800;

export const grid = {
  startSeconds,
  endSeconds: startSeconds + 3600,
  intervalSeconds: 15,
};

export const deployment = 'rest-seldon-model-0-classifier';
export const pods = ['abcde', 'fghij'].map(
  end => `${deployment}-6d5f7c9b8d-${end}`,
);
const bothMonitors = [serviceMonitor, podMonitor];
const prediction = { service: 'predictions' };
const steady = (perSecond: number, seconds = 0.03) => ({
  mix: [{ perSecond, seconds }],
});

/** Two pods, each scraped by two monitors. */
const manifold: Calls[] = pods.flatMap(pod => {
  const scraped = { pod, scrapers: bothMonitors };
  const node = {
    ...scraped,
    metric: 'seldon_api_executor_client_requests_seconds',
    labels: { model_name: 'classifier' },
  };
  return [
    {
      ...scraped,
      ...prediction,
      code: '200',
      mix: [
        { perSecond: 3, seconds: 0.03 },
        { perSecond: 0.4, seconds: 0.6 },
      ],
    },
    { ...scraped, ...prediction, code: '400', ...steady(0.32) },
    { ...scraped, ...prediction, code: '500', ...steady(0.28) },
    { ...scraped, service: 'status', code: '200', ...steady(10) },
    { ...scraped, service: 'feedback', code: '200', ...steady(5) },
    { ...node, code: '200', service: '/predict', ...steady(3.7) },
    { ...node, code: '500', service: '/predict', ...steady(0.3) },
    { ...node, code: '200', service: '/send-feedback', ...steady(9) },
  ];
});

const other = (
  name: string,
  calls: Omit<Calls, 'pod' | 'scrapers'>,
): Calls => ({
  ...calls,
  pod: `${name}-pod`,
  scrapers: [serviceMonitor],
  labels: { deployment_name: name, ...calls.labels },
});

const others: Calls[] = [
  other('grpc', {
    service: '/seldon.protos.Seldon/Predict',
    code: 'OK',
    ...steady(3),
  }),
  other('grpc', {
    service: '/seldon.protos.Seldon/Predict',
    code: 'Unavailable',
    ...steady(1),
  }),
  other('idle', { ...prediction, code: '200', ...steady(0) }),
  other('very-slow', { ...prediction, code: '200', ...steady(1, 60) }),
];

/** Counters that begin anew after half an hour, as those of a restarted pod do. */
const restarted = other('restarted', {
  ...prediction,
  code: '200',
  ...steady(2),
  resetAt: 1800,
});

const gap = { from: 1800, to: 2700 };

/** Was not scraped for a quarter of an hour. */
const interrupted = executorSeries(
  other('interrupted', { ...prediction, code: '200', ...steady(2) }),
).map(series => ({
  ...series,
  valueAt: (at: number) =>
    at > gap.from && at < gap.to ? undefined : series.valueAt(at),
}));

const custom = (
  metric: string,
  worker: number,
  valueAt: SampledSeries['valueAt'],
  labels: Record<string, string> = {},
): SampledSeries[] =>
  bothMonitors.map(scraper => ({
    metric,
    labels: {
      ...scraper(pods[0]).target,
      instance: `${pods[0]}.ip:6000`,
      deployment_name: 'rest-seldon',
      predictor_name: 'model',
      worker_id: String(worker),
      ...labels,
    },
    valueAt,
  }));

const customSeries = [1, 2].flatMap(worker => [
  ...custom('mycounter_total', worker, at => at * 2),
  ...custom('mygauge', worker, () => 100 * worker),
  ...custom('mytimer_bucket', worker, at => at * 0.5, { le: '0.01' }),
  ...custom('mytimer_bucket', worker, at => at, { le: '0.03' }),
  ...custom('mytimer_bucket', worker, at => at, { le: '+Inf' }),
  ...custom('mytimer_sum', worker, at => at * 0.02),
  ...custom('mytimer_count', worker, at => at),
  ...custom('seldon_api_model_feedback_total', worker, at => at),
  ...custom('seldon_api_model_feedback_reward_total', worker, at => at * 0.75),
]);

const ofContainer = (
  metric: string,
  valueAt: SampledSeries['valueAt'],
  labels: Record<string, string> = {},
): SampledSeries[] =>
  pods.map(pod => ({
    metric,
    labels: {
      namespace: 'ml-mon',
      pod,
      container: 'classifier',
      job: 'kubelet',
      ...labels,
    },
    valueAt,
  }));

const platformSeries = [
  ...ofContainer('container_cpu_usage_seconds_total', at => at * 0.2),
  ...ofContainer('container_memory_working_set_bytes', () => 2 ** 28),
  ...ofContainer('container_cpu_cfs_periods_total', at => at * 10),
  ...ofContainer('container_cpu_cfs_throttled_periods_total', at => at * 3),
  ...ofContainer('kube_pod_container_status_restarts_total', () => 2),
  ...ofContainer('kube_pod_container_resource_limits', () => 0.5, {
    resource: 'cpu',
  }),
  ...ofContainer('kube_pod_container_resource_limits', () => 2 ** 29, {
    resource: 'memory',
  }),
];

const ofModel = { namespace: 'ml-mon', deployment_name: 'rest-seldon' };
const namedOtherwise = {
  namespace: 'ml-mon',
  seldon_deployment_namespace: 'ml-mon',
  seldon_deployment_name: 'rest-seldon',
};

/** A detector that names the model as the model names itself, and one that does so in labels of its own. */
const detectorSeries: SampledSeries[] = [
  { labels: { ...ofModel, pod: 'detector' }, factor: 1 },
  { labels: { ...namedOtherwise, pod: 'apart' }, factor: 2 },
].flatMap(({ labels, factor }) =>
  Object.entries({
    seldon_metric_drift_is_drift: () => factor - 1,
    seldon_metric_drift_p_val: () => 0.05 * factor,
    seldon_metric_drift_distance: () => 3 * factor,
    seldon_metric_drift_threshold: () => 2 * factor,
    seldon_metric_outlier_is_outlier_total: (at: number) => at * factor,
  }).map(([metric, valueAt]) => ({ metric, labels, valueAt })),
);

/** As if MLServer ran in the same pods. */
const runtimeSeries: SampledSeries[] = pods.flatMap(pod => {
  const labels = { namespace: 'ml-mon', pod };
  const served = { ...labels, model_name: 'iris', model_version: '1' };
  return [
    { metric: 'seldon_model_drift', labels, valueAt: () => 1 },
    {
      metric: 'model_infer_request_success_total',
      labels: served,
      valueAt: at => at * 3,
    },
    {
      metric: 'model_infer_request_failure_total',
      labels: served,
      valueAt: at => at,
    },
    ...['batch_request_queue', 'parallel_request_queue'].flatMap(
      (queue): SampledSeries[] => [
        { metric: `${queue}_sum`, labels, valueAt: at => at * 4 },
        { metric: `${queue}_count`, labels, valueAt: at => at * 2 },
      ],
    ),
    ...['scrape_samples_scraped', 'scrape_samples_post_metric_relabeling'].map(
      metric => ({ metric, labels, valueAt: () => 50 }),
    ),
  ];
});

const targets = pods.flatMap((pod, index) =>
  bothMonitors.map(scraper => ({
    metric: 'up',
    labels: scraper(pod).target,
    valueAt: () => 1 - index,
  })),
);

/** Of which every number can be told beforehand. */
export const knownSeries: SampledSeries[] = [
  ...[...manifold, ...others, restarted].flatMap(executorSeries),
  ...interrupted,
  ...customSeries,
  ...platformSeries,
  ...detectorSeries,
  ...runtimeSeries,
  ...targets,
];

export const customNames = [
  ...new Set(customSeries.map(({ metric }) => metric)),
];

/** Models whose numbers hold still. */
export const steadyModels = ['rest-seldon', 'grpc', 'idle', 'very-slow'];
