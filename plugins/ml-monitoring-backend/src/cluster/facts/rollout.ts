import type { Rollout } from 'backstage-plugin-ml-monitoring-common';
import type { DeploymentObject, PredictorObject } from '../objects';

/** Of the init container that loads the model of a container. */
export const INITIALIZER_SUFFIX = '-model-initializer';

/**
 * How far a Deployment is with what the SeldonDeployment asks for. Neither
 * `status.state` nor its Ready condition tell: both stay good while the pods of
 * the version before still serve.
 */
export function rolloutOf(
  deployment: DeploymentObject,
  predictor: PredictorObject,
): Rollout {
  const { metadata, spec, status } = deployment;
  const desired = spec.replicas ?? 1;
  const updated = status?.updatedReplicas ?? 0;
  const ready = status?.readyReplicas ?? 0;
  const available = status?.availableReplicas ?? 0;
  const progressing = status?.conditions.find(
    ({ type }) => type === 'Progressing',
  );
  const stale = differences(deployment, predictor);
  const observed = (status?.observedGeneration ?? 0) >= metadata.generation;
  const settled =
    observed && updated >= desired && (status?.replicas ?? 0) <= updated;

  const answer = (phase: Rollout['phase'], message?: string): Rollout => ({
    deployment: metadata.name,
    desired,
    updated,
    ready,
    available,
    phase,
    ...(message && { message }),
  });
  if (stale.length) {
    return answer(
      'pending',
      `The Seldon operator has not taken up the newest spec: ${stale.join(', ')}`,
    );
  }
  if (observed && progressing?.status === 'False') {
    return answer('stuck', progressing.message ?? progressing.reason);
  }
  if (
    settled &&
    // Pods that fail after a finished rollout do not make it unfinished.
    (available >= desired || progressing?.reason === 'NewReplicaSetAvailable')
  ) {
    return answer('complete');
  }
  return answer(
    'progressing',
    observed
      ? undefined
      : 'The Deployment controller has not seen the newest spec',
  );
}

/** A Deployment that the operator has yet to make. */
export function missingRollout(name: string, desired: number): Rollout {
  return {
    deployment: name,
    desired,
    updated: 0,
    ready: 0,
    available: 0,
    phase: 'pending',
    message: 'The Seldon operator has not made this Deployment yet',
  };
}

/** In what the pods of the Deployment differ from what the SeldonDeployment asks for. */
function differences(
  deployment: DeploymentObject,
  predictor: PredictorObject,
): string[] {
  const { containers, initContainers } = deployment.spec.template.spec;
  const images = new Map(
    predictor.componentSpecs.flatMap(component =>
      (component.spec?.containers ?? []).map(({ name, image }) => [
        name,
        image,
      ]),
    ),
  );
  const otherImages = containers
    .filter(({ name, image }) => {
      const wanted = images.get(name);
      return wanted !== undefined && image !== undefined && wanted !== image;
    })
    .map(({ name, image }) => `${name} still has the image ${image}`);
  const uris = new Map(
    nodesWithUri(predictor.graph).map(({ name, modelUri }) => [
      `${name}${INITIALIZER_SUFFIX}`,
      modelUri,
    ]),
  );
  const otherUris = initContainers
    .filter(({ name, args }) => {
      const wanted = uris.get(name);
      return wanted !== undefined && args.length > 0 && !args.includes(wanted);
    })
    .map(
      ({ name }) =>
        `${name.slice(0, -INITIALIZER_SUFFIX.length)} still loads another model`,
    );
  return [...otherImages, ...otherUris];
}

function nodesWithUri(
  node: PredictorObject['graph'],
): { name: string; modelUri: string }[] {
  return [
    ...(node.modelUri ? [{ name: node.name, modelUri: node.modelUri }] : []),
    ...node.children.flatMap(nodesWithUri),
  ];
}
