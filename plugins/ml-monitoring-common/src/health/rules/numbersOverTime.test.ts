import type { BaselineFact, HistoryFact, MetricFacts } from '../metricFacts';
import {
  clusterFacts,
  metricFacts,
  minutesAgo,
  now,
  thresholds,
} from '../__testUtils__/modelFacts';
import { errorRatio } from './errorRatio';
import { latency } from './latency';
import { suddenChange } from './suddenChange';
import { traffic } from './traffic';
import { trafficStopped } from './trafficStopped';

const context = { thresholds, now, cluster: clusterFacts() };
const MINUTES = 61;

/** Each minute of the last hour as given, by how many minutes ago it was. */
function over(
  valueAt: (minutesAgo: number) => Partial<{
    requests: number;
    errors: number;
    p95: number;
  }>,
): HistoryFact {
  const minutes = [...new Array(MINUTES).keys()].map(index =>
    valueAt(MINUTES - 1 - index),
  );
  return {
    startSeconds: minutesAgo(60).getTime() / 1000,
    stepSeconds: 60,
    requestsPerSecond: minutes.map(({ requests = 10 }) => requests),
    errorRatio: minutes.map(({ errors = 0 }) => errors),
    callerFaultRatio: minutes.map(() => 0),
    latencyP95Seconds: minutes.map(({ p95 = 0.04 }) => p95),
  };
}

const withHistory = (history: HistoryFact, rest: Partial<MetricFacts> = {}) =>
  metricFacts({
    history,
    requestsPerSecond: history.requestsPerSecond.at(-1),
    errorRatio: history.errorRatio.at(-1),
    latencyP95Seconds: history.latencyP95Seconds.at(-1),
    ...rest,
  });

describe('errorRatio, over the last minutes,', () => {
  it.each<{
    when: string;
    history: HistoryFact;
    status: string;
    title: string;
    since?: Date;
  }>([
    {
      when: 'is still good in its first bad minute',
      history: over(ago => ({ errors: ago < 1 ? 0.5 : 0 })),
      status: 'healthy',
      title: '50 % of predictions are free of server faults',
    },
    {
      when: 'is bad from the second on, since the first',
      history: over(ago => ({ errors: ago < 2 ? 0.05 : 0 })),
      status: 'degraded',
      title:
        '5 % of predictions fail by the fault of the model or its platform',
      since: minutesAgo(1),
    },
    {
      when: 'is failing when the higher limit is exceeded as long, since it was degraded',
      history: over(ago => ({
        errors: [0.5, 0.05, 0][Number(ago >= 3) + Number(ago >= 20)],
      })),
      status: 'failing',
      title:
        '50 % of predictions fail by the fault of the model or its platform',
      since: minutesAgo(19),
    },
    {
      when: 'stays bad for some good minutes',
      history: over(ago => ({ errors: ago < 3 ? 0 : 0.05 })),
      status: 'degraded',
      title:
        'Until a few minutes ago predictions failed by the fault of the model or its platform',
      since: minutesAgo(60),
    },
    {
      when: 'is good again after five',
      history: over(ago => ({ errors: ago < 5 ? 0 : 0.05 })),
      status: 'healthy',
      title: '100 % of predictions are free of server faults',
    },
    {
      when: 'does not change with every swing about its limit',
      history: over(ago => ({ errors: ago % 2 ? 0.02 : 0.005 })),
      status: 'degraded',
      title:
        'Until a few minutes ago predictions failed by the fault of the model or its platform',
      since: minutesAgo(59),
    },
    {
      when: 'pays no heed to minutes with a handful of requests',
      history: over(ago => ({
        errors: ago > 3 ? 1 : 0,
        requests: ago > 3 ? 0.01 : 10,
      })),
      status: 'healthy',
      title: '100 % of predictions are free of server faults',
    },
  ])('$when', ({ history, status, title, since }) => {
    expect(errorRatio.judge(withHistory(history), context)).toMatchObject([
      { status, title, ...(since && { since: since.toISOString() }) },
    ]);
  });
});

describe('latency, beyond what is measured,', () => {
  it('says that it is at least as long as the highest bound', () => {
    expect(
      latency.judge(metricFacts({ latencyP95Seconds: 10 }), context),
    ).toMatchObject([
      {
        status: 'failing',
        title: 'More than 5 % of predictions take 10 s or longer',
      },
    ]);
  });
});

describe('suddenChange', () => {
  const usual: BaselineFact[] = [1, 2, 7].map(daysAgo => ({
    daysAgo,
    requestsPerSecond: 10,
    errorRatio: 0.0001,
    latencyP95Seconds: 0.05,
  }));
  const judge = (history: HistoryFact, baselines = usual) =>
    suddenChange
      .judge(withHistory(history, { baselines }), context)
      .map(({ rule, status }) => [rule, status]);

  it.each<[string, HistoryFact, [string, string][]]>([
    ['nothing changed', over(() => ({})), []],
    [
      'hardly anybody calls any more',
      over(ago => ({ requests: ago < 5 ? 1 : 10 })),
      [['requests-dropped', 'degraded']],
    ],
    ['fewer call', over(() => ({ requests: 3 })), []],
    ['it dropped for a minute', over(ago => ({ requests: ago ? 10 : 1 })), []],
    [
      'many more call, which is no illness',
      over(() => ({ requests: 60 })),
      [['requests-surged', 'healthy']],
    ],
    [
      'more fail, though fewer than the limit',
      over(() => ({ errors: 0.008 })),
      [['errors-rose', 'degraded']],
    ],
    ['a few more fail', over(() => ({ errors: 0.002 })), []],
    [
      'answers take twice as long',
      over(() => ({ p95: 0.12 })),
      [['latency-rose', 'degraded']],
    ],
    ['answers take a little longer', over(() => ({ p95: 0.09 })), []],
  ])('when %s', (_, history, findings) => {
    expect(judge(history)).toEqual(findings);
  });

  it.each<[string, BaselineFact[]]>([
    ['one earlier day is known', usual.slice(0, 1)],
    [
      'one of the earlier days was like this too',
      [...usual.slice(0, 2), { daysAgo: 7, requestsPerSecond: 1 }],
    ],
    [
      'nobody called on the earlier days',
      usual.map(({ daysAgo }) => ({ daysAgo, requestsPerSecond: 0 })),
    ],
  ])('is silent when %s', (_, baselines) => {
    expect(
      judge(
        over(() => ({ requests: 1 })),
        baselines,
      ),
    ).toEqual([]);
  });
});

describe('trafficStopped', () => {
  const judge = (metrics: MetricFacts) =>
    trafficStopped.judge(metrics, context);
  const silentFor = (minutes: number, before = 10) =>
    over(ago => ({ requests: ago < minutes ? 0 : before }));

  it('tells since when, after steady traffic', () => {
    expect(judge(withHistory(silentFor(10)))).toMatchObject([
      {
        rule: 'traffic-stopped',
        status: 'degraded',
        // What the last point with requests counted may be five minutes older.
        since: minutesAgo(14).toISOString(),
      },
    ]);
  });

  it('goes by the earlier days where the hour tells nothing', () => {
    const baselines = [1, 2].map(daysAgo => ({
      daysAgo,
      requestsPerSecond: 5,
    }));
    expect(judge(withHistory(silentFor(61), { baselines }))).toMatchObject([
      { status: 'degraded', confidence: 'possible' },
    ]);
  });

  it.each<[string, MetricFacts]>([
    ['there is some', withHistory(over(() => ({})))],
    ['there never was any', withHistory(silentFor(61))],
    [
      'it came in bursts',
      withHistory(
        over(ago => ({ requests: ago > 10 && ago % 20 < 5 ? 10 : 0 })),
      ),
    ],
    [
      'it came for a few minutes only',
      withHistory({
        ...silentFor(10),
        requestsPerSecond: silentFor(10).requestsPerSecond.map((rate, index) =>
          index < 45 ? undefined : rate,
        ),
      }),
    ],
    [
      'nothing is scraped, so that nobody would know',
      withHistory(silentFor(10), { targets: [] }),
    ],
    [
      'one of the earlier days was as quiet',
      withHistory(silentFor(61), {
        baselines: [
          { daysAgo: 1, requestsPerSecond: 5 },
          { daysAgo: 2, requestsPerSecond: 5 },
          { daysAgo: 7, requestsPerSecond: 0 },
        ],
      }),
    ],
  ])('is silent when %s', (_, metrics) => {
    expect(judge(metrics)).toEqual([]);
  });

  it('explains that no prediction is asked', () => {
    expect(
      traffic.judge(metricFacts({ requestsPerSecond: 0 }), context),
    ).toMatchObject([{ explainedBy: ['traffic-stopped'] }]);
  });
});
