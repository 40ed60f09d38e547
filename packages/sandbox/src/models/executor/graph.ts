import { isBuiltIn } from '../../controllers/seldon/predictorServers';
import { unitsOf, type GraphUnit } from '../../controllers/seldon/types';
import { HttpError } from '../http';
import { builtIn } from './builtIns';
import type { NodeMethod } from './protocols';

type Message = any;

const METHODS: Record<string, NodeMethod[]> = {
  MODEL: ['predict'],
  TRANSFORMER: ['transform-input'],
  OUTPUT_TRANSFORMER: ['transform-output'],
  ROUTER: ['route'],
  COMBINER: ['aggregate'],
};
const BY_NAME: Record<string, NodeMethod> = {
  TRANSFORM_INPUT: 'transform-input',
  TRANSFORM_OUTPUT: 'transform-output',
  ROUTE: 'route',
  AGGREGATE: 'aggregate',
  SEND_FEEDBACK: 'send-feedback',
};

function does(unit: GraphUnit, method: NodeMethod): boolean {
  const methods =
    METHODS[unit.type ?? ''] ?? (unit.methods ?? []).map(name => BY_NAME[name]);
  return methods.includes(method);
}

export interface GraphCall {
  /** Asks one node over the network. */
  call(unit: GraphUnit, method: NodeMethod, message: Message): Promise<Message>;
  /** Counts up with every request, for nodes that alternate. */
  sequence: number;
}

export interface GraphResult {
  message: Message;
  /** Branch taken, by router. */
  routing: Record<string, number>;
}

/** Sends a message through the graph: down through routers and transformers, up through combiners. */
export async function predict(
  graph: GraphUnit,
  message: Message,
  { call, sequence }: GraphCall,
): Promise<GraphResult> {
  const routing: Record<string, number> = {};
  const ask = async (unit: GraphUnit, method: NodeMethod, input: Message) =>
    isBuiltIn(unit.implementation)
      ? builtIn(unit, input, sequence)
      : call(unit, method, input);

  const visit = async (unit: GraphUnit, input: Message): Promise<Message> => {
    let current = input;
    if (does(unit, 'transform-input')) {
      current = await ask(unit, 'transform-input', current);
    }
    if (does(unit, 'predict')) {
      current = await ask(unit, 'predict', current);
    }
    const children = unit.children ?? [];
    if (children.length > 0) {
      current = await descend(unit, children, current);
    }
    return does(unit, 'transform-output')
      ? ask(unit, 'transform-output', current)
      : current;
  };

  const descend = async (
    unit: GraphUnit,
    children: GraphUnit[],
    input: Message,
  ): Promise<Message> => {
    const branch = does(unit, 'route')
      ? branchOf(unit, await ask(unit, 'route', input), children.length)
      : -1;
    if (does(unit, 'route')) {
      routing[unit.name] = branch;
    }
    const chosen = branch === -1 ? children : [children[branch]];
    const outputs = await Promise.all(chosen.map(child => visit(child, input)));
    if (does(unit, 'aggregate')) {
      return ask(unit, 'aggregate', { seldonMessages: outputs });
    }
    if (outputs.length > 1) {
      throw new HttpError(
        500,
        `graph node "${unit.name}" has ${outputs.length} outputs and does not combine them`,
      );
    }
    return outputs[0];
  };

  return { message: await visit(graph, message), routing };
}

function branchOf(unit: GraphUnit, answer: Message, children: number): number {
  const branch =
    answer?.data?.ndarray?.[0]?.[0] ??
    answer?.data?.ndarray?.[0] ??
    answer?.data?.tensor?.values?.[0];
  if (!Number.isInteger(branch) || branch < -1 || branch >= children) {
    throw new HttpError(
      500,
      `router "${unit.name}" chose branch ${JSON.stringify(branch)} of ${children}`,
    );
  }
  return branch;
}

/** The nodes that are servers of their own. */
export const remoteUnits = (graph: GraphUnit) =>
  unitsOf(graph).filter(unit => !isBuiltIn(unit.implementation));
