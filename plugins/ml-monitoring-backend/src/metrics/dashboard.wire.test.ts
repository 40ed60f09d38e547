import { PrometheusMetricsSource } from './PrometheusMetricsSource';
import { hostileNames, monitoringOf } from './__testUtils__/monitored';
import {
  executorSeries,
  openMetrics,
  podMonitor,
  serviceMonitor,
  type SampledSeries,
} from './__testUtils__/openMetrics';
import {
  startPrometheus,
  type RunningPrometheus,
} from './__testUtils__/startPrometheus';

const startSeconds = 1_699_992_000;
const endSeconds = startSeconds + 3600;
const at = new Date(endSeconds * 1000);
const namespace = 'ml-mon';
const pod = 'rest-seldon-model-0-classifier-5d8f7-abcde';

interface GrafanaPanel {
  title: string;
  targets?: { expr: string; legendFormat: string }[];
}

function panelsOf(ref: { namespace: string; name: string }): GrafanaPanel[] {
  const manifest = monitoringOf(ref, { dashboard: true }).find(
    ({ kind }) => kind === 'GrafanaDashboard',
  )!;
  return JSON.parse(String(manifest.spec.json)).panels;
}

/** What Grafana puts in for its variables. */
function interpolated(expr: string): string {
  const variables: Record<string, string> = {
    $__rate_interval: '2m',
    $__range: '3000s',
    $counter: 'mycounter_total',
    $gauge: 'mygauge',
    '${timer}': 'mytimer',
  };
  return Object.entries(variables).reduce(
    (text, [name, value]) => text.replaceAll(name, value),
    expr,
  );
}

const bothMonitors = [serviceMonitor, podMonitor];
const prediction = { service: 'predictions' };
const own = (metric: string, valueAt: SampledSeries['valueAt'], labels = {}) =>
  bothMonitors.map(scraper => ({
    metric,
    labels: {
      ...scraper(pod).target,
      deployment_name: 'rest-seldon',
      predictor_name: 'model',
      worker_id: '1',
      ...labels,
    },
    valueAt,
  }));

const series = [
  ...[
    { code: '200', perSecond: 9 },
    { code: '400', perSecond: 0.6 },
    { code: '500', perSecond: 0.4 },
  ].flatMap(({ code, perSecond }) =>
    executorSeries({
      ...prediction,
      pod,
      code,
      mix: [{ perSecond, seconds: 0.03 }],
      scrapers: bothMonitors,
    }),
  ),
  ...executorSeries({
    pod,
    service: '/predict',
    code: '200',
    mix: [{ perSecond: 10, seconds: 0.02 }],
    metric: 'seldon_api_executor_client_requests_seconds',
    labels: { model_name: 'classifier' },
    scrapers: bothMonitors,
  }),
  ...own('mycounter_total', t => 3 * t),
  ...own('mygauge', () => 7),
  ...own('mytimer_bucket', t => t, { le: '0.05' }),
  ...own('mytimer_bucket', t => t, { le: '+Inf' }),
  ...own('mytimer_sum', t => 0.02 * t),
  ...own('mytimer_count', t => t),
  ...own('seldon_api_model_feedback_total', t => t),
  ...own('seldon_api_model_feedback_reward_total', t => 0.5 * t),
  ...bothMonitors.map(scraper => ({
    metric: 'up',
    labels: scraper(pod).target,
    valueAt: () => 1,
  })),
  ...bothMonitors.map(scraper => ({
    metric: 'up',
    labels: scraper('rest-seldon-model-other-0-m-1-2').target,
    valueAt: () => 0,
  })),
];

describe('the dashboard of a model, asking a real Prometheus', () => {
  let prometheus: RunningPrometheus;
  let source: PrometheusMetricsSource;

  beforeAll(async () => {
    prometheus = await startPrometheus(
      openMetrics(series, { startSeconds, endSeconds, intervalSeconds: 30 }),
    );
    source = PrometheusMetricsSource.create({
      transport: { title: 'Prometheus', baseUrl: prometheus.url, fetch },
    });
  }, 60_000);

  afterAll(() => prometheus?.stop());

  const ask = async (expr: string) =>
    (await source.instant(interpolated(expr), { at })).value;

  it('shows in each panel what was measured, once', async () => {
    const shown = await Promise.all(
      panelsOf({ namespace, name: 'rest-seldon' })
        .filter(({ targets }) => targets)
        .map(async ({ title, targets = [] }) => {
          const answers = await Promise.all(
            targets.map(({ expr }) => ask(expr)),
          );
          return [title, ...answers.flat().map(({ value }) => value)];
        }),
    );
    const near = (value: number) => expect.closeTo(value, 6);
    // Of the bucket from 25 to 50 ms, and for nodes from 10 to 25 ms.
    const quantile = (q: number) => near(0.025 + 0.025 * q);
    const ofNode = (q: number) => near(0.01 + 0.015 * q);
    expect(shown).toEqual([
      ['Requests', near(10)],
      ['Success', near(0.96)],
      ['4xx', near(0.6)],
      ['5xx', near(0.4)],
      ['Latency p95', quantile(0.95)],
      ['Requests', near(10)],
      ['Success', near(0.96)],
      ['Errors', near(0.6), near(0.4)],
      ['Latency', quantile(0.5), quantile(0.9), quantile(0.95), quantile(0.99)],
      ['Requests by node', near(10)],
      ['Latency by node', ofNode(0.5), ofNode(0.95), ofNode(0.99)],
      ['Scraped', 1],
      ['$counter', near(3)],
      ['$timer', near(0.02), near(0.05 * 0.5), near(0.05 * 0.95)],
      ['$gauge', near(7)],
      ['Mean reward', near(0.5)],
    ]);
  });

  it.each(hostileNames.filter(name => !name.includes('$__')))(
    'asks what Prometheus understands, and gets nothing, of a model called %j',
    async name => {
      const targets = panelsOf({ namespace: name, name }).flatMap(
        panel => panel.targets ?? [],
      );
      for (const { expr } of targets) {
        await expect(ask(expr)).resolves.toEqual([]);
      }
    },
  );
});
