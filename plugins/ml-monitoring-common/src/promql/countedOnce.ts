import { duration } from './duration';
import type { QueryScope, Window } from './scope';
import { selector, type LabelMatcher } from './selector';

/**
 * The rate of a counter of the orchestrator, with every request counted once however often and in
 * whatever way its pod is scraped.
 *
 * The metric's own label `service` stays `service` where a PodMonitor scrapes, and becomes
 * `exported_service` where a ServiceMonitor does. Both can be the case at once, for one pod, so both are
 * read, brought to one form (`_call`, `_pod`), and of equal series the larger is taken. Labels of the
 * scrape (`job`, `endpoint`, a Prometheus replica) are no part of what makes series equal.
 */
export function callRate(options: {
  metric: string;
  calls: string;
  codes?: string;
  /** Labels of the metric that tell its series apart, besides those of every such metric. */
  by?: readonly string[];
  scope: QueryScope<Window>;
}): string {
  const { metric, calls, codes, by = [], scope } = options;
  const rate = (matchers: LabelMatcher[]) =>
    `rate(${selector(metric, [
      ...scope.matchers,
      ...matchers,
      ...(codes
        ? [{ label: 'code', operator: '=~' as const, value: codes }]
        : []),
    ])}[${duration(scope.windowSeconds)}])`;
  const exported = rate([
    { label: 'exported_service', operator: '=~', value: calls },
  ]);
  const own = rate([
    { label: 'exported_service', operator: '=', value: '' },
    { label: 'service', operator: '=~', value: calls },
  ]);
  const identity = [
    'namespace',
    'deployment_name',
    'predictor_name',
    ...by,
    'method',
    'code',
    '_call',
    '_pod',
  ];
  return `max by (${identity.join(',')}) (${named(
    '_pod',
    ['instance', 'pod'],
    named('_call', ['service', 'exported_service'], `${exported} or ${own}`),
  )})`;
}

/** What tells one scrape of a container from another: who asked, at which port, and which replica of Prometheus stored it. */
const SCRAPE_LABELS = [
  'job',
  'endpoint',
  'instance',
  'prometheus',
  'prometheus_replica',
  'replica',
];

/**
 * The sum over pods, or the number of series in it, of metrics whose own labels nobody knows beforehand. What each scrape of a
 * container gave is added up first, whatever labels the model put there, and of several scrapes the largest is taken.
 */
export function overPods(
  operator: 'sum' | 'count',
  by: readonly string[],
  vector: string,
): string {
  const container = [...new Set([...by, 'model_name'])];
  const scrape = [...container, 'pod', ...SCRAPE_LABELS];
  const once = `max by (${[...container, '_pod'].join(',')}) (${named(
    '_pod',
    ['instance', 'pod'],
    `${operator} by (${scrape.join(',')}) (${vector})`,
  )})`;
  return sum(by, once);
}

export function sum(by: readonly string[], vector: string): string {
  return by.length ? `sum by (${by.join(',')}) (${vector})` : `sum(${vector})`;
}

/** Copies the last of the labels that is there to `name`. */
export function named(
  name: string,
  labels: [string, string],
  vector: string,
): string {
  const [fallback, preferred] = labels;
  return `label_replace(label_replace(${vector},"${name}","$1","${fallback}","(.*)"),"${name}","$1","${preferred}","(.+)")`;
}
