import type { QueryScope, Window } from './scope';
import { equals, escapeRegex, type LabelMatcher } from './selector';

/** What ReplicaSets and pods append to the name of their Deployment. */
const POD_SUFFIX = '-[a-z0-9]{1,10}-[a-z0-9]{5}';
/** Platforms scrape their own exporters at least once a minute, whatever the interval of the model's monitor. */
const EXPORTER_INTERVAL_SECONDS = 60;

/** What a query about the pods of a model is about. @public */
export function podScope(
  scope: QueryScope,
  deployments: readonly string[],
): QueryScope {
  return {
    ...scope,
    // A scrape more than the way to the next point, so that what happens between two scrapes is seen at one of them.
    windowSeconds: Math.max(
      scope.windowSeconds + EXPORTER_INTERVAL_SECONDS,
      4 * EXPORTER_INTERVAL_SECONDS,
    ),
    deployments,
  };
}

/**
 * Selects what others measure of a model's pods, of those too that are gone: the kubelet, kube-state-metrics and servers of other
 * makers know nothing of SeldonDeployments. Nothing, where the Deployments are not known.
 */
export function podMatchers(scope: QueryScope<Window>): LabelMatcher[] {
  const { deployments = [], matchers } = scope;
  return [
    // Labels that only Seldon's own metrics have.
    ...matchers.filter(({ label }) => label !== 'deployment_name'),
    ...(deployments.length
      ? [
          {
            label: 'pod',
            operator: '=~' as const,
            value: `(${deployments.map(escapeRegex).join('|')})${POD_SUFFIX}`,
          },
        ]
      : equals({ pod: '-' })),
  ];
}
