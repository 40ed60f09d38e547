import fc from 'fast-check';
import type { ClusterFacts } from '../facts';
import type { MetricFacts } from '../metricFacts';
import {
  clusterFacts,
  metricFacts,
  minutesAgo,
  pod,
  predictor,
} from './modelFacts';

const imagePull = {
  image: 'registry/x:2',
  reason: 'ImagePullBackOff',
  message: 'Back-off pulling image "registry/x:2"',
};

/** One more bad fact about a model. */
export type Worsening = (facts: {
  cluster: ClusterFacts;
  metrics: MetricFacts;
}) => typeof facts;

const onModel =
  (
    change: (model: ClusterFacts['model']) => Partial<ClusterFacts['model']>,
  ): Worsening =>
  ({ cluster, metrics }) => ({
    cluster: {
      ...cluster,
      model: { ...cluster.model, ...change(cluster.model) },
    },
    metrics,
  });
const withPod = (...parts: Parameters<typeof pod>): Worsening =>
  onModel(({ pods }) => ({ pods: [...pods, pod(...parts)] }));
const onMetrics =
  (change: Partial<MetricFacts>): Worsening =>
  ({ cluster, metrics }) => ({ cluster, metrics: { ...metrics, ...change } });

export const worsenings: Record<string, Worsening> = {
  'an image cannot be pulled': withPod(
    { name: 'a', phase: 'Pending' },
    imagePull,
  ),
  'a canary cannot be pulled': facts =>
    withPod(
      { name: 'v2-0', predictor: 'v2', phase: 'Pending' },
      imagePull,
    )(
      onModel(({ predictors }) => ({
        predictors: predictors.some(({ name }) => name === 'v2')
          ? predictors
          : [...predictors, predictor({ name: 'v2' })],
      }))(facts),
    ),
  'a container crashes': withPod(
    { name: 'b' },
    { reason: 'CrashLoopBackOff', exitCode: 1 },
  ),
  'a container runs out of memory': withPod(
    { name: 'c' },
    { reason: 'CrashLoopBackOff', endedReason: 'OOMKilled', exitCode: 137 },
  ),
  'a secret is missing': withPod(
    { name: 'd' },
    { reason: 'CreateContainerConfigError' },
  ),
  'a pod cannot be scheduled': withPod({
    name: 'e',
    phase: 'Pending',
    ready: false,
    reason: 'Unschedulable',
    containers: [],
  }),
  'a pod is not ready': withPod({ name: 'f', ready: false }),
  'a rollout is stuck': onModel(({ predictors }) => ({
    predictors: predictors.map(each => ({
      ...each,
      rollouts: each.rollouts.map(rollout => ({
        ...rollout,
        phase: 'stuck' as const,
      })),
    })),
  })),
  'Seldon reports an error': onModel(() => ({
    state: 'Failed',
    stateDescription: 'no such secret',
  })),
  'no endpoint is ready': ({ cluster, metrics }) => ({
    cluster: { ...cluster, readyEndpoints: { 'rest-seldon-model': 0 } },
    metrics,
  }),
  'a route is refused': onModel(({ endpoints }) => ({
    endpoints: [
      ...endpoints,
      { kind: 'Route', name: 'r', admitted: false, reason: 'InvalidHost' },
    ],
  })),
  'every prediction fails': onMetrics({ errorRatio: 1 }),
  'some predictions fail': ({ cluster, metrics }) => ({
    cluster,
    metrics: {
      ...metrics,
      errorRatio: Math.max(metrics.errorRatio ?? 0, 0.05),
    },
  }),
  'predictions are slow': onMetrics({ latencyP95Seconds: 9 }),
  'a target is down': ({ cluster, metrics }) => ({
    cluster,
    metrics: {
      ...metrics,
      targets: metrics.targets?.map(target => ({ ...target, up: false })),
    },
  }),
  'nothing is scraped': onMetrics({ targets: [] }),
  'scrapes are old': ({ cluster, metrics }) => ({
    cluster,
    metrics: {
      ...metrics,
      targets: metrics.targets?.map(target => ({
        ...target,
        scrapedAt: minutesAgo(30),
      })),
    },
  }),
  'an alert fires': ({ cluster, metrics }) => ({
    cluster,
    metrics: {
      ...metrics,
      alerts: [
        ...(metrics.alerts ?? []),
        {
          name: 'ModelAvailabilityBudgetBurn',
          state: 'firing',
          severity: 'critical',
          since: minutesAgo(5).toISOString(),
          labels: {},
        },
      ],
    },
  }),
  'a metric of its own stands still': onMetrics({
    custom: [
      {
        name: 'mycounter_total',
        present: true,
        moves: false,
        movedBefore: true,
        query: 'mycounter_total',
      },
    ],
  }),
  'its data drifts': onMetrics({
    detectors: [
      { kind: 'drift', metric: 'drift', raised: true, query: 'drift' },
    ],
  }),
  'its reward falls': onMetrics({
    reward: { mean: 0.1, earlierMean: 0.9, windowSeconds: 3600, query: 'r' },
  }),
  'its autoscaler is at its maximum': ({ cluster, metrics }) => ({
    cluster: {
      ...cluster,
      autoscalers: [
        {
          name: 'rest-seldon-model-0-classifier',
          deployment: 'rest-seldon-model-0-classifier',
          predictor: 'model',
          minReplicas: 1,
          maxReplicas: 1,
          currentReplicas: 1,
          desiredReplicas: 1,
        },
      ],
      conditions: [
        ...cluster.conditions,
        {
          object: 'HorizontalPodAutoscaler rest-seldon-model-0-classifier',
          type: 'ScalingLimited',
          status: 'True',
          reason: 'TooManyReplicas',
          since: minutesAgo(60),
        },
      ],
    },
    metrics,
  }),
  'it is being deleted for long': ({ cluster, metrics }) => ({
    cluster: { ...cluster, deletedAt: minutesAgo(30) },
    metrics,
  }),
};

/** A model that was well, and to which some of it happened. */
export const someBadFacts = fc
  .array(fc.constantFrom(...Object.keys(worsenings)), { maxLength: 6 })
  .map(names =>
    names.reduce((facts, name) => worsenings[name](facts), {
      cluster: clusterFacts(),
      metrics: metricFacts(),
    }),
  );
