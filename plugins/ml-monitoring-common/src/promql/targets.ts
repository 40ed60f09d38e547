import type { ModelRef } from '../contract/refs';
import { ORCHESTRATOR, SERVER_REQUESTS } from './calls';
import { duration } from './duration';
import { modelScope, type Window } from './scope';
import { equals, escapeRegex, oneOf, selector } from './selector';

type ModelName = Pick<ModelRef, 'namespace' | 'name'>;

/** Whether the last scrape of each target worked: 1 or 0. @public */
export function targetsUp(options: {
  namespaces: readonly string[];
  matchers: Record<string, string>;
}): string {
  return selector('up', [
    ...equals(options.matchers),
    ...(options.namespaces.length === 1
      ? equals({ namespace: options.namespaces[0] })
      : []),
    ...(options.namespaces.length > 1
      ? [oneOf('namespace', options.namespaces)]
      : []),
  ]);
}

/** How many targets there are. Nothing where none is known. @public */
export function targetsKnown(options: Parameters<typeof targetsUp>[0]): string {
  return `count(${targetsUp(options)})`;
}

/** When each target was scraped last, in Unix seconds. @public */
export function targetsScrapedAt(
  options: Parameters<typeof targetsUp>[0],
): string {
  return `timestamp(${targetsUp(options)})`;
}

/**
 * Whether any orchestrator of a model could be scraped: 1 or 0. Nothing where none is to be scraped.
 *
 * @param jobs - values of the label `job` that are known to be theirs
 */
export function orchestratorsUp(options: {
  ref: ModelName;
  jobs: readonly string[];
}): string {
  const { ref, jobs } = options;
  const ofModel = equals({
    namespace: ref.namespace,
    container: ORCHESTRATOR,
  });
  const byJob = selector('up', [...ofModel, oneOf('job', jobs)]);
  return `max by (namespace) (${[
    calledOfLate(selector('up', ofModel), ref, 3600),
    ...(jobs.length ? [byJob] : []),
  ].join(' or ')})`;
}

/**
 * Whether the last scrape of each container of a model worked, once for each that is scraped: 1 or 0.
 *
 * @param podPrefixes - `<model>-<predictor>`, how the names of pods begin where they are not too long for it
 */
export function containersUp(options: {
  ref: ModelName;
  podPrefixes: readonly string[];
  window: Window;
}): string {
  const { ref, podPrefixes, window } = options;
  const inNamespace = equals({ namespace: ref.namespace });
  const byName = selector('up', [
    ...inNamespace,
    {
      label: 'pod',
      operator: '=~',
      value: `(${podPrefixes.map(escapeRegex).join('|')})-([0-9]+|svc-orch)-.*`,
    },
  ]);
  return `max by (pod,container) (${calledOfLate(selector('up', inNamespace), ref, window)} or ${byName})`;
}

/** The targets of pods that counted a request of the model, whoever scrapes them and whatever their predictor is called. */
function calledOfLate(up: string, ref: ModelName, window: Window): string {
  const requests = selector(
    `${SERVER_REQUESTS}_count`,
    modelScope({ ref, matchers: {}, windowSeconds: window }).matchers,
  );
  // To the power of 0 every number is 1.
  return `${up} * on (namespace,pod) group_left() (max by (namespace,pod) (max_over_time(${requests}[${duration(window)}])) ^ 0)`;
}
