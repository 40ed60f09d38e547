import {
  modelScope,
  panelCatalogue,
  podScope,
  type Range,
} from 'backstage-plugin-ml-monitoring-common';
import { PrometheusMetricsSource } from './PrometheusMetricsSource';
import { openMetrics, type SampledSeries } from './__testUtils__/openMetrics';
import {
  startPrometheus,
  type RunningPrometheus,
} from './__testUtils__/startPrometheus';

const startSeconds = 1_699_992_000;
const grid = {
  startSeconds,
  endSeconds: startSeconds + 1200,
  intervalSeconds: 30,
};
const range: Range = {
  startSeconds: startSeconds + 1200,
  endSeconds: startSeconds + 1200,
  stepSeconds: 60,
};
const DEPLOYMENT = 'fraud-model-0-classifier';
const POD = `${DEPLOYMENT}-5d8c7f9b6-x7k2p`;
const MEBIBYTE = 2 ** 20;

/** As the kubelet's cAdvisor and kube-state-metrics have it, the first scraped by two. */
const measured = (
  metric: string,
  valueAt: SampledSeries['valueAt'],
  labels: Record<string, string> = {},
  pod = POD,
): SampledSeries[] =>
  ['kubelet', 'kubelet-again'].map(job => ({
    metric,
    labels: {
      namespace: 'ml-mon',
      pod,
      container: 'classifier',
      job,
      ...labels,
    },
    valueAt,
  }));

const series: SampledSeries[] = [
  ...measured('container_cpu_usage_seconds_total', t => 0.25 * t),
  ...measured('container_cpu_usage_seconds_total', t => 0.5 * t, {
    container: 'seldon-container-engine',
  }),
  // The pod as a whole, and the container that holds its network.
  ...measured('container_cpu_usage_seconds_total', t => 9 * t, {
    container: '',
  }),
  ...measured('container_cpu_usage_seconds_total', t => 9 * t, {
    container: 'POD',
  }),
  ...measured('container_memory_working_set_bytes', () => 64 * MEBIBYTE),
  ...measured('kube_pod_container_resource_limits', () => 2, {
    resource: 'cpu',
  }),
  ...measured('kube_pod_container_resource_limits', () => 128 * MEBIBYTE, {
    resource: 'memory',
  }),
  ...measured('container_cpu_cfs_throttled_periods_total', t => 3 * t),
  ...measured('container_cpu_cfs_periods_total', t => 10 * t),
  ...measured('kube_pod_container_status_restarts_total', t =>
    t < 1100 ? 3 : 4,
  ),
  // A cluster whose kubelets are told of pods only.
  ...measured('container_cpu_usage_seconds_total', t => 0.75 * t, {
    namespace: 'docker',
    container: '',
  }),
  ...measured('container_memory_working_set_bytes', () => MEBIBYTE, {
    namespace: 'docker',
    container: '',
  }),
  // Somebody else's, whose Deployment begins with the same letters.
  ...measured(
    'container_cpu_usage_seconds_total',
    t => 7 * t,
    {},
    `${DEPLOYMENT}-v2-5d8c7f9b6-x7k2p`,
  ),
];

describe('what the pods of a model use', () => {
  let prometheus: RunningPrometheus;
  let source: PrometheusMetricsSource;

  beforeAll(async () => {
    prometheus = await startPrometheus(openMetrics(series, grid));
    source = PrometheusMetricsSource.create({
      transport: { title: 'Prometheus', baseUrl: prometheus.url, fetch },
    });
  }, 60_000);

  afterAll(() => prometheus?.stop());

  async function ask(
    panelId: string,
    deployments: string[],
    namespace = 'ml-mon',
  ) {
    const scope = podScope(
      modelScope({
        ref: { namespace, name: 'fraud' },
        matchers: {},
        windowSeconds: 20,
      }),
      deployments,
    );
    const { queries } = panelCatalogue.find(({ id }) => id === panelId)!;
    const answers = await Promise.all(
      queries.map(({ promql }) => source.range(promql(scope), { range })),
    );
    return answers.map(({ value }) => value);
  }

  const of = (value: unknown, container = 'classifier') => ({
    labels: { pod: POD, container },
    values: [value],
  });
  const near = (value: number) => expect.closeTo(value, 6);

  it.each([
    [
      'cpu',
      [[of(near(0.25)), of(near(0.5), 'seldon-container-engine')], [of(2)]],
    ],
    ['memory', [[of(64 * MEBIBYTE)], [of(128 * MEBIBYTE)]]],
    ['throttling', [[of(near(0.3))]]],
    ['restarts', [[of(1)]]],
  ])(
    'is counted once for each container, and only for its own pods: %s',
    async (panelId, values) => {
      await expect(ask(panelId, [DEPLOYMENT])).resolves.toEqual(values);
    },
  );

  it.each([
    ['cpu', near(0.75)],
    ['memory', MEBIBYTE],
  ])(
    'is that of pods where no containers are told apart: %s',
    async (panelId, value) => {
      await expect(ask(panelId, [DEPLOYMENT], 'docker')).resolves.toEqual([
        [{ labels: { pod: POD }, values: [value] }],
        [],
      ]);
    },
  );

  it('is nobody else’s where the Deployments are not known', async () => {
    await expect(ask('cpu', [])).resolves.toEqual([[], []]);
  });
});
