import { equals, oneOf, selector } from './selector';

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
