import type {
  GraphNode,
  ModelDetail,
  Panel,
  Range,
} from 'backstage-plugin-ml-monitoring-common';
import { summarise, toChartData } from '../../charts/toChartData';

type Pod = ModelDetail['pods'][number];

/** How a node does, from the containers that bear its name. */
export type NodeState =
  /** Part of the orchestrator: it has no container. */
  | { kind: 'built-in' }
  /** Its predictor has no pods. */
  | { kind: 'no-pods' }
  /** There are pods, and no container in them bears its name. */
  | { kind: 'not-seen' }
  | {
      kind: 'containers';
      ready: number;
      total: number;
      restarts: number;
      /** Why the first that is not ready is not. */
      reason?: string;
    };

// What the orchestrator does itself, by the name that a graph gives for it.
const builtIn = [
  'SIMPLE_MODEL',
  'SIMPLE_ROUTER',
  'RANDOM_ABTEST',
  'AVERAGE_COMBINER',
];

export function nodeState(
  node: Pick<GraphNode, 'name' | 'implementation'>,
  predictor: string,
  pods: readonly Pod[],
): NodeState {
  const own = pods.filter(pod => pod.predictor === predictor);
  const containers = own.flatMap(pod =>
    pod.containers.filter(({ name }) => name === node.name),
  );
  if (containers.length > 0) {
    const bad = containers.find(({ ready }) => !ready);
    const reason = [bad?.reason, bad?.message].filter(Boolean).join(': ');
    return {
      kind: 'containers',
      ready: containers.filter(({ ready }) => ready).length,
      total: containers.length,
      restarts: containers.reduce((sum, { restarts }) => sum + restarts, 0),
      ...(reason && { reason }),
    };
  }
  if (node.implementation && builtIn.includes(node.implementation)) {
    return { kind: 'built-in' };
  }
  return { kind: own.length === 0 ? 'no-pods' : 'not-seen' };
}

/** Which of several quantiles is told. */
const TOLD_QUANTILE = 'p95';

/** A number of a node: the last that was measured in the range. */
export interface NodeNumber {
  panel: Pick<Panel, 'id' | 'title' | 'unit' | 'ceiling'>;
  latest?: { value: number; atSeconds: number };
}

/** What the charts of nodes say of one of them, in the order of the charts. */
export function nodeNumbers(
  metrics: { panels: readonly Panel[]; range: Range },
  predictor: string,
  node: string,
): NodeNumber[] {
  return metrics.panels
    .filter(({ group }) => group === 'nodes')
    .map(panel => {
      const own = panel.series.filter(
        ({ labels }) =>
          labels.predictor_name === predictor && labels.model_name === node,
      );
      const told = own.filter(({ id }) => id.endsWith(`/${TOLD_QUANTILE}`));
      const { times, columns } = toChartData(
        told.length > 0 ? told : own,
        metrics.range,
      );
      return {
        panel,
        latest: columns.map(column => summarise(times, column)?.latest)[0],
      };
    });
}

/** When the newest of these was measured. */
export function measuredAt(numbers: readonly NodeNumber[]): number | undefined {
  const times = numbers.flatMap(({ latest }) => latest?.atSeconds ?? []);
  return times.length > 0 ? Math.max(...times) : undefined;
}
