import type { GraphNode, SeldonPredictor } from '../seldonSpec';
import { protocolOfSpec, nodesOf, NO_ENGINE_ANNOTATION } from '../shape';
import { isPrepackaged, KNOWN_SERVERS, needsContainer } from '../servers';
import { firstTwice, type Check, type Checked, type Problem } from './types';

const TYPES = [
  'UNKNOWN_TYPE',
  'ROUTER',
  'COMBINER',
  'MODEL',
  'TRANSFORMER',
  'OUTPUT_TRANSFORMER',
];
const METHODS = [
  'TRANSFORM_INPUT',
  'TRANSFORM_OUTPUT',
  'ROUTE',
  'AGGREGATE',
  'SEND_FEEDBACK',
];
const LOGGER_MODES = ['all', 'request', 'response'];
/** Each has a container in the pod. */
const MAX_NODES = 50;
/** Without something below them they have nothing to do, and every prediction fails. */
const NEEDS_CHILDREN = ['ROUTER', 'COMBINER'];
const BUILT_IN_TYPES: Record<string, string> = {
  SIMPLE_ROUTER: 'ROUTER',
  RANDOM_ABTEST: 'ROUTER',
  AVERAGE_COMBINER: 'COMBINER',
};

/** The graphs of the predictors, and the containers their nodes stand for. */
export const graphs: Check = checked =>
  checked.spec.predictors.flatMap((predictor, index) => {
    const path = ['predictors', index];
    return [
      ...wholeGraph(predictor, path),
      ...walk(predictor.graph, [...path, 'graph']).flatMap(({ node, at }) =>
        nodeProblems(node, predictor, checked).map(
          ({ path: below, message }) => ({
            path: [...at, ...below],
            message,
          }),
        ),
      ),
    ];
  });

function walk(
  node: GraphNode,
  at: (string | number)[],
): { node: GraphNode; at: (string | number)[] }[] {
  return [
    { node, at },
    ...node.children.flatMap((child, index) =>
      walk(child, [...at, 'children', index]),
    ),
  ];
}

function wholeGraph(
  { graph, annotations }: SeldonPredictor,
  path: (string | number)[],
): Problem[] {
  const nodes = nodesOf(graph);
  const problems: Problem[] = [];
  const twice = firstTwice(nodes.map(({ name }) => name));
  if (twice >= 0) {
    problems.push({
      path: [...path, 'graph'],
      message: `each node must have a name of its own (got ${nodes[twice].name} twice)`,
    });
  }
  if (nodes.length > MAX_NODES) {
    problems.push({
      path: [...path, 'graph'],
      message: `must have at most ${MAX_NODES} nodes (got ${nodes.length})`,
    });
  }
  if (NO_ENGINE_ANNOTATION in annotations && nodes.length > 1) {
    problems.push({
      path: [...path, 'graph'],
      message: `must be a single node with the annotation ${NO_ENGINE_ANNOTATION}, whatever it says (got ${nodes.length} nodes)`,
    });
  }
  return problems;
}

function nodeProblems(
  node: GraphNode,
  { componentSpecs }: SeldonPredictor,
  checked: Checked,
): Problem[] {
  const container = componentSpecs
    .flatMap(({ spec }) => spec?.containers ?? [])
    .find(({ name }) => name === node.name);
  return [
    ...kindProblems(node),
    ...(isPrepackaged(node.implementation)
      ? serverProblems(node, !!container?.image, checked)
      : []),
    ...(needsContainer(node.implementation) && !container
      ? [
          {
            path: [],
            message: `needs a container of the same name or the implementation of a prepackaged server (got ${node.name})`,
          },
        ]
      : []),
  ];
}

function kindProblems(node: GraphNode): Problem[] {
  const problems: Problem[] = [];
  const { type, methods, logger, endpoint, children, implementation } = node;
  if (type !== undefined && !TYPES.includes(type)) {
    problems.push(mustBe(['type'], TYPES, type));
  }
  if (type === 'UNKNOWN_TYPE' && !methods.length) {
    problems.push({
      path: ['type'],
      message: `must be ${TYPES.slice(1).join(', ')}, or the node must have methods (got ${type})`,
    });
  }
  const odd = methods.find(method => !METHODS.includes(method));
  if (odd !== undefined) {
    problems.push(mustBe(['methods'], METHODS, odd));
  }
  const kind = type ?? BUILT_IN_TYPES[implementation ?? ''];
  if (kind && NEEDS_CHILDREN.includes(kind) && !children.length) {
    problems.push({
      path: ['children'],
      message: `a ${kind} needs at least one (got none)`,
    });
  }
  if (implementation === 'RANDOM_ABTEST' && children.length !== 2) {
    problems.push({
      path: ['children'],
      message: `RANDOM_ABTEST chooses between 2 (got ${children.length})`,
    });
  }
  if (logger && !LOGGER_MODES.includes(logger.mode ?? '')) {
    problems.push(mustBe(['logger', 'mode'], LOGGER_MODES, logger.mode));
  }
  if (endpoint?.type && !['REST', 'GRPC'].includes(endpoint.type)) {
    problems.push(
      mustBe(['endpoint', 'type'], ['REST', 'GRPC'], endpoint.type),
    );
  }
  return problems;
}

function serverProblems(
  { implementation = '', modelUri }: GraphNode,
  hasImage: boolean,
  { spec, servers }: Checked,
): Problem[] {
  const protocol = protocolOfSpec(spec);
  const known = (servers ?? KNOWN_SERVERS).find(
    ({ name }) => name === implementation,
  );
  const problems: Problem[] = [];
  if (!modelUri && (known?.needsModelUri ?? true)) {
    problems.push({
      path: ['modelUri'],
      message: `${implementation} needs one (got nothing)`,
    });
  }
  if (servers && !known && !hasImage) {
    problems.push(
      mustBe(
        ['implementation'],
        servers.map(({ name }) => name),
        implementation,
        ' on this cluster, as predictor_servers of its seldon-config says',
      ),
    );
  }
  if (known && !hasImage && !known.protocols.includes(protocol)) {
    problems.push({
      path: ['implementation'],
      message: `${implementation} speaks the protocol ${known.protocols.join(' or ')}, so deployment.protocol must be that (got ${protocol})`,
    });
  }
  return problems;
}

function mustBe(
  path: string[],
  allowed: readonly string[],
  got: string | undefined,
  where = '',
): Problem {
  return {
    path,
    message: `must be ${allowed.join(', ')}${where} (got ${got ?? 'nothing'})`,
  };
}
