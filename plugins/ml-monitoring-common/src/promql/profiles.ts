import type { PanelDefinition } from './catalogue';
import { watching } from './detectors';
import { duration } from './duration';
import { podMatchers } from './pods';
import { qualityProfiles } from './quality';
import type { QueryScope, Window } from './scope';
import { selector, type LabelMatcher } from './selector';

/** What only some measure, under names of their own: panels for models that have those metrics. @public */
export interface MetricsProfile {
  name: string;
  /** Whose the metrics are: of the pods of the model, whatever their labels say, or what Seldon's own code labels with the model. */
  foundBy: 'pods' | 'model';
  /** Its panels are asked about where one of these has series for the model. */
  metrics: readonly string[];
  panels: readonly PanelDefinition[];
}

/**
 * Select the metrics by which profiles are told.
 *
 * @param profiles - all of them found in the same way
 * @public
 */
export function profileSelectors(
  profiles: readonly MetricsProfile[],
  scope: QueryScope<Window>,
): string[] {
  if (!profiles.length) {
    return [];
  }
  const metrics = profiles.flatMap(profile => profile.metrics);
  const select = (matchers: readonly LabelMatcher[]) =>
    selector(undefined, [
      { label: '__name__', operator: '=~', value: metrics.join('|') },
      ...matchers,
    ]);
  return profiles[0].foundBy === 'pods'
    ? [select(podMatchers(scope))]
    : [select(scope.matchers), select(watching(scope.matchers))];
}

/** Versions of MLServer differ in how they call the model. */
const servedModel = [
  'model_name',
  'model_version',
  'model',
  'version',
] as const;

/** Runtimes that measure themselves, and what measures how good the answers are. @public */
export const builtInProfiles: readonly MetricsProfile[] = [
  ...qualityProfiles,
  {
    name: 'mlserver',
    foundBy: 'pods',
    metrics: ['model_infer_request_success_total'],
    panels: [
      {
        id: 'mlserver:inferences',
        title: 'MLServer: inferences',
        group: 'nodes',
        unit: 'requests/s',
        description:
          'Inferences per second by the model that MLServer serves, and those that failed.',
        by: servedModel,
        windowed: true,
        optional: true,
        aboutPods: true,
        queries: [
          {
            name: 'succeeded',
            promql: scope =>
              summed(rate('model_infer_request_success_total', scope)),
          },
          {
            name: 'failed',
            promql: scope =>
              summed(rate('model_infer_request_failure_total', scope)),
          },
        ],
      },
      {
        id: 'mlserver:queues',
        title: 'MLServer: queues',
        group: 'nodes',
        unit: 'none',
        description:
          'How many requests wait: to be put into a batch, and for a worker process. A queue that only grows means that there are too few.',
        by: ['pod'],
        windowed: true,
        optional: true,
        aboutPods: true,
        queries: [
          {
            name: 'for a batch',
            promql: scope => meanOf('batch_request_queue', scope),
          },
          {
            name: 'for a worker',
            promql: scope => meanOf('parallel_request_queue', scope),
          },
        ],
      },
    ],
  },
];

function summed(vector: string): string {
  return `sum by (${servedModel.join(',')}) (max by (pod,${servedModel.join(',')}) (${vector}))`;
}

function rate(metric: string, scope: QueryScope<Window>): string {
  return `rate(${selector(metric, podMatchers(scope))}[${duration(scope.windowSeconds)}])`;
}

/** MLServer counts the queues in histograms, a look for each request. */
function meanOf(metric: string, scope: QueryScope<Window>): string {
  const byPod = (part: string) =>
    `sum by (pod) (max by (pod,instance) (${rate(`${metric}_${part}`, scope)}))`;
  return `${byPod('sum')} / ${byPod('count')}`;
}
