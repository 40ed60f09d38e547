import {
  predictorServiceName,
  type ModelShape,
  type PredictorShape,
} from 'backstage-plugin-ml-monitoring-common';
import type { PredictorObject, SeldonDeploymentObject } from '../objects';

type GraphObject = PredictorObject['graph'];

/** Built into the orchestrator, without a container of their own. */
const BUILT_IN = [
  'UNKNOWN_IMPLEMENTATION',
  'SIMPLE_MODEL',
  'SIMPLE_ROUTER',
  'RANDOM_ABTEST',
  'AVERAGE_COMBINER',
];

/** The model as it runs, as far as exposing and monitoring it need to know. */
export function shapeOf(sdep: SeldonDeploymentObject): ModelShape {
  return {
    protocol: protocolOf(sdep),
    predictors: sdep.spec.predictors.map(predictor =>
      predictorShape(sdep, predictor),
    ),
  };
}

/** `kfserving` is the older name of the Open Inference protocol. */
export function protocolOf(
  sdep: SeldonDeploymentObject,
): ModelShape['protocol'] {
  const { protocol } = sdep.spec;
  if (protocol === 'kfserving' || protocol === 'v2') {
    return 'v2';
  }
  return protocol === 'tensorflow' ? 'tensorflow' : 'seldon';
}

export function nodesOf(node: GraphObject): GraphObject[] {
  return [node, ...node.children.flatMap(nodesOf)];
}

function predictorShape(
  sdep: SeldonDeploymentObject,
  predictor: PredictorObject,
): PredictorShape {
  const nodes = nodesOf(predictor.graph);
  const apart =
    sdep.spec.annotations['seldon.io/engine-separate-pod'] === 'true';
  const own = predictor.componentSpecs.flatMap((component, index) =>
    (component.spec?.containers ?? []).map(({ name, image }) => ({
      name,
      image,
      implementation: nodes.find(node => node.name === name)?.implementation,
      besideOrchestrator: index === 0 && !apart,
    })),
  );
  const named = new Set(own.map(({ name }) => name));
  return {
    name: predictor.name,
    serviceName: predictorServiceName(sdep.metadata.name, predictor),
    traffic: predictor.traffic,
    shadow: predictor.shadow,
    containers: [
      ...own,
      ...nodes
        .filter(node => isPrepackaged(node) && !named.has(node.name))
        .map(({ name, implementation }) => ({
          name,
          implementation,
          besideOrchestrator: !apart,
        })),
    ],
  };
}

function isPrepackaged({ implementation }: GraphObject): boolean {
  return !!implementation && !BUILT_IN.includes(implementation);
}
