import type { PanelDefinition } from './catalogue';
import { duration } from './duration';
import { podMatchers } from './pods';
import type { QueryScope, Window } from './scope';
import { selector, type LabelMatcher } from './selector';

const CPU = 'container_cpu_usage_seconds_total';
const MEMORY = 'container_memory_working_set_bytes';
const PERIODS = 'container_cpu_cfs_periods_total';
const THROTTLED = 'container_cpu_cfs_throttled_periods_total';
const LIMITS = 'kube_pod_container_resource_limits';
const RESTARTS = 'kube_pod_container_status_restarts_total';

/** Limits are those of containers, and so are what reaches them. */
const container = ['pod', 'container'] as const;

const common = {
  group: 'resources',
  by: container,
  optional: true,
  aboutPods: true,
} as const;

/**
 * What the pods of a model use: from the kubelet's cAdvisor and from kube-state-metrics, by the names that both have had for years.
 * Many a Prometheus has neither, so these are left out where there is nothing.
 */
export const resourcePanels: readonly PanelDefinition[] = [
  {
    ...common,
    id: 'cpu',
    title: 'CPU',
    metrics: [CPU, LIMITS],
    unit: 'cores',
    description: 'What each container uses, and may use at most.',
    windowed: true,
    queries: [
      {
        name: 'used',
        promql: scope => used(scope, matchers => rate(CPU, matchers, scope)),
      },
      { name: 'limit', promql: scope => limit('cpu', scope) },
    ],
  },
  {
    ...common,
    id: 'memory',
    title: 'Memory',
    metrics: [MEMORY, LIMITS],
    unit: 'bytes',
    description:
      'What each container uses and cannot give back, and the limit above which it is killed.',
    windowed: false,
    queries: [
      {
        name: 'used',
        promql: scope => used(scope, matchers => selector(MEMORY, matchers)),
      },
      { name: 'limit', promql: scope => limit('memory', scope) },
    ],
  },
  {
    ...common,
    id: 'throttling',
    title: 'CPU throttling',
    metrics: [THROTTLED],
    unit: 'ratio',
    description:
      'Share of the time slices in which a container was held back at its CPU limit. Above a quarter, latency suffers. Containers without a limit have none.',
    windowed: true,
    queries: [
      {
        promql: scope =>
          used(
            scope,
            matchers =>
              `${once(rate(THROTTLED, matchers, scope))} / ${once(rate(PERIODS, matchers, scope))}`,
          ),
      },
    ],
  },
  {
    ...common,
    id: 'restarts',
    title: 'Restarts',
    metrics: [RESTARTS],
    unit: 'none',
    description: 'How often each container was started again.',
    windowed: true,
    queries: [
      {
        promql: scope => {
          const restarts = `${selector(RESTARTS, podMatchers(scope))}[${duration(scope.windowSeconds)}]`;
          // Not `increase`, which makes 1.3 restarts of one: these never begin anew, for the next pod has another name.
          return once(
            `max_over_time(${restarts}) - min_over_time(${restarts})`,
          );
        },
      },
    ],
  },
];

/** The kubelet also counts the container that holds the network of a pod, and the pod as a whole. */
const OF_CONTAINERS: LabelMatcher[] = [
  { label: 'container', operator: '!=', value: '' },
  { label: 'container', operator: '!=', value: 'POD' },
];
const OF_PODS: LabelMatcher[] = [
  { label: 'container', operator: '=', value: '' },
];

/** No container is waited for longer than five minutes before it is started again. */
const ABSENT_SECONDS = 900;

/** By container. Where the kubelet is told of no containers, as Docker Engine does since Kubernetes 1.24, the pod as a whole. */
function used(
  scope: QueryScope<Window>,
  query: (matchers: LabelMatcher[]) => string,
): string {
  const pods = podMatchers(scope);
  const containers = [...pods, ...OF_CONTAINERS];
  const untold = `absent_over_time(${selector(CPU, containers)}[${duration(ABSENT_SECONDS)}])`;
  return `${once(query(containers))} or (${once(query([...pods, ...OF_PODS]))} and on () ${untold})`;
}

function limit(resource: 'cpu' | 'memory', scope: QueryScope<Window>): string {
  return once(
    selector(LIMITS, [
      ...podMatchers(scope),
      { label: 'resource', operator: '=', value: resource },
    ]),
  );
}

function rate(
  metric: string,
  matchers: LabelMatcher[],
  scope: QueryScope<Window>,
): string {
  return `rate(${selector(metric, matchers)}[${duration(scope.windowSeconds)}])`;
}

/** Each container once, however often it is scraped. */
function once(vector: string): string {
  return `max by (${container.join(',')}) (${vector})`;
}
