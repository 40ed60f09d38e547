import { predictorServiceName } from './names';
import { isPrepackaged } from './servers';
import type { ModelShape, PredictorShape } from './types';

/** Seldon asks whether this annotation of a predictor is there, not what it says. */
export const NO_ENGINE_ANNOTATION = 'seldon.io/no-engine';
/** Of the spec, for all predictors. */
export const SEPARATE_POD_ANNOTATION = 'seldon.io/engine-separate-pod';

const FIRST_HTTP_PORT = 9000;
const FIRST_METRICS_PORT = 6000;

/** @public */
export interface GraphOfShape {
  name: string;
  implementation?: string;
  children: GraphOfShape[];
}

/** @public */
export interface PredictorOfShape {
  name: string;
  annotations: Record<string, string>;
  traffic?: number;
  shadow: boolean;
  graph: GraphOfShape;
  componentSpecs: {
    spec?: {
      containers: {
        name: string;
        image?: string;
        ports?: { name?: string; containerPort: number }[];
      }[];
    } | null;
  }[];
}

/** A SeldonDeployment as far as its shape depends on it: as rendered, or as it runs. @public */
export interface SeldonSpecOfShape {
  protocol?: string;
  annotations: Record<string, string>;
  predictors: PredictorOfShape[];
}

/** What exposing and monitoring a model need to know of its SeldonDeployment. @public */
export function shapeOfSpec(name: string, spec: SeldonSpecOfShape): ModelShape {
  const apart = spec.annotations[SEPARATE_POD_ANNOTATION] === 'true';
  const mesh = meshOf(spec);
  // The operator counts these through all predictors, unlike the ports for requests.
  let nextMetricsPort = FIRST_METRICS_PORT;
  return {
    protocol: protocolOfSpec(spec),
    predictors: spec.predictors.map(predictor =>
      predictorShape(name, predictor, {
        apart,
        takeMetricsPort: () => nextMetricsPort++,
      }),
    ),
    ...(mesh && { mesh }),
  };
}

/** `kfserving` is the older name of the Open Inference protocol. @public */
export function protocolOfSpec({
  protocol,
}: Pick<SeldonSpecOfShape, 'protocol'>): ModelShape['protocol'] {
  if (protocol === 'kfserving' || protocol === 'v2') {
    return 'v2';
  }
  return protocol === 'tensorflow' ? 'tensorflow' : 'seldon';
}

function predictorShape(
  model: string,
  predictor: PredictorOfShape,
  options: { apart: boolean; takeMetricsPort: () => number },
): PredictorShape {
  const { apart, takeMetricsPort } = options;
  const nodes = nodesOf(predictor.graph);
  const withoutEngine = NO_ENGINE_ANNOTATION in predictor.annotations;
  const beside = withoutEngine || !apart;
  const own = predictor.componentSpecs.flatMap(({ spec }, index) =>
    (spec?.containers ?? []).map(container => ({
      ...container,
      besideOrchestrator: index === 0 && beside,
    })),
  );
  const named = new Set(own.map(container => container.name));
  const answering = Math.max(
    own.findIndex(container => container.name === predictor.graph.name),
    0,
  );
  const httpPort =
    own[answering]?.ports?.find(port => port.name === 'http')?.containerPort ??
    FIRST_HTTP_PORT + answering;
  return {
    name: predictor.name,
    serviceName: predictorServiceName(model, predictor),
    traffic: predictor.traffic,
    shadow: predictor.shadow,
    ...(withoutEngine && { withoutEngine: { httpPort } }),
    containers: [
      ...own.map(({ name, image, ports, besideOrchestrator }) => {
        const node = nodes.find(each => each.name === name);
        const implementation = node?.implementation;
        const declared = ports?.find(port => port.name === 'metrics');
        const given =
          node && !declared && implementation !== 'TRITON_SERVER'
            ? takeMetricsPort()
            : undefined;
        const metricsPort = declared?.containerPort ?? given;
        return {
          name,
          image,
          implementation,
          besideOrchestrator,
          ...(metricsPort && { metricsPort }),
        };
      }),
      ...nodes
        .filter(
          node => isPrepackaged(node.implementation) && !named.has(node.name),
        )
        .map(({ name, implementation }) => ({
          name,
          implementation,
          besideOrchestrator: beside,
          ...(implementation !== 'TRITON_SERVER' && {
            metricsPort: takeMetricsPort(),
          }),
        })),
    ],
  };
}

/** A graph's nodes, parents first. */
export function nodesOf<N extends { children: N[] }>(node: N): N[] {
  return [node, ...node.children.flatMap(nodesOf<N>)];
}

function meshOf({
  annotations,
  predictors,
}: SeldonSpecOfShape): ModelShape['mesh'] {
  const names = [
    annotations,
    ...predictors.map(predictor => predictor.annotations),
  ].flatMap(Object.keys);
  if (names.some(name => name.startsWith('seldon.io/istio-'))) {
    return 'Istio';
  }
  return names.some(
    name =>
      name.startsWith('seldon.io/ambassador-') ||
      name.startsWith('getambassador.io/'),
  )
    ? 'Ambassador'
    : undefined;
}
