import type { MetricFacts, TargetFact } from '../metricFacts';
import {
  clusterFacts,
  metricFacts,
  minutesAgo,
  now,
  pod,
  predictor,
  thresholds,
} from '../__testUtils__/modelFacts';
import { callerFaults } from './callerFaults';
import { errorRatio } from './errorRatio';
import { latency } from './latency';
import { scrapeTargets } from './scrapeTargets';
import { traffic } from './traffic';

const context = { thresholds, now, cluster: clusterFacts() };

describe('callerFaults', () => {
  it.each([
    [undefined, undefined],
    [0, undefined],
    [0.49, undefined],
    [0.5, '50 % of predictions are refused as the fault of the caller (4xx)'],
    [1, '100 % of predictions are refused as the fault of the caller (4xx)'],
  ])('says of a share of %s: %s', (callerFaultRatio, title) => {
    expect(
      callerFaults
        .judge(metricFacts({ callerFaultRatio }), context)
        .map(finding => [finding.status, finding.title]),
    ).toEqual(title ? [['degraded', title]] : []);
  });

  it('says nothing of a handful of requests', () => {
    const metrics = metricFacts({
      callerFaultRatio: 1,
      requestsPerSecond: 0.01,
    });
    expect(callerFaults.judge(metrics, context)).toEqual([]);
  });
});

describe('errorRatio', () => {
  it.each([
    [0, 'healthy', '100 % of predictions are free of server faults'],
    [0.0005, 'healthy', '99.95 % of predictions are free of server faults'],
    [0.000001, 'healthy', '99.9999 % of predictions are free of server faults'],
    [
      0.07,
      'degraded',
      '7 % of predictions fail by the fault of the model or its platform',
    ],
    [
      0.2,
      'failing',
      '20 % of predictions fail by the fault of the model or its platform',
    ],
  ])('of %d is %s', (ratio, status, title) => {
    expect(
      errorRatio.judge(metricFacts({ errorRatio: ratio }), context),
    ).toMatchObject([
      {
        status,
        title,
        evidence: [{ kind: 'query', query: 'errors', value: ratio }],
      },
    ]);
  });

  it('says nothing from too few requests', () => {
    const metrics = metricFacts({ errorRatio: 1, requestsPerSecond: 0.01 });
    expect(errorRatio.judge(metrics, context)).toEqual([]);
  });

  it('says nothing of a model that nobody can call', () => {
    const cluster = clusterFacts({
      readyEndpoints: { 'rest-seldon-model': 0 },
    });
    expect(
      errorRatio.judge(metricFacts({ errorRatio: 0 }), { ...context, cluster }),
    ).toEqual([]);
  });

  it('says nothing without traffic, which is not zero errors', () => {
    const metrics = metricFacts({
      errorRatio: undefined,
      requestsPerSecond: 0,
    });
    expect(errorRatio.judge(metrics, context)).toEqual([]);
  });
});

describe('latency', () => {
  it.each([
    [0.04, 'healthy', '95 % of predictions take at most 40 ms', undefined],
    [
      0.5,
      'degraded',
      '95 % of predictions take at most 500 ms',
      'The limit is 500 ms.',
    ],
    [3, 'failing', '95 % of predictions take at most 3 s', 'The limit is 2 s.'],
  ])('of %d s is %s', (p95, status, title, detail) => {
    expect(
      latency.judge(metricFacts({ latencyP95Seconds: p95 }), context),
    ).toMatchObject([{ status, title, ...(detail && { detail }) }]);
  });

  it('is not judged where nobody said what is slow', () => {
    expect(
      latency.judge(metricFacts({ latencyP95Seconds: 9 }), {
        ...context,
        thresholds: { ...thresholds, latencyP95Seconds: undefined },
      }),
    ).toEqual([]);
  });
});

describe('traffic', () => {
  it.each([
    [0, 'No prediction was asked of it in the last 5 minutes'],
    [undefined, 'No prediction has been asked of it yet'],
  ])('of %s is neutral', (requestsPerSecond, title) => {
    expect(
      traffic.judge(metricFacts({ requestsPerSecond }), context),
    ).toMatchObject([{ status: 'healthy', title }]);
  });

  it('is unknown where nothing counts it', () => {
    const { containers, ...rest } = pod();
    const cluster = clusterFacts({
      model: {
        pods: [{ ...rest, containers: containers.slice(1) }],
      },
    });
    expect(
      traffic.judge(metricFacts({ requestsPerSecond: undefined }), {
        ...context,
        cluster,
      }),
    ).toMatchObject([{ rule: 'not-measured', status: 'unknown' }]);
  });

  it('is unknown where it is not known what is scraped', () => {
    expect(
      traffic.judge(
        metricFacts({ requestsPerSecond: undefined, targets: undefined }),
        context,
      ),
    ).toMatchObject([{ rule: 'not-measured', status: 'unknown' }]);
  });

  it.each<[string, Partial<MetricFacts>]>([
    ['there is some', { requestsPerSecond: 3 }],
    ['nothing is scraped', { requestsPerSecond: undefined, targets: [] }],
  ])('has nothing to say when %s', (_, metrics) => {
    expect(traffic.judge(metricFacts(metrics), context)).toEqual([]);
  });
});

describe('scrapeTargets', () => {
  const [target] = metricFacts().targets!;
  const scraped = (
    targets: TargetFact[] | undefined,
    cluster = clusterFacts(),
  ) => scrapeTargets.judge(metricFacts({ targets }), { ...context, cluster });

  it('has nothing to say when each pod is scraped', () => {
    expect(scraped([target])).toEqual([]);
  });

  it('is unknown, with the error, when a pod cannot be scraped', () => {
    expect(
      scraped([{ ...target, up: false, lastError: 'connection refused' }]),
    ).toMatchObject([
      {
        rule: 'target-down',
        status: 'unknown',
        title:
          'Prometheus cannot scrape the target 10.0.0.1:8000, because nothing listens on that port: what happens there is not measured',
        detail: 'connection refused',
      },
    ]);
  });

  it('only mentions a target too many, of a pod that is scraped elsewhere', () => {
    expect(
      scraped([
        target,
        { ...target, instance: '10.0.0.1:9000', up: false, lastError: '404' },
      ]),
    ).toMatchObject([
      {
        rule: 'target-down',
        status: 'healthy',
        title:
          'Prometheus also scrapes 10.0.0.1:9000, which has no metrics to give',
        remedy: expect.stringContaining('Seldon 1.8'),
      },
    ]);
  });

  it.each([
    [
      'no monitor selects it',
      'not-monitored',
      'unknown',
      clusterFacts({ model: { monitors: [] } }),
    ],
    ['its monitor is not heeded', 'target-absent', 'unknown', clusterFacts()],
    [
      'it is new',
      'target-absent',
      'progressing',
      clusterFacts({ specChangedAt: minutesAgo(1) }),
    ],
    [
      'its pods are new',
      'target-absent',
      'progressing',
      clusterFacts({
        model: { pods: [pod({ startedAt: minutesAgo(1).toISOString() })] },
      }),
    ],
  ])('tells when it is not scraped because %s', (_, rule, status, cluster) => {
    expect(scraped([], cluster)).toMatchObject([{ rule, status }]);
  });

  it('tells when only some of the pods are scraped', () => {
    const cluster = clusterFacts({
      model: { pods: [pod(), pod({ name: 'another' })] },
    });
    expect(scraped([target], cluster)).toMatchObject([
      {
        rule: 'target-absent',
        status: 'unknown',
        title: 'Prometheus does not scrape 1 of 2 pods',
        detail: 'another',
      },
    ]);
  });

  it('expects no metrics of pods without orchestrator', () => {
    const { containers, ...rest } = pod({ name: 'second-part' });
    const cluster = clusterFacts({
      model: {
        pods: [pod(), { ...rest, containers: containers.slice(1) }],
      },
    });
    expect(scraped([target], cluster)).toEqual([]);
  });

  it('tells when the last scrape is long ago', () => {
    expect(scraped([{ ...target, scrapedAt: minutesAgo(4) }])).toMatchObject([
      {
        rule: 'target-stale',
        status: 'unknown',
        since: minutesAgo(4).toISOString(),
      },
    ]);
  });

  it.each([
    ['that was stopped', [], { predictors: [predictor({ replicas: 0 })] }],
    ['without ready pods', [], { pods: [] }],
    ['of whose targets nothing is known', undefined, {}],
  ])('has nothing to say of a model %s', (_, targets, model) => {
    expect(scraped(targets, clusterFacts({ model }))).toEqual([]);
  });
});
