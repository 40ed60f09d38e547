import type { ClusterFacts } from '../facts';
import {
  clusterFacts,
  metricFacts,
  minutesAgo,
  now,
  pod,
  predictor,
  thresholds,
} from '../__testUtils__/modelFacts';
import { trafficSplit } from './trafficSplit';

const engine = pod().containers;
const split = (
  percents: { main?: number; v2?: number },
  changes: Partial<Omit<ClusterFacts, 'model'>> = {},
) =>
  clusterFacts({
    model: {
      predictors: [
        predictor({ name: 'main', routedPercent: percents.main }),
        predictor({ name: 'v2', routedPercent: percents.v2 }),
      ],
      pods: [
        pod({ name: 'pod-main', predictor: 'main', containers: engine }),
        pod({ name: 'pod-v2', predictor: 'v2', containers: engine }),
      ],
      endpoints: [{ kind: 'Route', name: 'rest-seldon', admitted: true }],
    },
    readyEndpoints: { 'rest-seldon-main': 1, 'rest-seldon-v2': 1 },
    splitChangedAt: minutesAgo(30),
    ...changes,
  });

const measured = (requestsPerSecond: Record<string, number>, pods = true) =>
  metricFacts({
    byPredictor: { query: 'by predictor', requestsPerSecond },
    targets: pods
      ? ['main', 'v2'].map(name => ({
          job: name,
          instance: name,
          pod: `pod-${name}`,
          up: true,
        }))
      : [],
  });

const judge = (
  cluster: ClusterFacts | undefined,
  metrics: ReturnType<typeof measured>,
) => trafficSplit.judge(metrics, { thresholds, now, cluster });

describe('the split of the traffic', () => {
  it.each([
    ['as set', { main: 8, v2: 2 }],
    ['nearly as set', { main: 8.3, v2: 1.7 }],
    ['far off, of a handful of requests', { main: 0.01, v2: 0.02 }],
    ['nothing at all', { main: 0, v2: 0 }],
  ])('is no finding when it is %s', (_, requests) => {
    expect(judge(split({ main: 80, v2: 20 }), measured(requests))).toEqual([]);
  });

  it('is a finding when it is off beyond chance', () => {
    expect(
      judge(split({ main: 80, v2: 20 }), measured({ main: 5, v2: 5 })),
    ).toEqual([
      {
        rule: 'traffic-split',
        status: 'degraded',
        title: 'Predictor "main" gets 50 % of the requests instead of 80 %',
        predictor: 'main',
        confidence: 'certain',
        evidence: [
          {
            kind: 'query',
            query: 'by predictor',
            value: 0.5,
            unit: 'ratio',
            at: now.toISOString(),
          },
          {
            kind: 'object',
            object: 'Route ml-mon/rest-seldon',
            detail: '80 % for Service rest-seldon-main',
          },
        ],
        remedy: expect.stringContaining('past the Route'),
      },
    ]);
  });

  it('is a finding when a predictor that is watched gets nothing', () => {
    expect(
      judge(split({ main: 80, v2: 20 }), measured({ main: 10 })).map(
        ({ title }) => title,
      ),
    ).toEqual(['Predictor "main" gets 100 % of the requests instead of 80 %']);
  });

  it.each<[string, ClusterFacts | undefined, ReturnType<typeof measured>]>([
    [
      'a predictor is not watched',
      split({ main: 80, v2: 20 }),
      measured({ main: 10 }, false),
    ],
    [
      'the split changed within the window',
      split({ main: 80, v2: 20 }, { splitChangedAt: minutesAgo(2) }),
      measured({ main: 10, v2: 0 }),
    ],
    [
      'a predictor does not answer',
      split(
        { main: 80, v2: 20 },
        { readyEndpoints: { 'rest-seldon-main': 1, 'rest-seldon-v2': 0 } },
      ),
      measured({ main: 10, v2: 0 }),
    ],
    ['nothing splits', split({}), measured({ main: 1, v2: 9 })],
    ['there is one predictor', clusterFacts(), measured({ model: 10 })],
    ['the cluster said nothing', undefined, measured({ main: 1, v2: 9 })],
    ['nothing was measured', split({ main: 80, v2: 20 }), metricFacts()],
  ])('is not judged when %s', (_, cluster, metrics) => {
    expect(judge(cluster, metrics)).toEqual([]);
  });
});
