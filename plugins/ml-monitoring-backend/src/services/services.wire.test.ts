import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  defaultHealthThresholds,
  healthReportSchema,
  metricsAnswerSchema,
  modelSummarySchema,
  type ClusterFacts,
  type MetricsAnswer,
  type ModelSummary,
} from 'backstage-plugin-ml-monitoring-common';
import { MetricsSources } from '../metrics';
import {
  executorSeries,
  openMetrics,
  serviceMonitor,
  type Calls,
} from '../metrics/__testUtils__/openMetrics';
import {
  startPrometheus,
  type RunningPrometheus,
} from '../metrics/__testUtils__/startPrometheus';
import { modelFactsOf } from './__testUtils__/modelFactsOf';
import { FleetService } from './FleetService';
import { ModelHealthService } from './ModelHealthService';
import { ModelMetricsService } from './ModelMetricsService';
import type { MetricsSourceConfig, ModelReader } from './types';

const startSeconds = 1_699_992_000;
const now = new Date((startSeconds + 3600) * 1000);
const ref = { cluster: 'local', namespace: 'ml-mon', name: 'rest-seldon' };

const calls = (name: string, code: string, perSecond: number): Calls => ({
  pod: `${name}-pod`,
  service: 'predictions',
  code,
  mix: [{ perSecond, seconds: 0.03 }],
  labels: { deployment_name: name },
  scrapers: [serviceMonitor],
});
const up = (name: string, value: number) => ({
  metric: 'up',
  labels: serviceMonitor(`${name}-pod`).target,
  valueAt: () => value,
});
const customMetric = (metric: string) => ({
  metric,
  labels: {
    ...serviceMonitor('rest-seldon-pod').target,
    deployment_name: 'rest-seldon',
    predictor_name: 'model',
    worker_id: '7',
  },
  valueAt: (t: number) => t,
});

const factsOf = (name: string) =>
  modelFactsOf(name, new Date(startSeconds * 1000));

const clusterSource = {
  kind: 'cluster' as const,
  cluster: 'local',
  title: 'Kubernetes API of cluster local',
  status: 'ok' as const,
  asOf: now.toISOString(),
};
const names = [
  'rest-seldon',
  'failing',
  'never-called',
  'unscraped',
  'down',
  'drifting',
];

function readerOf(
  facts: (name: string) => ClusterFacts = factsOf,
): ModelReader {
  return {
    clusters: async () => ['local'],
    facts: async ({ name }) => ({ facts: facts(name), source: clusterSource }),
    list: async () => [
      { cluster: 'local', models: names.map(facts), source: clusterSource },
    ],
  };
}

/** So that nothing answers. */
const dead = 'http://127.0.0.1:9';

function servicesOn(
  urls: string | readonly string[] | undefined,
  reader: ModelReader = readerOf(),
  config: Partial<MetricsSourceConfig> = {},
  timeoutMs = 5000,
) {
  const questions: string[] = [];
  const sources = MetricsSources.create({
    configs: [urls ?? []].flat().map(url => ({
      cluster: 'local',
      target: { kind: 'url', url },
      matchers: {},
      headers: {},
      externalUrl: 'https://prometheus.example.com',
      ...config,
    })),
    fetch: (input, init) => {
      questions.push(`${input}&${init?.body ?? ''}`);
      return fetch(input, init);
    },
    limits: { timeoutMs },
  });
  const common = { sources, reader, now: () => now };
  const thresholds = defaultHealthThresholds;
  return {
    questions,
    metrics: ModelMetricsService.create(common),
    health: ModelHealthService.create({
      ...common,
      thresholds,
      clusterTimeoutMs: 200,
    }),
    fleet: FleetService.create({ ...common, thresholds }),
  };
}

/** Of each panel, how it did and what it says in each series' last instant. */
function outline({ panels }: MetricsAnswer) {
  return panels.map(({ id, status, message, series }) => ({
    id,
    status,
    ...(message && { message }),
    last: Object.fromEntries(
      series.map(({ name, values }) => [name, values.at(-1)]),
    ),
  }));
}

const verdictOf = ({
  status,
  summary,
  numbers,
}: Pick<ModelSummary, 'status' | 'summary' | 'numbers'>) => ({
  status,
  summary,
  numbers,
});

const measured = (successRatio: number) => ({
  requestsPerSecond: expect.any(Number),
  successRatio: expect.closeTo(successRatio, 6),
  latencyP95Seconds: expect.closeTo(0.04875, 6),
  windowSeconds: 300,
});

describe('the services, with a real Prometheus', () => {
  let prometheus: RunningPrometheus;

  beforeAll(async () => {
    prometheus = await startPrometheus(
      openMetrics(
        [
          ...[
            calls('rest-seldon', '200', 9.3),
            calls('rest-seldon', '500', 0.7),
            calls('failing', '500', 1),
          ].flatMap(executorSeries),
          customMetric('mycounter_total'),
          {
            metric: 'seldon_metric_drift_is_drift',
            labels: {
              ...serviceMonitor('detector-pod').target,
              namespace: 'detectors',
              seldon_deployment_namespace: 'ml-mon',
              seldon_deployment_name: 'drifting',
            },
            valueAt: () => 1,
          },
          ...executorSeries(calls('drifting', '200', 1)),
          up('drifting', 1),
          up('rest-seldon', 1),
          up('failing', 1),
          up('never-called', 1),
          up('native', 1),
          // As a count of the histogram's observations would be, which is all that can be back-filled.
          {
            metric: 'seldon_api_executor_server_requests_seconds',
            labels: {
              ...serviceMonitor('native-pod').target,
              deployment_name: 'native',
            },
            valueAt: () => 1,
          },
          up('down', 0),
        ],
        { startSeconds, endSeconds: startSeconds + 3600, intervalSeconds: 15 },
      ),
    );
  }, 60_000);

  afterAll(() => prometheus?.stop());

  it('answers with all charts of a model, on one grid, in one form', async () => {
    const { metrics } = servicesOn(prometheus.url);
    const answer = metricsAnswerSchema.parse(await metrics.panels(ref, {}));
    expect({ ...answer, panels: undefined }).toEqual({
      ref,
      range: {
        startSeconds,
        endSeconds: startSeconds + 3600,
        stepSeconds: 15,
      },
      warnings: [],
      sources: [
        {
          kind: 'prometheus',
          cluster: 'local',
          title: `Prometheus of cluster local (${prometheus.url})`,
          status: 'ok',
          asOf: now.toISOString(),
        },
      ],
      openIn: { prometheus: 'https://prometheus.example.com' },
    });
    expect(
      answer.panels.flatMap(({ series }) =>
        series.map(({ values }) => values.length),
      ),
    ).toEqual(new Array(8).fill(241));
    expect(outline(answer)).toEqual([
      { id: 'requests', status: 'ok', last: { model: expect.closeTo(10, 6) } },
      {
        id: 'success-ratio',
        status: 'ok',
        last: { model: expect.closeTo(0.93, 6) },
      },
      {
        id: 'errors',
        status: 'ok',
        last: { 'model · 4xx': 0, 'model · 5xx': expect.closeTo(0.7, 6) },
      },
      {
        id: 'latency',
        status: 'ok',
        last: {
          'model · p50': expect.closeTo(0.0375, 6),
          'model · p95': expect.closeTo(0.04875, 6),
          'model · p99': expect.closeTo(0.04975, 6),
        },
      },
      {
        id: 'node-requests',
        status: 'empty',
        message:
          'The model is scraped, and no prediction was asked of it in the chosen range: Seldon creates these series with the first one.',
        last: {},
      },
      expect.objectContaining({ id: 'node-errors', status: 'empty' }),
      expect.objectContaining({ id: 'node-latency', status: 'empty' }),
      {
        id: 'custom:mycounter_total',
        status: 'ok',
        last: { model: expect.closeTo(1, 6) },
      },
    ]);
  });

  it('tells since when there is anything, of a range that begins before', async () => {
    const { metrics } = servicesOn(prometheus.url);
    const { coveredFromSeconds } = await metrics.panels(ref, {
      from: new Date(now.getTime() - 7 * 24 * 3600 * 1000).toISOString(),
      panels: 'requests',
    });
    expect(coveredFromSeconds).toBeGreaterThanOrEqual(startSeconds);
    expect(coveredFromSeconds).toBeLessThanOrEqual(startSeconds + 3600);
  });

  it('asks only for the panels that are wanted', async () => {
    const { metrics, questions } = servicesOn(prometheus.url);
    const { panels } = await metrics.panels(ref, {
      panels: 'requests,latency',
    });
    expect(panels.map(({ id }) => id)).toEqual(['requests', 'latency']);
    expect(questions).toHaveLength(4);
  });

  it('asks Prometheus once for what two people look at', async () => {
    const { metrics, questions } = servicesOn(prometheus.url);
    await Promise.all(
      [1, 2].map(() => metrics.panels(ref, { panels: 'requests' })),
    );
    expect(questions).toHaveLength(1);
  });

  it.each([
    [{ panels: 'requests,nonsense' }, /panels: "nonsense" is not a panel/],
    [
      { from: '2023-11-15T00:00:00Z', to: '2023-11-14T00:00:00Z' },
      /from must be earlier than to/,
    ],
  ])('refuses %j', async (query, message) => {
    const { metrics } = servicesOn(prometheus.url);
    await expect(metrics.panels(ref, query)).rejects.toThrow(message);
  });

  it.each([
    ['never-called', /is scraped, and no prediction was asked/],
    [
      'unscraped',
      /does not scrape this model, though ServiceMonitor "unscraped-model"/,
    ],
    ['down', /cannot scrape this model/],
    ['native', /as native histograms only, which is not supported/],
  ])('says why the charts of %s are empty', async (name, message) => {
    const { metrics } = servicesOn(prometheus.url);
    const { panels } = await metrics.panels(
      { ...ref, name },
      { panels: 'requests,latency' },
    );
    expect(panels).toEqual([
      expect.objectContaining({
        status: 'empty',
        series: [],
        message: expect.stringMatching(message),
      }),
      expect.objectContaining({ status: 'empty' }),
    ]);
  });

  it.each([
    [
      'rest-seldon',
      'degraded',
      'Degraded: 7 % of predictions fail by the fault of the model or its platform',
      0.93,
    ],
    [
      'failing',
      'failing',
      'Failing: 100 % of predictions fail by the fault of the model or its platform',
      0,
    ],
    [
      'never-called',
      'healthy',
      'Ready: predictor "model" answers, no prediction has been asked of it yet',
      undefined,
    ],
    [
      'unscraped',
      'unknown',
      'Unknown: Prometheus does not scrape the model, though a monitor asks it to',
      undefined,
    ],
    [
      'down',
      'unknown',
      'Unknown: Prometheus cannot scrape the target down-pod.ip:8000: what happens there is not measured',
      undefined,
    ],
    [
      'drifting',
      'degraded',
      'Degraded: the drift detector says that the inputs are no longer what the model knows',
      1,
    ],
  ])(
    'judges %s alike alone and in the fleet',
    async (name, status, summary, success) => {
      const { health, fleet } = servicesOn(prometheus.url);
      const report = healthReportSchema.parse(
        await health.report({ ...ref, name }),
      );
      const { entries } = await fleet.summaries({});
      const row = modelSummarySchema.parse(
        entries.find(each => each.summary.ref.name === name)!.summary,
      );
      const verdict = {
        status,
        summary,
        numbers: success === undefined ? {} : measured(success),
      };
      expect(verdictOf(report)).toEqual(verdict);
      expect(verdictOf(row)).toEqual(verdict);
    },
  );

  it('asks seven questions for the whole fleet', async () => {
    const { fleet, questions } = servicesOn(prometheus.url);
    const { entries, sources } = await fleet.summaries({});
    expect(questions).toHaveLength(7);
    expect(sources.map(({ kind, status }) => [kind, status])).toEqual([
      ['cluster', 'ok'],
      ['prometheus', 'ok'],
    ]);
    expect(entries[0].summary).toMatchObject({
      ref,
      predictors: ['model'],
      images: ['registry/x:1'],
      ownership: { owner: 'group:default/ml' },
      labels: { team: 'ml' },
      monitored: true,
      url: 'http://rest-seldon.example.com',
      numbers: { requestsPerSecond: expect.closeTo(10, 6), windowSeconds: 300 },
    });
  });

  it('asks one more where something is promised, and judges its budget alike', async () => {
    const { fleet, health, questions } = servicesOn(
      prometheus.url,
      readerOf(name => ({
        ...factsOf(name),
        promise: { slo: { availabilityPercent: 99 } },
      })),
    );
    const { entries } = await fleet.summaries({});
    expect(questions).toHaveLength(8);
    const row = entries.find(each => each.summary.ref.name === 'rest-seldon')!;
    expect(verdictOf(await health.report(ref))).toEqual(verdictOf(row.summary));
  });

  it('adds the matchers of the source to every question', async () => {
    const { metrics, health, fleet, questions } = servicesOn(
      prometheus.url,
      readerOf(),
      { matchers: { cluster: 'prod-eu' } },
    );
    await Promise.all([
      metrics.panels(ref, {}),
      health.report(ref),
      fleet.summaries({}),
    ]);
    const selectors = questions.flatMap(
      question =>
        decodeURIComponent(question.replaceAll('+', ' ')).match(/\{[^}]*\}/g) ??
        [],
    );
    expect(selectors.length).toBeGreaterThan(50);
    expect(
      selectors.filter(selector => !selector.includes('cluster="prod-eu"')),
    ).toEqual([]);
  });

  it('counts once what two replicas measure, and asks each as little as one', async () => {
    const replicas = [
      prometheus.url,
      prometheus.url.replace('127.0.0.1', 'localhost'),
    ];
    const alone = servicesOn(prometheus.url).metrics;
    const { panels } = await servicesOn(replicas).metrics.panels(ref, {});
    expect(panels).toEqual((await alone.panels(ref, {})).panels);
    const { fleet, questions } = servicesOn(replicas);
    const { entries } = await fleet.summaries({});
    const asked = questions.filter(url => url.includes('//localhost'));
    expect([questions.length, asked.length]).toEqual([14, 7]);
    expect(entries[0].summary.numbers).toMatchObject({
      requestsPerSecond: expect.closeTo(10, 6),
    });
  });

  it('shows everything while one of two is down, and names it', async () => {
    const { metrics, health, fleet } = servicesOn([dead, prometheus.url]);
    const down = {
      kind: 'prometheus',
      title: `Prometheus of cluster local (${dead})`,
      status: 'partial',
      message: expect.stringMatching(/could not be reached/),
    };
    const other = { title: `Prometheus of cluster local (${prometheus.url})` };
    const { panels, sources } = await metrics.panels(ref, {});
    expect(panels.map(({ status }) => status)).not.toContain('failed');
    expect(sources).toMatchObject([down, { ...other, status: 'ok' }]);
    await expect(health.report(ref)).resolves.toMatchObject({
      status: 'degraded',
      sources: [{ kind: 'cluster' }, down, { ...other, status: 'ok' }],
    });
    const listed = await fleet.summaries({});
    expect(listed.entries[0].summary.status).toBe('degraded');
    expect(listed.sources).toMatchObject([
      { kind: 'cluster' },
      down,
      { ...other, status: 'ok' },
    ]);
  });

  it('shows what Prometheus says when the cluster does not answer', async () => {
    const silent: ModelReader = {
      ...readerOf(),
      facts: () => new Promise(() => {}),
    };
    const { health } = servicesOn(prometheus.url, silent);
    await expect(health.report(ref)).resolves.toMatchObject({
      status: 'degraded',
      numbers: { successRatio: expect.closeTo(0.93, 6) },
      sources: [
        {
          kind: 'cluster',
          status: 'failed',
          message: 'The cluster did not answer within 0.2 s.',
        },
        { kind: 'prometheus', status: 'ok' },
      ],
    });
    const { metrics } = servicesOn(prometheus.url, {
      ...readerOf(),
      facts: async () => {
        throw new ServiceUnavailableError('down');
      },
    });
    const { panels } = await metrics.panels(ref, { panels: 'requests' });
    expect(panels[0].status).toBe('ok');
  });

  it('has no health and no charts of a model that is not there', async () => {
    const { health, metrics } = servicesOn(prometheus.url, {
      ...readerOf(),
      facts: async () => {
        throw new NotFoundError('no such model');
      },
    });
    await expect(health.report(ref)).rejects.toThrow('no such model');
    await expect(metrics.panels(ref, {})).rejects.toThrow('no such model');
  });
});

describe('the services, without a Prometheus that answers', () => {
  it('names the Prometheus that is down in each chart', async () => {
    const { metrics } = servicesOn(dead);
    const { panels, sources } = await metrics.panels(ref, {});
    expect(new Set(panels.map(({ status }) => status))).toEqual(
      new Set(['failed']),
    );
    expect(panels[0].message).toMatch(
      /^Prometheus of cluster local \(http:\/\/127\.0\.0\.1:9\) could not be reached/,
    );
    expect(sources).toMatchObject([{ status: 'failed' }]);
  });

  it('still tells what the cluster says', async () => {
    const broken = factsOf('rest-seldon');
    broken.readyEndpoints = { 'rest-seldon-model': 0 };
    const { health } = servicesOn(
      dead,
      readerOf(() => broken),
    );
    await expect(health.report(ref)).resolves.toMatchObject({
      status: 'failing',
      numbers: {},
      sources: [{ status: 'ok' }, { status: 'failed' }],
    });
    await expect(servicesOn(dead).health.report(ref)).resolves.toMatchObject({
      status: 'unknown',
    });
  });

  it('lists the fleet all the same', async () => {
    const { fleet } = servicesOn(dead);
    const { entries, sources } = await fleet.summaries({});
    expect(entries.map(({ summary }) => summary.status)).toEqual(
      names.map(() => 'unknown'),
    );
    expect(sources.map(({ status }) => status)).toEqual(['ok', 'failed']);
  });

  it('says what to configure where there is none', async () => {
    const { metrics, health } = servicesOn(undefined);
    const message =
      'No Prometheus is configured for this namespace of the cluster. Add one to mlMonitoring.prometheus in the app-config.';
    await expect(metrics.panels(ref, {})).resolves.toMatchObject({
      sources: [{ kind: 'prometheus', status: 'absent', message }],
      panels: expect.arrayContaining([
        expect.objectContaining({ status: 'failed', message }),
      ]),
    });
    await expect(health.report(ref)).resolves.toMatchObject({
      status: 'unknown',
      sources: [{ status: 'ok' }, { status: 'absent', message }],
    });
  });
});
