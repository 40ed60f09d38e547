import {
  deploymentName,
  explainerName,
  orchestratorName,
  predictorServiceName,
  SELDON_APP_LABEL,
} from 'backstage-plugin-ml-monitoring-common';
import type {
  DeploymentObject,
  PredictorObject,
  SeldonDeploymentObject,
} from '../objects';
import { shapeOf } from './shape';

/** The names the operator would give to the Deployments of a predictor. */
export function expectedDeployments(
  sdep: SeldonDeploymentObject,
  predictor: PredictorObject,
  options: { keepPrefix?: boolean } = {},
): string[] {
  const components = predictor.componentSpecs.length
    ? predictor.componentSpecs
    : [{ metadata: undefined, spec: undefined }];
  const shape = shapeOf(sdep).predictors.find(
    ({ name }) => name === predictor.name,
  );
  return components.map((component, index) =>
    deploymentName(
      sdep.metadata.name,
      predictor.name,
      {
        index,
        name: component.metadata?.name,
        containers:
          // The operator adds the containers of prepackaged servers to the first.
          index === 0
            ? (shape?.containers
                .filter(
                  ({ name }) =>
                    component.spec?.containers.some(own => own.name === name) ||
                    !isInComponent(predictor, name),
                )
                .map(({ name }) => name) ?? [])
            : (component.spec?.containers.map(({ name }) => name) ?? []),
      },
      options,
    ),
  );
}

/** Every name that a Deployment of a predictor may have, whatever the operator is told. */
export function possibleDeployments(
  sdep: SeldonDeploymentObject,
  predictor: PredictorObject,
): string[] {
  const { name } = sdep.metadata;
  return [
    ...expectedDeployments(sdep, predictor),
    ...expectedDeployments(sdep, predictor, { keepPrefix: true }),
    orchestratorName(name, predictor.name),
    explainerName(name, predictor.name),
  ];
}

function isInComponent(predictor: PredictorObject, container: string): boolean {
  return predictor.componentSpecs.some(component =>
    component.spec?.containers.some(({ name }) => name === container),
  );
}

/**
 * Which predictor a Deployment is of, by the Deployment's name: by what the operator would call
 * it, else by the labels it carries. Pods name their Deployment in their label `app`.
 */
export function deploymentOwners(
  sdep: SeldonDeploymentObject,
  deployments: DeploymentObject[],
): (deployment: string | undefined) => string | undefined {
  const owners = new Map<string, string>();
  for (const { metadata } of deployments) {
    const predictor = sdep.spec.predictors.find(
      each =>
        possibleDeployments(sdep, each).includes(metadata.name) ||
        metadata.labels[SELDON_APP_LABEL] ===
          predictorServiceName(sdep.metadata.name, each) ||
        metadata.labels.version === each.name,
    );
    const only =
      sdep.spec.predictors.length === 1 ? sdep.spec.predictors[0] : undefined;
    const owner = predictor ?? only;
    if (owner) {
      owners.set(metadata.name, owner.name);
    }
  }
  return deployment => owners.get(deployment ?? '');
}
