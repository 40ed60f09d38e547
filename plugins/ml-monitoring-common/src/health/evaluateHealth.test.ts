import { evaluateHealth } from './evaluateHealth';
import type { Asked, ClusterFacts, ModelFacts } from './facts';
import type { MetricFacts } from './metricFacts';
import {
  answered,
  clusterFacts,
  metricFacts,
  minutesAgo,
  modelFacts,
  now,
  pod,
  predictor,
  thresholds,
} from './__testUtils__/modelFacts';

const judge = (facts: ModelFacts) => evaluateHealth(facts, thresholds, now);

const brokenImage = {
  name: 'rest-seldon-v2-0-classifier-x7k',
  predictor: 'v2',
  phase: 'Pending',
};
const imagePull = {
  image: 'registry/x:2',
  reason: 'ImagePullBackOff',
  message: 'Back-off pulling image "registry/x:2"',
};

/** A canary whose image is not there, beside a predictor that answers. */
const brokenCanary = clusterFacts({
  model: {
    state: 'Creating',
    predictors: [
      predictor({ traffic: 90 }),
      predictor({
        name: 'v2',
        traffic: 10,
        rollouts: [
          {
            deployment: 'rest-seldon-v2-0-classifier',
            desired: 1,
            updated: 1,
            ready: 0,
            available: 0,
            phase: 'stuck',
            message: 'ReplicaSet has timed out progressing.',
          },
        ],
      }),
    ],
    pods: [pod(), pod(brokenImage, imagePull)],
  },
  readyEndpoints: { 'rest-seldon-model': 1, 'rest-seldon-v2': 0 },
});

describe('evaluateHealth', () => {
  it('is healthy, and says why, when all was measured and all is well', () => {
    expect(judge(modelFacts())).toMatchObject({
      status: 'healthy',
      summary:
        'Healthy: predictor "model" answers, 100 % of predictions are free of server faults',
    });
  });

  it.each<{
    when: string;
    cluster?: Asked<ClusterFacts>;
    metrics?: Asked<MetricFacts>;
    summary: string;
  }>([
    {
      when: 'the cluster did not answer',
      cluster: { status: 'failed', message: 'ECONNREFUSED' },
      summary:
        'Unknown: the Kubernetes API did not answer: nothing is known about its pods',
    },
    {
      when: 'the cluster may not be read',
      cluster: { status: 'forbidden', message: 'pods is forbidden' },
      summary:
        'Unknown: the Kubernetes API may not be read: nothing is known about its pods',
    },
    {
      when: 'the cluster answered in part',
      cluster: {
        ...answered(clusterFacts()),
        missing: 'Pods may not be listed',
      } as Asked<ClusterFacts>,
      summary: 'Unknown: the Kubernetes API answered only in part',
    },
    {
      when: 'the cluster was read too long ago',
      cluster: {
        ...answered(clusterFacts()),
        asOf: minutesAgo(10),
      } as Asked<ClusterFacts>,
      summary: 'Unknown: what the Kubernetes API said is 10 minutes old',
    },
    {
      when: 'Prometheus did not answer',
      metrics: { status: 'failed', message: 'timed out' },
      summary:
        'Unknown: Prometheus did not answer: nothing is known about its predictions',
    },
    {
      when: 'there is no Prometheus',
      metrics: { status: 'absent', message: 'none is configured' },
      summary:
        'Unknown: Prometheus is not known here: nothing is known about its predictions',
    },
    {
      when: 'traffic was measured and errors were not',
      metrics: answered(metricFacts({ errorRatio: undefined })),
      summary: 'Unknown: how many predictions fail was not measured',
    },
  ])('is unknown when $when', ({ cluster, metrics, summary }) => {
    const facts = modelFacts();
    expect(
      judge({
        cluster: cluster ?? facts.cluster,
        metrics: metrics ?? facts.metrics,
      }),
    ).toMatchObject({ status: 'unknown', summary });
  });

  it('is unknown when nobody was able to say anything', () => {
    const failed = { status: 'failed', message: 'x' } as const;
    expect(judge({ cluster: failed, metrics: failed }).status).toBe('unknown');
  });

  it('is stopped, and nothing is missed, when it was scaled to zero', () => {
    const cluster = clusterFacts({
      model: {
        state: 'Creating',
        predictors: [predictor({ replicas: 0 })],
        pods: [],
      },
      readyEndpoints: { 'rest-seldon-model': 0 },
    });
    expect(
      judge({
        cluster: answered(cluster),
        metrics: { status: 'failed', message: 'ECONNREFUSED' },
      }),
    ).toMatchObject({
      status: 'stopped',
      summary: 'Stopped: predictor "model" is scaled to zero on purpose',
    });
  });

  it.each([
    [
      'its pods start',
      [pod({ ready: false, startedAt: minutesAgo(1).toISOString() })],
      0,
      [],
    ],
    ['Prometheus has yet to take it up', [pod()], 1, []],
  ])(
    'is progressing after a deployment while %s',
    (_, pods, ready, targets) => {
      const cluster = clusterFacts({
        model: { pods },
        readyEndpoints: { 'rest-seldon-model': ready },
        specChangedAt: minutesAgo(1),
      });
      const metrics = metricFacts({
        targets,
        requestsPerSecond: undefined,
        errorRatio: undefined,
        latencyP95Seconds: undefined,
      });
      expect(judge(modelFacts(cluster, metrics)).status).toBe('progressing');
    },
  );

  it('is failing when the cluster says so, though Prometheus is down', () => {
    expect(
      judge({
        cluster: answered(brokenCanary),
        metrics: { status: 'failed', message: 'ECONNREFUSED' },
      }).status,
    ).toBe('failing');
  });

  it('names one cause for all that follows from it', () => {
    const { status, summary, findings } = judge(modelFacts(brokenCanary));
    expect({
      status,
      summary,
      rules: findings.map(({ rule }) => rule),
    }).toEqual({
      status: 'failing',
      summary:
        'Failing: the image "registry/x:2" of predictor "v2" cannot be pulled',
      rules: ['image-pull', 'error-ratio', 'latency'],
    });
  });

  it('names two causes that have nothing to do with each other', () => {
    const cluster = clusterFacts({
      ...brokenCanary,
      model: {
        ...brokenCanary.model,
        pods: [
          ...brokenCanary.model.pods,
          pod(
            { name: 'rest-seldon-model-0-classifier-def' },
            { state: 'terminated', reason: 'Error', exitCode: 1 },
          ),
        ],
      },
    });
    expect(
      judge(modelFacts(cluster)).findings.map(({ rule, status }) => [
        rule,
        status,
      ]),
    ).toEqual([
      ['image-pull', 'failing'],
      ['crash-loop', 'degraded'],
      ['error-ratio', 'healthy'],
      ['latency', 'healthy'],
    ]);
  });

  it('does not take the cause in one predictor for that in another', () => {
    const cluster = clusterFacts({
      ...brokenCanary,
      readyEndpoints: { 'rest-seldon-model': 0, 'rest-seldon-v2': 0 },
    });
    expect(
      judge(modelFacts(cluster)).findings.map(each => [
        each.rule,
        each.predictor,
      ]),
    ).toEqual([
      ['image-pull', 'v2'],
      ['endpoints', 'model'],
    ]);
  });

  it('counts from the earliest of the findings that decide', () => {
    const cluster = clusterFacts({
      ...brokenCanary,
      events: [
        {
          object: 'Pod rest-seldon-v2-0-classifier-x7k',
          type: 'Warning',
          reason: 'Failed',
          message: 'Failed to pull image "registry/x:2": not found',
          count: 4,
          firstSeen: minutesAgo(90),
          lastSeen: minutesAgo(1),
        },
      ],
    });
    expect(judge(modelFacts(cluster)).since).toBe(minutesAgo(90).toISOString());
  });

  it('does not measure availability while nothing answers', () => {
    const cluster = clusterFacts({
      readyEndpoints: { 'rest-seldon-model': 0 },
    });
    expect(
      judge(modelFacts(cluster)).findings.map(({ rule }) => rule),
    ).not.toContain('error-ratio');
  });
});
