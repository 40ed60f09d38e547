import type { KubeObject } from '../../api/Cluster';
import { quantity } from './quantities';
import { isReady } from './pods';

/** What a metrics server would know. In cores. */
export interface ResourceMetrics {
  of(podUid: string, container: string): number;
}

/** How many replicas one metric asks for, or why that cannot be told. */
export type Recommendation =
  | { replicas: number; from: string; current?: object }
  | { reason: string; message: string; about: string };

const TOLERANCE = 0.1;
const DEFAULT_METRICS = [
  {
    type: 'Resource',
    resource: {
      name: 'cpu',
      target: { type: 'Utilization', averageUtilization: 80 },
    },
  },
];

/** Metrics that only an adapter could give, which this cluster does not have. */
const ABSENT: Record<string, { api: string; group: string }> = {
  Pods: { api: 'custom metrics API', group: 'custom.metrics.k8s.io' },
  Object: { api: 'custom metrics API', group: 'custom.metrics.k8s.io' },
  External: { api: 'external metrics API', group: 'external.metrics.k8s.io' },
};

export const metricsOf = ({ spec }: KubeObject): any[] =>
  spec.metrics?.length ? spec.metrics : DEFAULT_METRICS;

export function recommend(
  metric: any,
  {
    pods,
    metrics,
    current,
  }: { pods: KubeObject[]; metrics: ResourceMetrics; current: number },
): Recommendation {
  const absent = ABSENT[metric.type];
  if (absent) {
    const source = metric[metric.type.toLowerCase()];
    const name = source?.metric?.name ?? '';
    return {
      reason: `FailedGet${metric.type}Metric`,
      message: `unable to get metric ${name}: unable to fetch metrics from ${absent.api}: no ${absent.api} (${absent.group}) registered`,
      about: `${metric.type.toLowerCase()} metric ${name}`,
    };
  }
  const { name, target } = metric.resource;
  const failed = (why: string): Recommendation => ({
    reason: 'FailedGetResourceMetric',
    message: `failed to get ${name} utilization: ${why}`,
    about: `${name} resource`,
  });
  const ready = pods.filter(isReady);
  if (ready.length === 0) {
    return failed(
      'did not receive metrics for targeted pods (pods might be unready)',
    );
  }
  // What is not counted is next to nothing.
  const used = sumOver(ready, (pod, container) =>
    name === 'cpu' ? metrics.of(pod.metadata.uid ?? '', container.name) : 0,
  );
  const averageValue = `${Math.round((used / ready.length) * 1000)}m`;
  if (target.type !== 'Utilization') {
    const wanted = quantity(target.averageValue);
    return {
      replicas: scaled(current, used / ready.length / wanted),
      from: `${name} resource`,
      current: { averageValue },
    };
  }
  for (const pod of ready) {
    const without = pod.spec.containers.find(
      (container: any) => requestOf(container, name) === undefined,
    );
    if (without) {
      return failed(
        `missing request for ${name} in container ${without.name} of Pod ${pod.metadata.name}`,
      );
    }
  }
  const requested = sumOver(ready, (_, container) =>
    quantity(requestOf(container, name)),
  );
  const percent = Math.floor((100 * used) / requested);
  return {
    replicas: scaled(current, percent / target.averageUtilization),
    from: `${name} resource utilization (percentage of request)`,
    current: { averageUtilization: percent, averageValue },
  };
}

/** A request that is left out is what the limit is. */
const requestOf = ({ resources }: any, name: string): string | undefined =>
  resources?.requests?.[name] ?? resources?.limits?.[name];

const sumOver = (
  pods: KubeObject[],
  of: (pod: KubeObject, container: any) => number,
) =>
  pods
    .flatMap(pod =>
      pod.spec.containers.map((container: any) => of(pod, container)),
    )
    .reduce((sum: number, each: number) => sum + each, 0);

const scaled = (current: number, ratio: number) =>
  Math.abs(ratio - 1) <= TOLERANCE ? current : Math.ceil(current * ratio);
