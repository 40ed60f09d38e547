import type { Alert } from '../contract/alerts';
import type { ModelRef } from '../contract/refs';
import type { ClusterFacts } from './facts';

/** Labels whose value is the name of the SeldonDeployment. */
const MODEL_LABELS = [
  'model',
  'deployment_name',
  'seldon_deployment_name',
] as const;
/** Which of several that store or evaluate the same says so. */
const REPLICA_LABELS = [
  'prometheus',
  'prometheus_replica',
  'thanos_ruler_replica',
  'replica',
];

/** More than this one rule makes by mistake, with labels that never repeat. */
const MOST_ALERTS = 200;

/**
 * The alerts that are about a model: by its name in their labels, or by that of an object of its. Firing before pending, then
 * the longest first.
 *
 * @public
 */
export function alertsOfModel(
  alerts: readonly Alert[],
  options: {
    ref: Pick<ModelRef, 'namespace' | 'name'>;
    /** Labels of the source, where several clusters share it. */
    matchers: Record<string, string>;
    /** Absent: objects are not known, so only the name counts. */
    cluster?: ClusterFacts;
  },
): Alert[] {
  const { ref, matchers } = options;
  const objects = objectsOf(options.cluster);
  const isAbout = ({ labels }: Alert) =>
    labels.namespace === ref.namespace &&
    Object.entries(matchers).every(
      ([name, value]) => (labels[name] ?? value) === value,
    ) &&
    (MODEL_LABELS.some(label => labels[label] === ref.name) ||
      Object.entries(objects).some(([label, names]) =>
        names.has(labels[label]),
      ));
  const found = new Map<string, Alert>();
  for (const alert of alerts.filter(isAbout)) {
    const key = identityOf(alert);
    const known = found.get(key);
    if (!known || compare(alert, known) < 0) {
      found.set(key, alert);
    }
  }
  return [...found.values()].sort(compare).slice(0, MOST_ALERTS);
}

function objectsOf(
  cluster: ClusterFacts | undefined,
): Record<string, ReadonlySet<string>> {
  if (!cluster) {
    return {};
  }
  const { pods, predictors } = cluster.model;
  const services = new Set(predictors.map(({ serviceName }) => serviceName));
  const deployments = new Set(
    predictors.flatMap(({ rollouts }) =>
      rollouts.map(({ deployment }) => deployment),
    ),
  );
  return {
    pod: new Set(pods.map(({ name }) => name)),
    service: services,
    job: services,
    deployment: deployments,
    horizontalpodautoscaler: new Set(
      cluster.autoscalers?.map(({ name }) => name),
    ),
  };
}

function identityOf({ name, labels }: Alert): string {
  return JSON.stringify([
    name,
    Object.entries(labels)
      .filter(([label]) => !REPLICA_LABELS.includes(label))
      .sort(),
  ]);
}

function compare(a: Alert, b: Alert): number {
  if (a.state !== b.state) {
    return a.state === 'firing' ? -1 : 1;
  }
  return a.since.localeCompare(b.since);
}
