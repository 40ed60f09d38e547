import fc, { type Arbitrary } from 'fast-check';
import type { Alert } from '../../contract/alerts';
import type {
  AutoscalerFact,
  ClusterFacts,
  ConditionFact,
  EventFact,
  ModelFacts,
} from '../facts';
import type {
  CustomMetricFact,
  DetectorFact,
  HistoryFact,
  MetricFacts,
  TargetFact,
} from '../metricFacts';
import type { ContainerFact, PodFact } from '../pods';
import type { PredictorFact } from '../predictors';
import {
  answered,
  clusterFacts,
  container,
  metricFacts,
  now,
  pod,
  predictor,
} from './modelFacts';

const PODS = ['pod-a', 'pod-b', 'pod-c'];
const PREDICTORS = ['model', 'v2'];
const DEPLOYMENTS = PREDICTORS.map(name => `rest-seldon-${name}-0-classifier`);
const SERVICES = PREDICTORS.map(name => `rest-seldon-${name}`);
const OBJECTS = [
  'SeldonDeployment rest-seldon',
  ...DEPLOYMENTS.map(name => `Deployment ${name}`),
  ...DEPLOYMENTS.map(name => `ReplicaSet ${name}-5d4`),
  ...DEPLOYMENTS.map(name => `HorizontalPodAutoscaler ${name}`),
  ...PODS.map(name => `Pod ${name}`),
];

const optional = <T>(values: Arbitrary<T>) =>
  fc.option(values, { nil: undefined });
const oneOf = <T extends string>(...values: T[]) => fc.constantFrom(...values);

/** Some time within the last hours. */
const past = fc
  .integer({ min: 0, max: 8_000 })
  .map(seconds => new Date(now.getTime() - seconds * 1000));
const pastText = past.map(date => date.toISOString());

const ratio = fc.double({ min: 0, max: 1, noNaN: true });
const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
const few = fc.nat(5);

const containerFact: Arbitrary<ContainerFact> = fc
  .record(
    {
      name: oneOf(
        'classifier',
        'seldon-container-engine',
        'classifier-model-initializer',
      ),
      ready: fc.boolean(),
      restarts: fc.nat(30),
      state: oneOf('waiting', 'running', 'terminated'),
      reason: oneOf(
        'ImagePullBackOff',
        'CrashLoopBackOff',
        'CreateContainerConfigError',
        'Error',
        'OOMKilled',
        'ContainerCreating',
        'PodInitializing',
      ),
      message: fc.string(),
      exitCode: fc.nat(255),
      endedReason: oneOf('OOMKilled', 'Error', 'Completed'),
      endedMessage: fc.string(),
      endedAt: pastText,
      endedAfterSeconds: amount,
    },
    { requiredKeys: ['name', 'ready', 'restarts', 'state'] },
  )
  .map(overrides => container(overrides));

const podFact: Arbitrary<PodFact> = fc
  .record(
    {
      name: oneOf(...PODS),
      predictor: oneOf(...PREDICTORS),
      phase: oneOf('Running', 'Pending', 'Failed', 'Terminating', 'Succeeded'),
      ready: fc.boolean(),
      restarts: fc.nat(30),
      reason: oneOf('Unschedulable', 'ImagePullBackOff', 'Evicted'),
      message: fc.string(),
      containers: fc.array(containerFact, { maxLength: 2 }),
      startedAt: pastText,
      node: fc.constant('node-1'),
      goneBy: pastText,
    },
    { requiredKeys: ['name', 'phase', 'ready', 'restarts', 'containers'] },
  )
  .map(overrides => pod(overrides));

const rollouts = (name: string) =>
  fc.array(
    fc.record({
      deployment: fc.constant(`rest-seldon-${name}-0-classifier`),
      desired: few,
      updated: few,
      ready: few,
      available: few,
      phase: oneOf('pending', 'progressing', 'complete', 'stuck'),
      message: optional(fc.string()),
    }),
    { maxLength: 1 },
  );

const predictorFact = (name: string): Arbitrary<PredictorFact> =>
  fc
    .record({
      name: fc.constant(name),
      shadow: fc.boolean(),
      replicas: few,
      traffic: optional(fc.nat(100)),
      routedPercent: optional(fc.nat(100)),
      rollouts: rollouts(name),
    })
    .map(overrides => predictor(overrides));

const conditionFact: Arbitrary<ConditionFact> = fc.record({
  object: oneOf(...OBJECTS),
  type: oneOf(
    'Ready',
    'Progressing',
    'Available',
    'ReplicaFailure',
    'ScalingActive',
    'ScalingLimited',
    'AbleToScale',
    'PodScheduled',
  ),
  status: oneOf('True', 'False', 'Unknown'),
  reason: optional(
    oneOf(
      'FailedCreate',
      'ProgressDeadlineExceeded',
      'FailedGetResourceMetric',
      'TooManyReplicas',
    ),
  ),
  message: optional(
    oneOf('exceeded quota: pods', 'violates PodSecurity "restricted"', 'other'),
  ),
  since: optional(past),
});

const eventFact: Arbitrary<EventFact> = fc.record({
  object: oneOf(...OBJECTS),
  container: optional(oneOf('classifier', 'seldon-container-engine')),
  type: oneOf('Normal', 'Warning'),
  reason: oneOf(
    'Failed',
    'FailedCreate',
    'Unhealthy',
    'FailedScheduling',
    'BackOff',
    'FailedMount',
    'InternalError',
  ),
  message: oneOf(
    'Readiness probe failed: HTTP probe failed with statuscode: 503',
    'Failed to pull image "registry/x:2": not found',
    'persistentvolumeclaim "models" not found',
    'other',
  ),
  count: fc.integer({ min: 1, max: 100 }),
  firstSeen: optional(past),
  lastSeen: optional(past),
});

const autoscalerFact: Arbitrary<AutoscalerFact> = fc.record({
  name: oneOf(...DEPLOYMENTS),
  deployment: oneOf(...DEPLOYMENTS),
  predictor: optional(oneOf(...PREDICTORS)),
  minReplicas: few,
  maxReplicas: few,
  currentReplicas: few,
  desiredReplicas: optional(few),
});

export const anyClusterFacts: Arbitrary<ClusterFacts> = fc
  .record({
    model: fc.record({
      state: optional(oneOf('Available', 'Creating', 'Failed')),
      stateDescription: optional(
        oneOf(
          'Deployment is no longer progressing and not available.',
          'no such secret',
        ),
      ),
      predictors: fc
        .tuple(...PREDICTORS.map(predictorFact))
        .chain(all => fc.subarray(all)),
      pods: fc.uniqueArray(podFact, {
        maxLength: 3,
        selector: ({ name }) => name,
      }),
      endpoints: fc.array(
        fc.record({
          kind: oneOf('Route', 'Ingress', 'HTTPRoute', 'Service'),
          name: fc.constant('rest-seldon'),
          predictor: optional(oneOf(...PREDICTORS)),
          admitted: optional(fc.boolean()),
          reason: optional(oneOf('HostAlreadyClaimed', 'BackendNotFound')),
          message: optional(fc.string()),
        }),
        { maxLength: 2 },
      ),
      monitors: fc.constantFrom([], clusterFacts().model.monitors),
      createdAt: pastText,
    }),
    conditions: fc.array(conditionFact, { maxLength: 4 }),
    events: fc.array(eventFact, { maxLength: 4 }),
    readyEndpoints: fc.dictionary(oneOf(...SERVICES), few, { maxKeys: 2 }),
    specChangedAt: optional(past),
    splitChangedAt: optional(past),
    deletedAt: optional(past),
    namespaceDeletedAt: optional(past),
    autoscalers: optional(fc.array(autoscalerFact, { maxLength: 2 })),
    controllerId: optional(oneOf('other')),
  })
  .map(overrides => clusterFacts(overrides));

const targetFact: Arbitrary<TargetFact> = fc.record({
  job: oneOf(...SERVICES),
  instance: oneOf('10.0.0.1:8000', '10.0.0.2:8000'),
  pod: optional(oneOf(...PODS)),
  up: fc.boolean(),
  scrapedAt: optional(past),
  lastError: optional(
    oneOf('context deadline exceeded', 'sample limit exceeded'),
  ),
});

const HISTORY_STEPS = 30;
const STEP_SECONDS = 60;

const samples = (values: Arbitrary<number>) =>
  fc.array(optional(values), {
    minLength: HISTORY_STEPS,
    maxLength: HISTORY_STEPS,
  });

export const anyHistory: Arbitrary<HistoryFact> = fc.record({
  startSeconds: fc.constant(
    now.getTime() / 1000 - (HISTORY_STEPS - 1) * STEP_SECONDS,
  ),
  stepSeconds: fc.constant(STEP_SECONDS),
  requestsPerSecond: samples(amount),
  errorRatio: samples(ratio),
  callerFaultRatio: samples(ratio),
  latencyP95Seconds: samples(amount),
});

const alert: Arbitrary<Alert> = fc.record({
  name: oneOf('ModelAvailabilityBudgetBurn', 'TheirOwn'),
  state: oneOf('firing', 'pending'),
  severity: optional(oneOf('critical', 'warning', 'info')),
  summary: optional(fc.constant('A summary of the alert')),
  since: pastText,
  labels: fc.constant({ namespace: 'ml-mon' }),
});

const customMetric: Arbitrary<CustomMetricFact> = fc.record({
  name: oneOf('mycounter_total', 'mygauge'),
  present: fc.boolean(),
  moves: fc.boolean(),
  movedBefore: optional(fc.boolean()),
  query: fc.constant('mycounter_total'),
});

const detector: Arbitrary<DetectorFact> = fc.record({
  kind: oneOf('drift', 'outlier'),
  metric: fc.constant('seldon_metric_drift_is_drift'),
  raised: fc.boolean(),
  value: optional(ratio),
  threshold: optional(ratio),
  query: fc.constant('drift'),
});

export const anyMetricFacts: Arbitrary<MetricFacts> = fc
  .record({
    requestsPerSecond: optional(amount),
    errorRatio: optional(ratio),
    callerFaultRatio: optional(ratio),
    latencyP95Seconds: optional(amount),
    byPredictor: optional(
      fc.record({
        query: fc.constant('by predictor'),
        requestsPerSecond: fc.dictionary(oneOf(...PREDICTORS), amount),
      }),
    ),
    targets: optional(fc.array(targetFact, { maxLength: 3 })),
    history: optional(anyHistory),
    baselines: optional(
      fc.array(
        fc.record({
          daysAgo: fc.integer({ min: 1, max: 7 }),
          requestsPerSecond: optional(amount),
          errorRatio: optional(ratio),
          latencyP95Seconds: optional(amount),
        }),
        { maxLength: 3 },
      ),
    ),
    alerts: optional(fc.array(alert, { maxLength: 2 })),
    custom: optional(fc.array(customMetric, { maxLength: 2 })),
    detectors: optional(fc.array(detector, { maxLength: 2 })),
    reward: optional(
      fc.record({
        mean: ratio,
        earlierMean: optional(ratio),
        windowSeconds: fc.constant(3600),
        query: fc.constant('reward'),
      }),
    ),
  })
  .map(overrides => metricFacts(overrides));

/** Any facts at all, also such as contradict each other. */
export const anyModelFacts: Arbitrary<ModelFacts> = fc
  .tuple(anyClusterFacts, anyMetricFacts)
  .map(([cluster, metrics]) => ({
    cluster: answered(cluster),
    metrics: answered(metrics),
  }));
