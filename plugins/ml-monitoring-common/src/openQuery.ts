import type { OpenIn, Range } from './contract/metrics';

/** What a person wants to look at elsewhere. @public */
export interface OpenQuery {
  queries: readonly string[];
  range: Range;
  namespace: string;
}

/** Links to the same queries over the same range, by where they lead. @public */
export type OpenQueryUrls = { [place in keyof OpenIn]: string };

/**
 * Links that open queries elsewhere, filled in. What is not known, or is no http(s) address, is left out.
 *
 * @public
 */
export function openQueryUrls(openIn: OpenIn, query: OpenQuery): OpenQueryUrls {
  if (!query.queries.length) {
    return {};
  }
  const urls = {
    prometheus: link(openIn.prometheus, ['graph'], graphParameters(query)),
    grafana: link(
      openIn.grafana?.url,
      ['explore'],
      exploreParameters(query, openIn.grafana?.datasource),
    ),
    console: link(
      openIn.console,
      // Of the console's two such pages the one for which rights in the namespace suffice.
      ['dev-monitoring', 'ns', query.namespace, 'metrics'],
      consoleParameters(query),
    ),
  };
  return Object.fromEntries(
    Object.entries(urls).filter(([, url]) => url !== undefined),
  );
}

/**
 * Prometheus 3 redirects `/graph` to `/query` and reads there what Prometheus 2 wrote; Thanos and
 * VictoriaMetrics read it too.
 */
function graphParameters({ queries, range }: OpenQuery): [string, string][] {
  const { startSeconds, endSeconds, stepSeconds } = range;
  return queries.flatMap((promql, index): [string, string][] => [
    [`g${index}.expr`, promql],
    [`g${index}.tab`, '0'],
    [`g${index}.range_input`, `${Math.ceil(endSeconds - startSeconds)}s`],
    [`g${index}.end_input`, utcText(endSeconds)],
    [`g${index}.step_input`, String(Math.ceil(stepSeconds))],
    // VictoriaMetrics would otherwise show what was last.
    [`g${index}.relative_time`, 'none'],
  ]);
}

/** Explore takes the uid of a data source or its name, and without one the one that was used last. */
function exploreParameters(
  { queries, range }: OpenQuery,
  datasource: string | undefined,
): [string, string][] {
  const pane = {
    ...(datasource && { datasource }),
    queries: queries.map((expr, index) => ({
      refId: refIdOf(index),
      expr,
      range: true,
      interval: `${Math.ceil(range.stepSeconds)}s`,
    })),
    range: {
      from: String(Math.floor(range.startSeconds * 1000)),
      to: String(Math.ceil(range.endSeconds * 1000)),
    },
  };
  return [
    ['schemaVersion', '1'],
    // A pane's name has three characters.
    ['panes', JSON.stringify({ mlm: pane })],
  ];
}

/** It reads no range from its address. */
function consoleParameters({ queries }: OpenQuery): [string, string][] {
  return queries.map((promql, index) => [`query${index}`, promql]);
}

function link(
  base: string | undefined,
  path: readonly string[],
  parameters: readonly [string, string][],
): string | undefined {
  if (!base || !URL.canParse(base)) {
    return undefined;
  }
  const url = new URL(base);
  if (!['http:', 'https:'].includes(url.protocol)) {
    return undefined;
  }
  const below = path.map(encodeURIComponent).join('/');
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${below}`;
  url.hash = '';
  const all = new URLSearchParams(url.search);
  parameters.forEach(([name, value]) => all.set(name, value));
  url.search = all.toString();
  return url.toString();
}

/** A, B, … Z, A1, … as Grafana asks for names that differ. */
function refIdOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${letter}${Math.floor(index / 26)}`;
}

function utcText(seconds: number): string {
  return new Date(Math.ceil(seconds) * 1000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ');
}
