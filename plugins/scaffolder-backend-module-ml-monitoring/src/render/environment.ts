import { InputError } from '@backstage/errors';
import {
  partNameSchema,
  predictorRequestSchema,
  renderRequestSchema,
  rolloutRequestSchema,
  type RenderRequest,
} from 'backstage-plugin-ml-monitoring-common';
import { z } from 'zod/v3';

const { cluster, namespace } = renderRequestSchema.shape;
const { replicas, traffic } = predictorRequestSchema.shape;
const { image, modelUri } = rolloutRequestSchema.shape;
const replicaCount = replicas.unwrap();

/** In what an environment differs from the base. */
export const environmentSchema = z.object({
  name: partNameSchema.describe('Its folder below overlays'),
  cluster: cluster.optional().describe('Default: the cluster of the base'),
  namespace: namespace
    .optional()
    .describe('Default: the namespace of the base'),
  replicas: z
    .union([replicaCount, z.record(replicaCount)])
    .optional()
    .describe('For every predictor, or by predictor name'),
  image: image.describe('For the only container, or by container name'),
  modelUri: modelUri.describe(
    'For the only graph node with a model URI, or by node name',
  ),
  traffic: z
    .record(traffic.unwrap())
    .optional()
    .describe('Percent by predictor name'),
  host: z.string().optional().describe('The host name it is exposed under'),
});

export type Environment = z.infer<typeof environmentSchema>;

type Predictor = NonNullable<RenderRequest['deployment']>['predictors'][number];
type Node = Predictor['graph'];

/** What is asked for in an environment. */
export function requestFor(
  base: RenderRequest,
  environment: Environment,
): RenderRequest {
  const { deployment, exposure } = base;
  const predictors = deployment?.predictors ?? [];
  const containers = predictors.flatMap(each => each.containers ?? []);
  const nodes = predictors
    .flatMap(({ graph }) => nodesOf(graph))
    .filter(node => node.modelUri !== undefined);

  const field = (name: string) => `environments.${environment.name}.${name}`;
  const predictorNames = predictors.map(({ name }) => name);
  const replicasOf = lookUp(environment.replicas, {
    field: field('replicas'),
    names: predictorNames,
    forAll: true,
  });
  const trafficOf = lookUp(environment.traffic, {
    field: field('traffic'),
    names: predictorNames,
  });
  const imageOf = lookUp(environment.image, {
    field: field('image'),
    names: containers.map(({ name }) => name),
  });
  const uriOf = lookUp(environment.modelUri, {
    field: field('modelUri'),
    names: nodes.map(({ name }) => name),
  });

  const withUris = (node: Node): Node => ({
    ...node,
    ...(node.modelUri && { modelUri: uriOf(node.name) ?? node.modelUri }),
    ...(node.children && { children: node.children.map(withUris) }),
  });
  return {
    ...base,
    cluster: environment.cluster ?? base.cluster,
    namespace: environment.namespace ?? base.namespace,
    ...(deployment && {
      deployment: {
        ...deployment,
        predictors: predictors.map(predictor => ({
          ...predictor,
          replicas: replicasOf(predictor.name) ?? predictor.replicas,
          traffic: trafficOf(predictor.name) ?? predictor.traffic,
          graph: withUris(predictor.graph),
          containers: predictor.containers?.map(container => ({
            ...container,
            image: imageOf(container.name) ?? container.image,
          })),
        })),
      },
    }),
    ...(exposure && {
      exposure: { ...exposure, host: environment.host ?? exposure.host },
    }),
  };
}

/** A value by name, where one value may stand for the only name or, with `forAll`, for each. */
function lookUp<T extends string | number>(
  values: T | Record<string, T> | undefined,
  options: { field: string; names: readonly string[]; forAll?: boolean },
): (name: string) => T | undefined {
  const { field, forAll } = options;
  const names = [...new Set(options.names)];
  if (values === undefined) {
    return () => undefined;
  }
  if (typeof values !== 'object') {
    if (!forAll && names.length !== 1) {
      throw new InputError(
        `${field}: must say which, because there are ${names.length}: ${names.join(', ') || 'none'}`,
      );
    }
    return () => values;
  }
  const unknown = Object.keys(values).find(name => !names.includes(name));
  if (unknown !== undefined) {
    throw new InputError(
      `${field}: must name one of ${names.join(', ')} (got ${unknown})`,
    );
  }
  return name => (Object.hasOwn(values, name) ? values[name] : undefined);
}

function nodesOf(node: Node): Node[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)];
}
