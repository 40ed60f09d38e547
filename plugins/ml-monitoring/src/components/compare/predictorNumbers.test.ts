import fc from 'fast-check';
import type { Panel, Range } from 'backstage-plugin-ml-monitoring-common';
import {
  latencyOver,
  predictorNumbers,
  predictorsWithTraffic,
} from './predictorNumbers';

type Rates = (number | null)[];

const range: Range = { startSeconds: 0, endSeconds: 180, stepSeconds: 60 };

const panel = (
  id: string,
  unit: Panel['unit'],
  series: Record<string, Rates>,
): Panel => ({
  id,
  title: id,
  group: 'traffic',
  unit,
  status: 'ok',
  queries: [],
  series: Object.entries(series).map(([key, values]) => ({
    id: key,
    name: key,
    labels: { predictor_name: key.split('/')[0] },
    values,
  })),
});

const answered = (
  requests: Record<string, Rates>,
  errors: Record<string, Rates> = {},
) => ({
  panels: [
    panel('requests', 'requests/s', requests),
    panel('errors', 'requests/s', errors),
  ],
  range,
});

const predictor = (name: string, own = {}) => ({
  name,
  serviceName: name,
  shadow: false,
  replicas: 1,
  graph: { name, type: 'MODEL', children: [] },
  containers: [],
  rollouts: [],
  ...own,
});

describe('predictors side by side', () => {
  it('are those with requests in the range', () => {
    expect(
      predictorsWithTraffic(
        answered({
          'default/': [1, 1, 1, 1],
          'idle/': [0, 0, 0, 0],
          'gone/': [null, null, null, null],
          'canary/': [null, null, 0, 2],
        }),
      ),
    ).toEqual(['default', 'canary']);
  });

  it('have the ratios of sums, not the means of ratios', () => {
    // A quiet minute in which everything failed weighs no more than its requests.
    const [numbers] = predictorNumbers(
      answered(
        { 'default/': [5, 0.1, 10, 9.9] },
        { 'default/4xx': [5, 0, 1, 1], 'default/5xx': [5, 0.1, 0, 0.1] },
      ),
    );
    expect(numbers).toEqual({
      name: 'default',
      shadow: false,
      configured: undefined,
      observed: 1,
      requests: 1200,
      measuredSeconds: 180,
      requestsPerSecond: 20 / 3,
      success: expect.closeTo(0.99, 12),
      callerFaults: expect.closeTo(0.1, 12),
      serverFaults: expect.closeTo(0.01, 12),
    });
  });

  it('say of what was not measured nothing, least of all zero', () => {
    expect(
      predictorNumbers(answered({ 'default/': [1, 1, 1, 1] }), {
        predictors: [predictor('default'), predictor('canary')],
      })[1],
    ).toEqual({
      name: 'canary',
      shadow: false,
      configured: undefined,
      observed: undefined,
      requests: 0,
      measuredSeconds: 0,
      requestsPerSecond: undefined,
      success: undefined,
      callerFaults: undefined,
      serverFaults: undefined,
    });
  });

  it('have no share of failures without requests', () => {
    const [numbers] = predictorNumbers(
      answered(
        { 'default/': [0, 0, 0, 0] },
        { 'default/4xx': [0, 0, 0, 0], 'default/5xx': [0, 0, 0, 0] },
      ),
    );
    expect(numbers).toMatchObject({
      requestsPerSecond: 0,
      measuredSeconds: 180,
    });
    expect([numbers.success, numbers.callerFaults, numbers.observed]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('have the share of the requests while they were there, and shadows take none from anybody', () => {
    expect(
      predictorNumbers(
        answered({
          'default/': [10, 10, 9, 9],
          'canary/': [null, null, 1, 1],
          'shadow/': [10, 10, 10, 10],
        }),
        {
          predictors: [
            predictor('default', { traffic: 90, routedPercent: 80 }),
            predictor('canary', { traffic: 10 }),
            predictor('shadow', { shadow: true }),
          ],
        },
      ).map(({ name, configured, observed, requestsPerSecond }) => ({
        name,
        configured,
        observed,
        requestsPerSecond,
      })),
    ).toEqual([
      {
        name: 'default',
        configured: { percent: 80, by: 'router' },
        observed: expect.closeTo(28 / 30, 12),
        requestsPerSecond: 28 / 3,
      },
      {
        name: 'canary',
        configured: { percent: 10, by: 'spec' },
        observed: expect.closeTo(0.1, 12),
        requestsPerSecond: 1,
      },
      {
        name: 'shadow',
        configured: undefined,
        observed: 1,
        requestsPerSecond: 10,
      },
    ]);
  });

  const traffic = { 'a/': [1, 1, 1, 1], 'b/': [2, 2, 2, 2] };
  it.each([
    [
      'the running version',
      {
        predictors: [
          predictor('a', { traffic: 10 }),
          predictor('b', { traffic: 90 }),
        ],
        rollout: {
          stable: 'a',
          candidate: 'b',
          trafficPercent: 90,
          phase: 'serving' as const,
        },
      },
      'a',
    ],
    [
      'the one with the greatest weight',
      {
        predictors: [
          predictor('a', { traffic: 60 }),
          predictor('b', { traffic: 40 }),
        ],
      },
      'a',
    ],
    [
      'never a shadow',
      { predictors: [predictor('a'), predictor('b', { shadow: true })] },
      'a',
    ],
    ['the one with the most requests where no weight is known', {}, 'b'],
  ])('are compared with %s', (_, model, main) => {
    expect(predictorNumbers(answered(traffic), model)[0].name).toBe(main);
  });

  it('come to what was counted, however the requests are spread over the range', () => {
    const minute = fc.record({
      requests: fc.nat(1000),
      failed: fc.nat(100),
      measured: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(minute, { minLength: 1, maxLength: 60 }),
        minutes => {
          const rates = (count: (each: (typeof minutes)[number]) => number) => [
            null,
            ...minutes.map(each => (each.measured ? count(each) / 60 : null)),
          ];
          const failed = (each: (typeof minutes)[number]) =>
            Math.min(each.failed, each.requests);
          const [numbers] = predictorNumbers({
            ...answered(
              { 'default/': rates(({ requests }) => requests) },
              { 'default/5xx': rates(failed) },
            ),
            range: { ...range, endSeconds: minutes.length * 60 },
          });
          const seen = minutes.filter(({ measured }) => measured);
          const sum = (of: (each: (typeof minutes)[number]) => number) =>
            seen.reduce((total, each) => total + of(each), 0);
          const all = sum(({ requests }) => requests);
          expect(numbers.requests).toBeCloseTo(all, 6);
          expect(numbers.measuredSeconds).toBe(seen.length * 60);
          const share = all === 0 ? undefined : sum(failed) / all;
          expect(typeof numbers.serverFaults).toBe(typeof share);
          expect(numbers.serverFaults ?? 0).toBeCloseTo(share ?? 0, 9);
        },
      ),
    );
  });
});

describe('latency over a whole range', () => {
  it('is the last point of a question that looks back so far', () => {
    const panels = [
      panel('latency', 'seconds', {
        'default/p50': [0.1, 0.02],
        'default/p95': [0.1, 0.2],
        'canary/p95': [0.3, null],
      }),
    ];
    expect(latencyOver({ panels, range }, 'p95')).toEqual({ default: 0.2 });
    expect(latencyOver({ panels, range }, 'p50')).toEqual({ default: 0.02 });
  });
});
