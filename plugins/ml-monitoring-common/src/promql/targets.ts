import { equals, escapeRegex, oneOf, selector } from './selector';

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

/** When each target was scraped last, in Unix seconds. @public */
export function targetsScrapedAt(
  options: Parameters<typeof targetsUp>[0],
): string {
  return `timestamp(${targetsUp(options)})`;
}

/** Of each job, whether any of its targets could be scraped: 1 or 0. Nothing for a job without targets. */
export function jobsUp(options: {
  namespace: string;
  jobs: readonly string[];
}): string {
  const up = selector('up', [
    ...equals({ namespace: options.namespace }),
    oneOf('job', options.jobs),
  ]);
  return `max by (namespace,job) (${up})`;
}

/**
 * Whether the last scrape of each container of a model worked, once for each that is scraped: 1 or 0. Pods
 * are known by the start of their names, since nothing else tells those of one model whoever scrapes them.
 */
export function containersUp(options: {
  namespace: string;
  podPrefixes: readonly string[];
}): string {
  const prefixes = options.podPrefixes.map(escapeRegex).join('|');
  const up = selector('up', [
    ...equals({ namespace: options.namespace }),
    {
      label: 'pod',
      operator: '=~',
      value: `(${prefixes})-([0-9]+|svc-orch)-.*`,
    },
  ]);
  return `max by (pod,container) (${up})`;
}
