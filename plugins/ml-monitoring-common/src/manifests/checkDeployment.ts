import { InputError } from '@backstage/errors';
import type {
  DeploymentRequest,
  GraphNodeRequest,
} from '../contract/provisioning';

/**
 * Refuses what the cluster would accept and then never bring up, or would
 * refuse in words that do not name the field.
 */
export function checkDeployment(
  name: string,
  deployment: DeploymentRequest,
): void {
  if (!/^[a-z][-a-z0-9]*$/.test(name)) {
    throw new InputError(
      `name: must start with a letter and have no ".", because Services are named after it (got ${name})`,
    );
  }
  const names = deployment.predictors.map(predictor => predictor.name);
  const twice = names.find((each, index) => names.indexOf(each) !== index);
  if (twice) {
    throw new InputError(
      `deployment.predictors: each must have a name of its own (got ${twice} twice)`,
    );
  }
  checkTraffic(deployment);
  deployment.predictors.forEach((predictor, index) => {
    const containers = (predictor.containers ?? []).map(each => each.name);
    checkNode(
      predictor.graph,
      containers,
      `deployment.predictors.${index}.graph`,
    );
  });
}

function checkTraffic({ predictors }: DeploymentRequest): void {
  const sum = predictors.reduce(
    (total, { traffic }) => total + (traffic ?? 0),
    0,
  );
  const unset = predictors.length === 1 && sum === 0;
  if (!unset && sum !== 100) {
    throw new InputError(
      `deployment.predictors: their traffic must add up to 100 (got ${sum})`,
    );
  }
}

function checkNode(
  node: GraphNodeRequest,
  containers: string[],
  path: string,
): void {
  if (!node.implementation && !containers.includes(node.name)) {
    throw new InputError(
      `${path}: needs a container of the same name or the implementation of a prepackaged server (got ${node.name})`,
    );
  }
  if (
    node.implementation?.endsWith('_SERVER') &&
    node.implementation !== 'HUGGINGFACE_SERVER' &&
    !node.modelUri
  ) {
    throw new InputError(
      `${path}.modelUri: ${node.implementation} needs one (got nothing)`,
    );
  }
  node.children?.forEach((child, index) =>
    checkNode(child, containers, `${path}.children.${index}`),
  );
}
