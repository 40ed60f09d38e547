import type { Alert } from '../../contract/alerts';
import type { Objective } from '../../contract/health';
import type { CustomMetricFact, MetricFacts } from '../metricFacts';
import { evaluateHealth } from '../evaluateHealth';
import {
  clusterFacts,
  metricFacts,
  modelFacts,
  now,
  thresholds,
} from '../__testUtils__/modelFacts';
import { alerts } from './alerts';
import { customMetric } from './customMetric';
import { detectors } from './detectors';
import { reward } from './reward';
import { scrapeCause } from './scrapeCauses';
import { slo } from './slo';

const context = { thresholds, now, cluster: clusterFacts() };
const HOUR = 3600;

/** Burn rates over 5 min, 30 min, 1 h, 2 h, 6 h, 1 d and 3 d. */
const objective = (
  rates: (number | undefined)[],
  rest: Partial<Objective> = {},
): Objective => ({
  kind: 'availability',
  targetRatio: 0.999,
  budgetRemaining: 0.5,
  requests: 1e6,
  burnRates: [300, 1800, HOUR, 2 * HOUR, 6 * HOUR, 24 * HOUR, 72 * HOUR].map(
    (windowSeconds, index) => ({
      windowSeconds,
      rate: rates[index],
      requests: 10 * windowSeconds,
    }),
  ),
  query: 'sum_over_time((faults)[2419200s:3600s])',
  ...rest,
});
const withSlo = (...objectives: Objective[]): MetricFacts =>
  metricFacts({
    slo: {
      windowSeconds: 24 * HOUR,
      wantedWindowSeconds: 28 * 24 * HOUR,
      objectives,
    },
  });

describe('slo', () => {
  it.each<[string, Objective, string[]]>([
    ['nothing burns', objective([0, 0, 0, 0, 0, 0, 0]), []],
    [
      'it burns fast, and still does',
      objective([20, 20, 20, 10, 4, 1, 0.5]),
      [
        'degraded: The error budget of 99.9 % of predictions without a server fault goes 20 times as fast as it may',
      ],
    ],
    ['it burnt fast, and no longer does', objective([0, 10, 20]), []],
    ['it just began', objective([50, 8, 4, 2, 0.7, 0.2, 0.1]), []],
    [
      'it burns slowly for days',
      objective([1.2, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2]),
      [
        'degraded: The error budget of 99.9 % of predictions without a server fault goes 1.2 times as fast as it may',
      ],
    ],
    [
      'it burns fast and nothing is left',
      objective([20, 20, 20], { budgetRemaining: -0.5 }),
      [
        'failing: The error budget of 99.9 % of predictions without a server fault goes 20 times as fast as it may',
        'degraded: The promise of 99.9 % of predictions without a server fault is broken: 0.15 % of them missed it, where 0.1 % may',
      ],
    ],
    [
      'all is used up by late answers',
      objective([0], {
        kind: 'latency',
        targetRatio: 0.95,
        boundSeconds: 0.25,
        budgetRemaining: -1,
      }),
      [
        'degraded: The promise of 95 % of predictions within 250 ms is broken: 10 % of them missed it, where 5 % may',
      ],
    ],
    [
      'a handful failed of a handful',
      objective([100, 100, 100], {
        requests: 50,
        budgetRemaining: -2,
        burnRates: [300, HOUR].map(windowSeconds => ({
          windowSeconds,
          rate: 100,
          requests: 20,
        })),
      }),
      [],
    ],
    ['nothing was measured', objective([], { budgetRemaining: undefined }), []],
  ])('when %s', (_, given, findings) => {
    expect(
      slo
        .judge(withSlo(given), context)
        .map(({ status, title }) => `${status}: ${title}`),
    ).toEqual(findings);
  });

  it('says nothing of a model that nobody can call', () => {
    const cluster = clusterFacts({
      readyEndpoints: { 'rest-seldon-model': 0 },
    });
    expect(
      slo.judge(withSlo(objective([20, 20, 20], { budgetRemaining: -1 })), {
        ...context,
        cluster,
      }),
    ).toEqual([]);
  });

  it('calls no promise broken that was counted for minutes only', () => {
    const metrics = withSlo(objective([20, 20, 20], { budgetRemaining: -1 }));
    expect(
      slo
        .judge(
          { ...metrics, slo: { ...metrics.slo!, windowSeconds: 600 } },
          context,
        )
        .map(({ rule, status }) => [rule, status]),
    ).toEqual([['slo-burn', 'degraded']]);
  });

  it('names the window that was counted', () => {
    expect(
      slo.judge(withSlo(objective([], { budgetRemaining: -1 })), context),
    ).toMatchObject([{ detail: 'Counted over 24 hours.' }]);
  });
});

describe('alerts', () => {
  const alert = (rest: Partial<Alert> = {}): Alert => ({
    name: 'PodSlow',
    state: 'firing',
    severity: 'warning',
    since: '2026-03-01T11:00:00.000Z',
    labels: { namespace: 'ml-mon' },
    ...rest,
  });
  const verdict = (found: Alert[], rest: Partial<MetricFacts> = {}) =>
    evaluateHealth(
      modelFacts(clusterFacts(), metricFacts({ alerts: found, ...rest })),
      thresholds,
      now,
    );
  const outcome = (found: Alert[], rest: Partial<MetricFacts> = {}) => {
    const { status, findings } = verdict(found, rest);
    return [
      status,
      ...findings.flatMap(({ rule }) => (rule.startsWith('alert') ? rule : [])),
    ];
  };
  const burn = { name: 'ModelAvailabilityBudgetBurn', severity: 'critical' };

  it.each<[string, Alert, Partial<MetricFacts>, string[]]>([
    ['fires', alert(), {}, ['degraded', 'alert-firing']],
    [
      'is about to fire',
      alert({ state: 'pending' }),
      {},
      ['healthy', 'alert-pending'],
    ],
    [
      'is only for information',
      alert({ severity: 'info' }),
      {},
      ['healthy', 'alert-firing'],
    ],
    [
      'is about what was found out anyway',
      alert(burn),
      { errorRatio: 0.5 },
      ['failing'],
    ],
    [
      'is of the suite, and nothing else says so',
      alert(burn),
      {},
      ['degraded', 'alert-firing'],
    ],
    [
      'says that nothing is measured',
      alert({ name: 'ModelNotMeasured' }),
      {},
      ['unknown', 'alert-firing'],
    ],
  ])('that %s', (_, given, rest, expected) => {
    expect(outcome([given], rest)).toEqual(expected);
  });

  it('of ten pods are one finding, with the runbook as its link', () => {
    const found = [1, 2, 3, 4].map(index =>
      alert({
        labels: { pod: `p${index}` },
        runbook: 'https://wiki.example.com',
        since: `2026-03-01T1${index}:00:00.000Z`,
      }),
    );
    expect(alerts.judge(metricFacts({ alerts: found }), context)).toMatchObject(
      [
        {
          since: '2026-03-01T11:00:00.000Z',
          link: 'https://wiki.example.com',
          remedy: 'Follow its runbook.',
          evidence: [{}, {}, {}],
        },
      ],
    );
  });
});

describe('customMetric', () => {
  const metric = (rest: Partial<CustomMetricFact>): CustomMetricFact => ({
    name: 'score',
    present: true,
    moves: false,
    movedBefore: true,
    query: 'score',
    ...rest,
  });
  const rules = (custom: CustomMetricFact, requestsPerSecond = 10) =>
    customMetric
      .judge(metricFacts({ custom: [custom], requestsPerSecond }), context)
      .map(({ rule }) => rule);

  it.each<[string, CustomMetricFact, number, string[]]>([
    ['stands still', metric({}), 10, ['custom-metric-flat']],
    ['is gone', metric({ present: false }), 10, ['custom-metric-absent']],
    ['moves', metric({ moves: true }), 10, []],
    ['never moved', metric({ movedBefore: false }), 10, []],
    ['is new', metric({ movedBefore: undefined }), 10, []],
    ['rests as nobody calls', metric({}), 0, []],
  ])('that %s', (_, custom, requestsPerSecond, expected) => {
    expect(rules(custom, requestsPerSecond)).toEqual(expected);
  });
});

describe('detectors', () => {
  it('speak only when something is raised', () => {
    const detector = {
      kind: 'drift' as const,
      metric: 'd',
      raised: false,
      query: 'd',
    };
    expect(
      detectors
        .judge(
          metricFacts({
            detectors: [
              detector,
              { ...detector, raised: true },
              { ...detector, kind: 'outlier', raised: true, value: 0.3 },
            ],
          }),
          context,
        )
        .map(({ rule, status }) => [rule, status]),
    ).toEqual([
      ['drift', 'degraded'],
      ['outliers', 'degraded'],
    ]);
  });
});

describe('reward', () => {
  it.each([
    [0.5, 0.8, 1],
    [0.7, 0.8, 0],
    [0.9, 0.8, 0],
    [-1.5, -1, 1],
    [0.5, undefined, 0],
  ])('of %d after %s', (mean, earlierMean, findings) => {
    expect(
      reward.judge(
        metricFacts({
          reward: { mean, earlierMean, windowSeconds: HOUR, query: 'r' },
        }),
        context,
      ),
    ).toHaveLength(findings);
  });
});

describe('scrapeCause', () => {
  it.each([
    [
      'Get "http://10.0.0.1:8000/prometheus": dial tcp 10.0.0.1:8000: connect: connection refused',
      /nothing listens/,
    ],
    [
      'Get "http://10.0.0.1:8000/prometheus": context deadline exceeded',
      /NetworkPolicy/,
    ],
    ['Get "http://10.0.0.1:8000/prometheus": EOF', /mTLS/],
    [
      'Get "http://10.0.0.1:8000/p": read tcp 1.2.3.4:1->10.0.0.1:8000: read: connection reset by peer',
      /mTLS/,
    ],
    [
      'Get "https://10.0.0.1:8000/p": http: server gave HTTP response to HTTPS client',
      /speaks HTTP/,
    ],
    [
      'Get "https://10.0.0.1:8000/p": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      /mTLS/,
    ],
    ['server returned HTTP status 404 Not Found', /no metrics at that path/],
    ['server returned HTTP status 403 Forbidden', /refuses/],
    ['sample limit exceeded', /more series/],
    ['body size limit exceeded', /larger/],
    ['something new', /^$/],
    [undefined, /^$/],
  ])('of %j', (error, because) => {
    expect(scrapeCause(error)?.because ?? '').toMatch(because);
  });
});
