import type {
  DeploymentRequest,
  GraphNodeRequest,
} from '../contract/provisioning';
import { predictorServiceName } from './names';
import type { ModelShape } from './types';

/** The shape that a model will have once the request is applied. */
export function shapeOfRequest(
  name: string,
  request: DeploymentRequest,
): ModelShape {
  return {
    protocol: request.protocol ?? 'seldon',
    predictors: request.predictors.map(predictor => {
      const containers = predictor.containers ?? [];
      const own = new Set(containers.map(container => container.name));
      return {
        name: predictor.name,
        serviceName: predictorServiceName(name, predictor),
        traffic: predictor.traffic,
        shadow: false,
        containers: [
          ...containers.map(container => ({
            name: container.name,
            image: container.image,
            besideOrchestrator: true,
          })),
          ...nodesOf(predictor.graph)
            .filter(node => node.implementation && !own.has(node.name))
            .map(node => ({
              name: node.name,
              implementation: node.implementation,
              besideOrchestrator: true,
            })),
        ],
      };
    }),
  };
}

function nodesOf(node: GraphNodeRequest): GraphNodeRequest[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)];
}
