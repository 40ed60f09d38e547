import {
  defaultHealthThresholds,
  healthReportSchema,
  type ClusterFacts,
  type HealthReport,
  type Slo,
} from 'backstage-plugin-ml-monitoring-common';
import { MetricsSources } from '../../metrics';
import {
  openMetrics,
  podMonitor,
  serviceMonitor,
  type SampledSeries,
} from '../../metrics/__testUtils__/openMetrics';
import {
  startPrometheus,
  type RunningPrometheus,
} from '../../metrics/__testUtils__/startPrometheus';
import { modelFactsOf } from '../__testUtils__/modelFactsOf';
import { ModelHealthService } from '../ModelHealthService';
import type { ModelReader } from '../types';

jest.setTimeout(120_000);

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;
const LENGTH = 8 * DAY;
const startSeconds = 1_699_920_000;
const now = new Date((startSeconds + LENGTH) * 1000);
const ago = (seconds: number) => LENGTH - seconds;

/** What a model answers, one stretch after the other. */
const stretches = [
  { until: DAY, perSecond: 10, faults: 0.001 },
  { until: 2 * DAY, perSecond: 0, faults: 0 },
  { until: ago(2 * HOUR), perSecond: 10, faults: 0.001 },
  { until: LENGTH, perSecond: 10, faults: 0.05 },
];
/** For a day nobody looked. */
const isScraped = (t: number) => t < 2 * DAY || t > 3 * DAY;
/** How much was counted until then. */
const counted = (
  t: number,
  share: (stretch: (typeof stretches)[number]) => number,
) => {
  let from = 0;
  return stretches.reduce((sum, stretch) => {
    const seconds = Math.max(0, Math.min(t, stretch.until) - from);
    from = stretch.until;
    return sum + seconds * stretch.perSecond * share(stretch);
  }, 0);
};
/** Of the predictions so many are answered within the bound. */
const BUCKETS: [string, number][] = [
  ['0.1', 0.96],
  ['0.25', 0.98],
  ['+Inf', 1],
];

/** Rarely, but for the last days: five minutes have to have two samples only there. */
const sampled = (valueAt: (t: number) => number) => (t: number) =>
  isScraped(t) && (t >= ago(3 * DAY + HOUR) || t % 600 === 0)
    ? valueAt(t)
    : undefined;

const requests: SampledSeries[] = [
  { code: '200', share: ({ faults }: { faults: number }) => 1 - faults },
  { code: '500', share: ({ faults }: { faults: number }) => faults },
].flatMap(({ code, share }) =>
  // Scraped twice, and to be counted once.
  [serviceMonitor, podMonitor].flatMap(scraper => {
    const { target, serviceLabel } = scraper('rest-seldon-pod');
    const labels = {
      ...target,
      deployment_name: 'rest-seldon',
      predictor_name: 'model',
      method: 'post',
      code,
      [serviceLabel]: 'predictions',
    };
    const metric = 'seldon_api_executor_server_requests_seconds';
    return [
      {
        metric: `${metric}_count`,
        labels,
        valueAt: sampled(t => counted(t, share)),
      },
      ...BUCKETS.map(([le, within]) => ({
        metric: `${metric}_bucket`,
        labels: { ...labels, le },
        valueAt: sampled(t => within * counted(t, share)),
      })),
    ];
  }),
);

const own = (
  metric: string,
  valueAt: (t: number) => number | undefined,
  labels: Record<string, string> = { worker_id: '7' },
): SampledSeries => ({
  metric,
  labels: {
    ...serviceMonitor('rest-seldon-pod').target,
    deployment_name: 'rest-seldon',
    predictor_name: 'model',
    ...labels,
  },
  valueAt: t => (t >= ago(2 * DAY) ? valueAt(t) : undefined),
});
const feedback = { worker_id: '7', method: 'feedback' };

const series: SampledSeries[] = [
  ...requests,
  {
    metric: 'up',
    labels: serviceMonitor('rest-seldon-pod').target,
    valueAt: t => (t > ago(HOUR) ? 1 : undefined),
  },
  own('moving_total', t => t),
  own('constant', () => 3),
  own('stuck', t => Math.min(t, ago(30 * MINUTE))),
  own('lost_total', t => (t < ago(20 * MINUTE) ? t : undefined)),
  own('timed_count', t => Math.min(t, ago(30 * MINUTE))),
  own('timed_sum', t => Math.min(t, ago(30 * MINUTE))),
  own('seldon_metric_drift_is_drift', () => 1, {
    namespace: 'detectors',
    seldon_deployment_namespace: 'ml-mon',
    seldon_deployment_name: 'rest-seldon',
  }),
  own('seldon_metric_drift_distance', () => 0.4, {
    namespace: 'detectors',
    seldon_deployment_namespace: 'ml-mon',
    seldon_deployment_name: 'rest-seldon',
  }),
  own('seldon_metric_drift_threshold', () => 0.1, {
    namespace: 'detectors',
    seldon_deployment_namespace: 'ml-mon',
    seldon_deployment_name: 'rest-seldon',
  }),
  own('seldon_metric_outlier_is_outlier_total', t => 2 * t),
  own('seldon_api_model_feedback_total', t => t / 10, feedback),
  own(
    'seldon_api_model_feedback_reward_total',
    t => (0.8 * Math.min(t, ago(HOUR)) + 0.2 * Math.max(0, t - ago(HOUR))) / 10,
    feedback,
  ),
  // Twenty minutes old.
  ...[true, false].map(isFault => ({
    metric: 'seldon_api_executor_server_requests_seconds_count',
    labels: {
      ...serviceMonitor('young-pod').target,
      deployment_name: 'young',
      predictor_name: 'model',
      method: 'post',
      code: isFault ? '500' : '200',
      exported_service: 'predictions',
    },
    valueAt: (t: number) =>
      t >= ago(20 * MINUTE) ? (isFault ? 0.001 : 10) * t : undefined,
  })),
];

const promise: Slo = { availabilityPercent: 99.9, latencyP95: '250ms' };

function serviceOn(
  url: string,
  facts: (name: string) => ClusterFacts,
  slowWaitMs = 20_000,
) {
  const reader: ModelReader = {
    clusters: async () => ['local'],
    facts: async ({ name }) => ({
      facts: facts(name),
      source: {
        kind: 'cluster',
        cluster: 'local',
        title: 'Kubernetes API of cluster local',
        status: 'ok',
        asOf: now.toISOString(),
      },
    }),
    list: async () => [],
  };
  return ModelHealthService.create({
    sources: MetricsSources.create({
      configs: [
        {
          cluster: 'local',
          target: { kind: 'url', url },
          matchers: {},
          headers: {},
        },
      ],
    }),
    reader,
    thresholds: defaultHealthThresholds,
    now: () => now,
    slowWaitMs,
  });
}

const promised = (name: string): ClusterFacts => ({
  ...modelFactsOf(name, new Date(startSeconds * 1000)),
  promise: { slo: promise },
});
const nobodyAnswers = (name: string): ClusterFacts => ({
  ...promised(name),
  readyEndpoints: { [`${name}-model`]: 0 },
});
const refOf = (name: string) => ({
  cluster: 'local',
  namespace: 'ml-mon',
  name,
});
/** Rules are evaluated for the first time some moments after the start. */
async function untilAlerting(url: string): Promise<void> {
  const { data } = await (await fetch(`${url}/api/v1/alerts`)).json();
  if (data.alerts.length < 2) {
    await new Promise(resolve => {
      setTimeout(resolve, 100);
    });
    await untilAlerting(url);
  }
}

const findingOf = (report: HealthReport, rule: string) =>
  report.findings.find(each => each.rule === rule);

describe('the health of a model, from a real Prometheus', () => {
  let prometheus: RunningPrometheus;
  let report: HealthReport;

  beforeAll(async () => {
    prometheus = await startPrometheus(
      openMetrics(series, {
        startSeconds,
        endSeconds: startSeconds + LENGTH,
        intervalSeconds: 30,
      }),
      {
        rules: {
          groups: [
            {
              name: 'test',
              rules: [
                {
                  alert: 'PodSlow',
                  expr: 'vector(1)',
                  labels: {
                    severity: 'critical',
                    namespace: 'ml-mon',
                    pod: 'rest-seldon-pod',
                  },
                  annotations: {
                    summary: 'It is slow.',
                    runbook_url: 'ftp://wiki.example.com',
                  },
                },
                {
                  alert: 'SomebodyElses',
                  expr: 'vector(1)',
                  labels: { namespace: 'ml-mon', model: 'other' },
                },
              ],
            },
          ],
        },
      },
    );
    await untilAlerting(prometheus.url);
    const service = serviceOn(prometheus.url, promised);
    report = healthReportSchema.parse(
      await service.report(refOf('rest-seldon')),
    );
  }, 120_000);

  afterAll(() => prometheus?.stop());

  it('counts the budget over what the source has, and only predictions that were counted', () => {
    const [availability, latency] = report.slo!.objectives;
    const good = DAY + (5 * DAY - 2 * HOUR);
    const bad = 2 * HOUR;
    const missed = (good * 0.001 + bad * 0.05) / (good + bad);
    expect(report.slo!.wantedWindowSeconds).toBe(28 * DAY);
    expect(report.slo!.windowSeconds / DAY).toBeCloseTo(8, 1);
    // Hours at the edge of the gap count as whole ones: 1 % off at most.
    expect(availability.requests! / (10 * (good + bad))).toBeCloseTo(1, 1);
    expect((1 - availability.budgetRemaining!) / (missed / 0.001)).toBeCloseTo(
      1,
      1,
    );
    expect(latency.boundSeconds).toBe(0.25);
    expect(latency.budgetRemaining).toBeCloseTo(0.6, 6);
  });

  it('measures how fast the budget goes over each window', () => {
    const rates = Object.fromEntries(
      report.slo!.objectives[0].burnRates.map(({ windowSeconds, rate }) => [
        windowSeconds,
        rate,
      ]),
    );
    // Within 5 % of the truth: what straddles a step counts to one side.
    const over = (seconds: number) =>
      (Math.min(seconds, 2 * HOUR) * 0.05 +
        Math.max(0, seconds - 2 * HOUR) * 0.001) /
      seconds /
      0.001;
    for (const window of [300, 1800, HOUR, 2 * HOUR, 6 * HOUR, DAY, 3 * DAY]) {
      expect(rates[window]! / over(window)).toBeCloseTo(1, 1);
    }
  });

  it('gives a query that answers what was counted', async () => {
    const [{ query, budgetRemaining }] = report.slo!.objectives;
    const url = new URL(`${prometheus.url}/api/v1/query`);
    url.search = String(
      new URLSearchParams({ query, time: String(now.getTime() / 1000) }),
    );
    const { data } = await (await fetch(url)).json();
    expect(Number(data.result[0].value[1]) / 0.001).toBeCloseTo(
      1 - budgetRemaining!,
      1,
    );
  });

  it('compares with the same hour of earlier days', () => {
    expect(findingOf(report, 'error-ratio')).toMatchObject({
      status: 'degraded',
      since: expect.stringMatching(/T/),
    });
    // 5 % against 0.1 % is a sudden change, which the plain limit explains.
    expect(findingOf(report, 'errors-rose')).toBeUndefined();
    expect(findingOf(report, 'requests-dropped')).toBeUndefined();
  });

  it('finds the metrics of the model that no longer move or are gone', () => {
    expect(findingOf(report, 'custom-metric-absent')).toMatchObject({
      title:
        'The custom metric lost_total is no longer there, though predictions are asked',
    });
    expect(findingOf(report, 'custom-metric-flat')).toMatchObject({
      title:
        '2 custom metrics, stuck among them, stand still, though predictions are asked',
    });
  });

  it('hears what detectors and feedback say', () => {
    expect(findingOf(report, 'drift')).toMatchObject({
      detail: 'It measured 0.4 against its threshold of 0.1.',
    });
    expect(findingOf(report, 'outliers')).toMatchObject({
      title: 'The outlier detector finds 20 % of the inputs unusual',
    });
    expect(findingOf(report, 'reward-fell')).toMatchObject({
      title: 'The mean reward of feedback fell from 0.8 to 0.2',
    });
  });

  it('has the alerts about the model and its pods, with no link that is not one', () => {
    expect(report.alerts).toEqual([
      {
        name: 'PodSlow',
        state: 'firing',
        severity: 'critical',
        summary: 'It is slow.',
        since: expect.any(String),
        value: 1,
        labels: {
          severity: 'critical',
          namespace: 'ml-mon',
          pod: 'rest-seldon-pod',
        },
      },
    ]);
    expect(findingOf(report, 'alert-firing')).toMatchObject({
      status: 'degraded',
      title: 'The alert PodSlow fires: It is slow',
    });
  });

  it('draws the last hour', () => {
    const { range, requestsPerSecond, successRatio } = report.trend!;
    expect(range).toEqual({
      startSeconds: now.getTime() / 1000 - HOUR,
      endSeconds: now.getTime() / 1000,
      stepSeconds: 60,
    });
    expect(requestsPerSecond).toHaveLength(61);
    expect(successRatio.at(-1)).toBeCloseTo(0.95, 6);
  });

  it('tells of a young model only what its twenty minutes tell', async () => {
    const { slo } = await serviceOn(prometheus.url, promised).report(
      refOf('young'),
    );
    const [availability, latency] = slo!.objectives;
    expect(slo!.windowSeconds / MINUTE).toBeCloseTo(24, -1);
    expect(availability.budgetRemaining).toBeCloseTo(0.9, 2);
    expect(
      availability.burnRates.map(({ windowSeconds, rate }) => [
        windowSeconds,
        rate === undefined,
      ]),
    ).toEqual([
      [300, false],
      [1800, false],
      [HOUR, false],
      [2 * HOUR, true],
      [6 * HOUR, true],
      [DAY, true],
      [3 * DAY, true],
    ]);
    // It has no buckets.
    expect(latency.budgetRemaining).toBeUndefined();
  });

  it('measures no budget while nobody can call the model', async () => {
    const { slo, trend, numbers } = await serviceOn(
      prometheus.url,
      nobodyAnswers,
    ).report(refOf('rest-seldon'));
    expect(
      slo!.objectives.flatMap(({ budgetRemaining, burnRates }) => [
        budgetRemaining,
        ...burnRates.map(({ rate }) => rate),
      ]),
    ).toEqual(new Array(16).fill(undefined));
    expect(trend!.successRatio.slice(-5)).toEqual(new Array(5).fill(null));
    expect(numbers.successRatio).toBeUndefined();
  });

  it('takes what the caller says is promised where the model does not say', async () => {
    const service = serviceOn(prometheus.url, name => ({
      ...promised(name),
      promise: { slo: { availabilityPercent: 99 } },
    }));
    const { slo } = await service.report(refOf('rest-seldon'), {
      promise: { availabilityPercent: 50, latencyP95: '100ms' },
    });
    expect(
      slo!.objectives.map(({ kind, targetRatio, boundSeconds }) => [
        kind,
        targetRatio,
        boundSeconds,
      ]),
    ).toEqual([
      ['availability', 0.99, undefined],
      ['latency', 0.95, 0.1],
    ]);
  });

  it('does not wait for what takes long, says so, and has it on the next look', async () => {
    const service = serviceOn(prometheus.url, promised, 0);
    const first = await service.report(refOf('rest-seldon'));
    expect(first.status).toBe('degraded');
    expect(first.slo!.objectives[0].budgetRemaining).toBeUndefined();
    expect(first.sources).toContainEqual({
      kind: 'prometheus',
      cluster: 'local',
      title: `Prometheus of cluster local (${prometheus.url}): the error budget`,
      status: 'pending',
      message: 'Still working out the error budget: look again in a moment.',
    });
    const untilKnown = async (): Promise<HealthReport> => {
      const next = await service.report(refOf('rest-seldon'));
      return next.sources.every(({ status }) => status === 'ok')
        ? next
        : untilKnown();
    };
    const { slo } = await untilKnown();
    expect(slo!.objectives[0].budgetRemaining).toBeDefined();
  });
});
