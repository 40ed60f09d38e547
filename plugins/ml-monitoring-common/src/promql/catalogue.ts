import type { Panel } from '../contract/metrics';
import { LONGEST_LATENCY_SECONDS } from '../longestLatency';
import { resourcePanels } from './resources';
import type { QueryScope, Window } from './scope';
import {
  callerFaultRate,
  nodeCallRate,
  nodeFaultRate,
  nodeLatency,
  predictionLatency,
  predictionRate,
  serverFaultRate,
  successRatio,
} from './traffic';

/** One query of a panel. @public */
export interface PanelQuery {
  /** Its part of the legend, e.g. `p95`. */
  name?: string;
  promql(scope: QueryScope<Window>): string;
}

/** A question put to Prometheus, and how its answer is shown. @public */
export interface PanelDefinition extends Pick<
  Panel,
  | 'id'
  | 'title'
  | 'group'
  | 'unit'
  | 'description'
  | 'thresholds'
  | 'ceiling'
  | 'tags'
> {
  /** Labels that tell its series apart, in the order of the legend. */
  by: readonly string[];
  /** The last of these, where it is one of `tags`. */
  tag?: string;
  /** Each point looks back over a window, unlike the value of a gauge. */
  windowed: boolean;
  /** Left out where there is nothing to show. */
  optional?: boolean;
  /** Asked about only where one of these has series for the pods of the model. */
  metrics?: readonly string[];
  /** Asks by the names of pods, so it takes the cluster to know which they are. */
  aboutPods?: boolean;
  queries: readonly PanelQuery[];
}

const predictor = ['predictor_name'] as const;
const node = ['predictor_name', 'model_name'] as const;

/** Every question about any model. Those about its custom metrics are made of what it exposes. @public */
export const panelCatalogue: readonly PanelDefinition[] = [
  {
    id: 'requests',
    title: 'Requests',
    group: 'traffic',
    unit: 'requests/s',
    description: 'Predictions per second, without health checks and feedback.',
    by: predictor,
    windowed: true,
    queries: [{ promql: scope => predictionRate(scope, predictor) }],
  },
  {
    id: 'success-ratio',
    title: 'Success',
    group: 'errors',
    unit: 'ratio',
    description:
      'Share of predictions that did not fail by the fault of the model or its platform.',
    by: predictor,
    windowed: true,
    queries: [{ promql: scope => successRatio(scope, predictor) }],
  },
  {
    id: 'errors',
    title: 'Errors',
    group: 'errors',
    unit: 'requests/s',
    description:
      '4xx: the caller is to blame. 5xx: the model or its platform is. gRPC codes are counted with their kin.',
    by: predictor,
    windowed: true,
    queries: [
      { name: '4xx', promql: scope => callerFaultRate(scope, predictor) },
      { name: '5xx', promql: scope => serverFaultRate(scope, predictor) },
    ],
  },
  {
    id: 'latency',
    title: 'Latency',
    group: 'latency',
    unit: 'seconds',
    description:
      'How long predictions take. Estimated from the buckets of a histogram, the last of which is everything above 10 s.',
    ceiling: LONGEST_LATENCY_SECONDS,
    by: predictor,
    windowed: true,
    queries: quantiles((q, scope) => predictionLatency(q, scope, predictor)),
  },
  {
    id: 'node-requests',
    title: 'Requests by node',
    group: 'nodes',
    unit: 'requests/s',
    description:
      'Calls from the orchestrator to each node of the inference graph.',
    by: node,
    windowed: true,
    queries: [{ promql: scope => nodeCallRate(scope, node) }],
  },
  {
    id: 'node-errors',
    title: 'Errors by node',
    group: 'nodes',
    unit: 'requests/s',
    description:
      'Calls from the orchestrator that a node answered with a fault of its own. Failed connections leave no sample.',
    by: node,
    windowed: true,
    queries: [{ name: '5xx', promql: scope => nodeFaultRate(scope, node) }],
  },
  {
    id: 'node-latency',
    title: 'Latency by node',
    group: 'nodes',
    unit: 'seconds',
    description:
      'How long each node of the inference graph takes. Failed connections leave no sample.',
    ceiling: LONGEST_LATENCY_SECONDS,
    by: node,
    windowed: true,
    queries: quantiles((q, scope) => nodeLatency(q, scope, node)),
  },
  ...resourcePanels,
];

function quantiles(
  ask: (q: number, scope: QueryScope<Window>) => string,
): PanelQuery[] {
  return [0.5, 0.95, 0.99].map(q => ({
    name: `p${q * 100}`,
    promql: scope => ask(q, scope),
  }));
}
