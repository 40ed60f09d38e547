import type { ModelDetail } from 'backstage-plugin-ml-monitoring-common';

/** What the Deployment controller appends for a ReplicaSet, and the ReplicaSet controller for a pod. */
const REPLICA_SET_SUFFIX = /^-[a-z0-9]{1,10}$/;
const POD_SUFFIX = /^-[a-z0-9]{1,10}-[a-z0-9]{5}$/;

type Model = Pick<
  ModelDetail,
  'ref' | 'predictors' | 'pods' | 'endpoints' | 'monitors'
>;

/**
 * Whether an object is the model or belongs to it, as far as its kind and name tell: ReplicaSets and pods also after they are
 * gone, for what was said of them stays.
 */
export function aboutModel(
  model: Model,
  services: readonly string[],
): (object: { kind?: string; name?: string }) => boolean {
  const deployments = model.predictors.flatMap(({ rollouts }) =>
    rollouts.map(({ deployment }) => deployment),
  );
  const ofDeployment = (name: string, suffix: RegExp) =>
    deployments.some(
      deployment =>
        name.startsWith(deployment) &&
        suffix.test(name.slice(deployment.length)),
    );
  const known = new Set([
    `SeldonDeployment ${model.ref.name}`,
    ...deployments.flatMap(name => [
      `Deployment ${name}`,
      // The operator calls it after the Deployment that it scales.
      `HorizontalPodAutoscaler ${name}`,
    ]),
    ...model.pods.map(({ name }) => `Pod ${name}`),
    ...services.map(name => `Service ${name}`),
    ...model.endpoints.map(({ kind, name }) => `${kind} ${name}`),
    ...model.monitors
      .filter(({ namespace }) => namespace === undefined)
      .map(({ kind, name }) => `${kind} ${name}`),
  ]);
  return ({ kind, name = '' }) =>
    known.has(`${kind} ${name}`) ||
    (kind === 'ReplicaSet' && ofDeployment(name, REPLICA_SET_SUFFIX)) ||
    (kind === 'Pod' && ofDeployment(name, POD_SUFFIX));
}
