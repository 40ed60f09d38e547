import type {
  DiagnosisLink,
  HealthStatus,
} from 'backstage-plugin-ml-monitoring-common';

/** What a fault of the sandbox has to be told as. */
export interface FaultRow {
  /** One cause, or several that befall the same model. */
  scenarios: readonly [string, ...string[]];
  verdict: HealthStatus;
  /** The rules that name the causes, one for each, the worst first. None: only the diagnosis tells. */
  findings: readonly string[];
  /** Rules of further findings above info that follow from the same cause. No other may be there. */
  also?: readonly string[];
  /** The first broken link of the diagnosis; `null`: none is broken. */
  brokenAt?: DiagnosisLink | null;
  /** Whose log lines are offered. */
  container?: string;
  remedy?: RegExp;
}

const podFaults: readonly FaultRow[] = [
  {
    scenarios: ['image-not-found'],
    verdict: 'failing',
    findings: ['image-pull'],
    brokenAt: 'model',
    remedy: /^Correct the image name or tag/,
  },
  {
    scenarios: ['image-pull-unauthorized'],
    verdict: 'failing',
    findings: ['image-pull'],
    brokenAt: 'model',
    remedy: /image pull secret/,
  },
  {
    scenarios: ['image-name-invalid'],
    verdict: 'failing',
    findings: ['image-pull'],
    brokenAt: 'model',
    remedy: /^Correct the image name or tag/,
  },
  {
    scenarios: ['crash-loop'],
    verdict: 'failing',
    findings: ['crash-loop'],
    brokenAt: 'model',
    container: 'classifier',
    remedy: /last log lines/,
  },
  {
    scenarios: ['crash-with-message'],
    verdict: 'failing',
    findings: ['crash-loop'],
    brokenAt: 'model',
    container: 'classifier',
  },
  {
    scenarios: ['out-of-memory'],
    verdict: 'failing',
    findings: ['out-of-memory'],
    brokenAt: 'model',
    remedy: /memory limit/,
  },
  {
    scenarios: ['never-ready'],
    verdict: 'failing',
    findings: ['readiness'],
    brokenAt: 'model',
    container: 'classifier',
  },
  {
    scenarios: ['liveness-kill'],
    verdict: 'failing',
    findings: ['liveness'],
    brokenAt: 'model',
    remedy: /the probe/,
  },
  {
    scenarios: ['readiness-flapping'],
    verdict: 'degraded',
    findings: ['readiness'],
  },
  {
    scenarios: ['no-endpoints'],
    verdict: 'failing',
    findings: ['service-selector'],
    brokenAt: 'service',
  },
  {
    scenarios: ['insufficient-cpu'],
    verdict: 'failing',
    findings: ['unschedulable'],
    brokenAt: 'model',
  },
  {
    scenarios: ['node-selector'],
    verdict: 'failing',
    findings: ['unschedulable'],
    brokenAt: 'model',
    remedy: /nodeSelector/,
  },
];

const configFaults: readonly FaultRow[] = [
  {
    scenarios: ['secret-missing'],
    verdict: 'failing',
    findings: ['container-config'],
    brokenAt: 'model',
  },
  {
    scenarios: ['config-key-missing'],
    verdict: 'failing',
    findings: ['container-config'],
    brokenAt: 'model',
  },
  {
    scenarios: ['pvc-missing'],
    verdict: 'failing',
    findings: ['volume'],
    brokenAt: 'model',
  },
  {
    scenarios: ['pvc-unbound'],
    verdict: 'failing',
    findings: ['volume'],
    brokenAt: 'model',
  },
  {
    scenarios: ['model-not-found'],
    verdict: 'failing',
    findings: ['model-uri'],
    brokenAt: 'model',
  },
  {
    scenarios: ['model-forbidden'],
    verdict: 'failing',
    findings: ['model-credentials'],
    brokenAt: 'model',
  },
];

const rolloutFaults: readonly FaultRow[] = [
  {
    scenarios: ['hpa-blind'],
    verdict: 'degraded',
    findings: ['autoscaler-blind'],
  },
  {
    scenarios: ['stuck-rollout'],
    verdict: 'degraded',
    findings: ['image-pull'],
    also: ['rollout'],
    brokenAt: 'model',
  },
  {
    scenarios: ['progress-deadline'],
    verdict: 'failing',
    findings: ['image-pull'],
    brokenAt: 'model',
  },
  {
    scenarios: ['predictor-name-invalid'],
    verdict: 'degraded',
    findings: ['seldon-state'],
    brokenAt: 'model',
  },
  {
    scenarios: ['controller-id'],
    verdict: 'failing',
    findings: ['controller-id'],
    brokenAt: 'seldon-operator',
    remedy: /controller-id/,
  },
];

/** Faults of one model that have to last for some minutes before they count. */
export const lastingFaults: readonly FaultRow[] = [
  {
    scenarios: ['server-errors'],
    verdict: 'degraded',
    findings: ['error-ratio'],
    brokenAt: null,
  },
  {
    scenarios: ['slow'],
    verdict: 'degraded',
    findings: ['latency'],
    brokenAt: null,
  },
  {
    scenarios: ['errors-above-slo'],
    verdict: 'degraded',
    findings: ['error-ratio', 'slo-burn'],
    also: ['slo-budget'],
    brokenAt: null,
  },
  {
    scenarios: ['latency-above-slo'],
    verdict: 'degraded',
    findings: ['latency', 'slo-burn'],
    also: ['slo-budget'],
    brokenAt: null,
  },
  {
    scenarios: ['drift-detected'],
    verdict: 'degraded',
    findings: ['drift'],
  },
  {
    scenarios: ['outliers'],
    verdict: 'degraded',
    findings: ['outliers'],
  },
  {
    scenarios: ['alert-firing'],
    verdict: 'degraded',
    findings: ['alert-firing'],
    also: ['error-ratio'],
    brokenAt: null,
  },
  {
    scenarios: ['node-lost'],
    verdict: 'failing',
    findings: ['node-lost'],
    brokenAt: 'model',
    also: ['unschedulable'],
  },
  {
    scenarios: ['restarts-climbing'],
    verdict: 'degraded',
    findings: ['restarts'],
    container: 'classifier',
    also: ['error-ratio'],
  },
  {
    scenarios: ['evicted'],
    verdict: 'degraded',
    findings: ['evicted'],
  },
  {
    scenarios: ['route-timeout'],
    verdict: 'degraded',
    findings: ['latency', 'route-timeout'],
  },
  {
    scenarios: ['slow', 'server-errors'],
    verdict: 'degraded',
    findings: ['error-ratio', 'latency'],
    brokenAt: null,
  },
  {
    scenarios: ['server-errors', 'drift-detected'],
    verdict: 'degraded',
    findings: ['error-ratio', 'drift'],
  },
];

const exposureFaults: readonly FaultRow[] = [
  {
    scenarios: ['route-host-claimed'],
    verdict: 'degraded',
    findings: ['exposure'],
    remedy: /^Another Route has this host/,
  },
  {
    scenarios: ['route-invalid-host'],
    verdict: 'degraded',
    findings: ['exposure'],
    remedy: /^Choose a shorter host/,
  },
  {
    scenarios: ['route-service-missing'],
    verdict: 'degraded',
    findings: ['exposure-service'],
  },
  {
    scenarios: ['ingress-without-class'],
    verdict: 'degraded',
    findings: ['ingress-address'],
  },
  {
    scenarios: ['httproute-not-accepted'],
    verdict: 'degraded',
    findings: ['exposure'],
  },
  {
    scenarios: ['httproute-backend-missing'],
    verdict: 'degraded',
    findings: ['exposure-service'],
  },
  {
    scenarios: ['service-selector'],
    verdict: 'failing',
    findings: ['service-selector'],
    brokenAt: 'service',
  },
  {
    scenarios: ['service-port-renamed'],
    verdict: 'degraded',
    findings: ['exposure-port', 'not-monitored'],
    brokenAt: 'service',
  },
];

const monitoringFaults: readonly FaultRow[] = [
  {
    scenarios: ['monitor-missing'],
    verdict: 'unknown',
    findings: ['not-monitored'],
    brokenAt: 'monitor',
  },
  {
    scenarios: ['monitor-not-selected'],
    verdict: 'unknown',
    findings: ['target-stale'],
    brokenAt: 'prometheus',
  },
  {
    scenarios: ['monitor-selects-nothing'],
    verdict: 'unknown',
    findings: ['not-monitored'],
    brokenAt: 'monitor',
  },
  {
    scenarios: ['monitor-wrong-port'],
    verdict: 'unknown',
    findings: ['not-monitored'],
    brokenAt: 'monitor',
  },
  {
    scenarios: ['monitor-wrong-path'],
    verdict: 'unknown',
    findings: ['target-down'],
    brokenAt: 'monitor',
    remedy: /\/prometheus/,
  },
  {
    scenarios: ['sample-limit'],
    verdict: 'unknown',
    findings: ['target-down'],
    brokenAt: 'target',
    remedy: /sampleLimit/,
  },
  {
    scenarios: ['duplicate-monitors'],
    verdict: 'healthy',
    findings: [],
  },
  {
    scenarios: ['metrics-service-missing'],
    verdict: 'healthy',
    findings: [],
    brokenAt: 'metrics-service',
  },
  {
    scenarios: ['metrics-service-labelled'],
    verdict: 'healthy',
    findings: [],
    brokenAt: 'metrics-service',
  },
  {
    scenarios: ['network-policy'],
    verdict: 'unknown',
    findings: ['target-down'],
    brokenAt: 'target',
    remedy: /NetworkPolic/,
  },
  {
    scenarios: ['mtls'],
    verdict: 'unknown',
    findings: ['target-down'],
    brokenAt: 'target',
    remedy: /mTLS/,
  },
];

const namespaceFaults: readonly FaultRow[] = [
  {
    scenarios: ['quota'],
    verdict: 'failing',
    findings: ['pods-refused'],
    brokenAt: 'model',
    remedy: /ResourceQuota/,
  },
  {
    scenarios: ['limit-range'],
    verdict: 'failing',
    findings: ['pods-refused'],
    brokenAt: 'model',
    remedy: /LimitRange/,
  },
  {
    scenarios: ['pod-security'],
    verdict: 'failing',
    findings: ['pods-refused'],
    brokenAt: 'model',
    remedy: /pod-security\.kubernetes\.io/,
  },
  {
    scenarios: ['scc'],
    verdict: 'failing',
    findings: ['pods-refused'],
    brokenAt: 'model',
    remedy: /SecurityContextConstraint/,
  },
];

/** Faults of one model, or of the namespace it has for itself. */
export const modelFaults: readonly FaultRow[] = [
  ...podFaults,
  ...configFaults,
  ...rolloutFaults,
  ...exposureFaults,
  ...monitoringFaults,
  ...namespaceFaults,
];

/** Two causes on one model are two findings. */
export const pairsOfFaults: readonly FaultRow[] = [
  {
    scenarios: ['image-not-found', 'route-host-claimed'],
    verdict: 'failing',
    findings: ['image-pull', 'exposure'],
    brokenAt: 'model',
  },
  {
    scenarios: ['route-invalid-host', 'monitor-wrong-path'],
    verdict: 'degraded',
    findings: ['exposure', 'target-down'],
    brokenAt: 'monitor',
  },
  {
    scenarios: ['crash-loop', 'route-invalid-host'],
    verdict: 'failing',
    findings: ['crash-loop', 'exposure'],
    brokenAt: 'model',
  },
];

/** What befalls the whole cluster is told of a model that is well otherwise. */
export const clusterFaults: readonly FaultRow[] = [
  {
    scenarios: ['seldon-operator-down'],
    verdict: 'healthy',
    findings: [],
    brokenAt: 'seldon-operator',
  },
  {
    scenarios: ['stale-webhook'],
    verdict: 'healthy',
    findings: [],
    brokenAt: 'webhooks',
  },
  {
    scenarios: ['prometheus-down'],
    verdict: 'unknown',
    findings: ['source-metrics'],
    brokenAt: 'prometheus',
  },
  {
    scenarios: ['user-workload-monitoring-off'],
    verdict: 'unknown',
    findings: ['source-metrics'],
    brokenAt: 'prometheus',
  },
  {
    scenarios: ['webhook-timeout'],
    verdict: 'healthy',
    findings: [],
    // Whether a webhook answers in time only shows when something is written.
    brokenAt: null,
  },
  {
    scenarios: ['seldon-operator-removed'],
    verdict: 'failing',
    findings: ['operator-absent'],
    brokenAt: 'seldon-operator',
  },
  {
    scenarios: ['seldon-operator-elsewhere'],
    verdict: 'failing',
    findings: ['operator-absent'],
    brokenAt: 'seldon-operator',
  },
  {
    scenarios: ['prometheus-wants-label'],
    verdict: 'unknown',
    findings: ['target-stale'],
    brokenAt: 'prometheus',
  },
  {
    scenarios: ['prometheus-wants-namespace'],
    verdict: 'unknown',
    findings: ['target-stale'],
    brokenAt: 'prometheus',
  },
  {
    scenarios: ['prometheus-forbidden'],
    verdict: 'unknown',
    findings: ['source-metrics'],
    brokenAt: 'access',
  },
  {
    scenarios: ['prometheus-slow'],
    verdict: 'unknown',
    findings: ['source-metrics'],
    brokenAt: 'access',
  },
];

/** Told of the first of the tutorial's models, in a cluster that is made otherwise. */
export const faultsOfOtherClusters: readonly FaultRow[] = [
  {
    scenarios: ['creating-forever'],
    verdict: 'failing',
    findings: ['crash-loop'],
    brokenAt: 'model',
  },
];

/** Nothing is wrong with the model; that it takes its time, or that nobody calls it, is no fault. */
export const soundModels: readonly string[] = ['slow-start', 'no-traffic'];

/** Clusters that are made otherwise, where nothing is broken. */
export const soundClusters: readonly string[] = [
  'operatorhub-crd',
  'seldon-1.2',
  'plain-kubernetes',
];

/** What takes longer than a test may; rules with their facts as plain values show these. */
export const slowToShow: Record<string, string> = {
  'traffic-stopped':
    'finding `traffic-stopped`, when calls were steady for a quarter of an hour and none came for five minutes',
  'traffic-ignores-split':
    'finding `traffic-split`, five minutes after the last change of the Route',
  'caller-errors':
    'finding `caller-faults`, only where most calls are wrong: a third of them shows in the charts alone',
  'custom-metric-flat':
    'finding `custom-metric-flat`, when it stood still for an hour and moved in that hour of the day before',
  'custom-metric-gone':
    'finding `custom-metric-absent`, when it was gone for an hour and moved in that hour of the day before',
  'reward-falling':
    'finding `reward-fell`, when it is lower than that of the day before',
  'hpa-at-maximum':
    'finding `autoscaler-at-maximum`, after a quarter of an hour',
};
