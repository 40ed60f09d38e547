import type { AutoscalerFact } from 'backstage-plugin-ml-monitoring-common';
import type { AutoscalerObject, DeploymentObject } from '../objects';

/** Those that scale the model's Deployments, whoever made them. */
export function autoscalersOf(
  autoscalers: AutoscalerObject[],
  deployments: DeploymentObject[],
): AutoscalerObject[] {
  const own = new Set(deployments.map(({ metadata }) => metadata.name));
  return autoscalers.filter(
    ({ spec: { scaleTargetRef } }) =>
      scaleTargetRef.kind === 'Deployment' && own.has(scaleTargetRef.name),
  );
}

export function autoscalerFact(
  { metadata, spec, status }: AutoscalerObject,
  predictorOf: (deployment: string) => string | undefined,
): AutoscalerFact {
  const deployment = spec.scaleTargetRef.name;
  const predictor = predictorOf(deployment);
  return {
    name: metadata.name,
    deployment,
    ...(predictor && { predictor }),
    minReplicas: spec.minReplicas ?? 1,
    maxReplicas: spec.maxReplicas,
    currentReplicas: status?.currentReplicas ?? 0,
    // 0 is written before the first decision.
    ...(status?.desiredReplicas && { desiredReplicas: status.desiredReplicas }),
  };
}
