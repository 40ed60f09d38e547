import type { PanelDefinition } from './catalogue';
import { duration } from './duration';
import { podMatchers } from './pods';
import type { QueryScope, Window } from './scope';
import { selector, type LabelMatcher } from './selector';

const pod = ['pod'] as const;

/** The kubelet also counts the pod as a whole, and the container that holds its network. */
const CONTAINERS: LabelMatcher[] = [
  { label: 'container', operator: '!=', value: '' },
  { label: 'container', operator: '!=', value: 'POD' },
];

/**
 * What the pods of a model use: from the kubelet's cAdvisor and from kube-state-metrics, by the names that both have had for years.
 * Many a Prometheus has neither, so these are left out where there is nothing.
 */
export const resourcePanels: readonly PanelDefinition[] = [
  {
    id: 'cpu',
    title: 'CPU',
    group: 'resources',
    unit: 'cores',
    description: 'What the containers of each pod use, and may use at most.',
    by: pod,
    windowed: true,
    optional: true,
    aboutPods: true,
    queries: [
      {
        name: 'used',
        promql: scope =>
          byPod(rateOf('container_cpu_usage_seconds_total', scope, CONTAINERS)),
      },
      { name: 'limit', promql: scope => limit('cpu', scope) },
    ],
  },
  {
    id: 'memory',
    title: 'Memory',
    group: 'resources',
    unit: 'bytes',
    description:
      'What the containers of each pod use and cannot give back, and the limit above which they are killed.',
    by: pod,
    windowed: false,
    optional: true,
    aboutPods: true,
    queries: [
      {
        name: 'used',
        promql: scope =>
          byPod(
            selector('container_memory_working_set_bytes', [
              ...podMatchers(scope),
              ...CONTAINERS,
            ]),
          ),
      },
      { name: 'limit', promql: scope => limit('memory', scope) },
    ],
  },
  {
    id: 'throttling',
    title: 'CPU throttling',
    group: 'resources',
    unit: 'ratio',
    description:
      'Share of the time slices in which a pod was held back at its CPU limit. Above a quarter, latency suffers.',
    by: pod,
    windowed: true,
    optional: true,
    aboutPods: true,
    queries: [
      {
        promql: scope =>
          `${byPod(rateOf('container_cpu_cfs_throttled_periods_total', scope, CONTAINERS))} / ${byPod(rateOf('container_cpu_cfs_periods_total', scope, CONTAINERS))}`,
      },
    ],
  },
  {
    id: 'restarts',
    title: 'Restarts',
    group: 'resources',
    unit: 'none',
    description: 'How often containers of each pod were started again.',
    by: pod,
    windowed: true,
    optional: true,
    aboutPods: true,
    queries: [
      {
        promql: scope =>
          byPod(
            `increase(${selector('kube_pod_container_status_restarts_total', podMatchers(scope))}[${duration(scope.windowSeconds)}])`,
          ),
      },
    ],
  },
];

function limit(resource: 'cpu' | 'memory', scope: QueryScope<Window>): string {
  return byPod(
    selector('kube_pod_container_resource_limits', [
      ...podMatchers(scope),
      { label: 'resource', operator: '=', value: resource },
    ]),
  );
}

function rateOf(
  metric: string,
  scope: QueryScope<Window>,
  matchers: LabelMatcher[],
): string {
  return `rate(${selector(metric, [...podMatchers(scope), ...matchers])}[${duration(scope.windowSeconds)}])`;
}

/** The sum over the containers of a pod, each counted once however often it is scraped. */
function byPod(vector: string): string {
  return `sum by (pod) (max by (pod,container) (${vector}))`;
}
