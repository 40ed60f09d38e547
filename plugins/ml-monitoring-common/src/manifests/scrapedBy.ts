/** Two endpoints of a predictor: the orchestrator counts its requests, the model containers expose what they measure themselves. @public */
export type MetricsPart = 'orchestrator' | 'containers';

/** A monitor of somebody else's that has Prometheus scrape a model already. @public */
export interface ScrapedBy {
  kind: 'ServiceMonitor' | 'PodMonitor';
  namespace: string;
  name: string;
  covers: { predictor: string; metrics: MetricsPart }[];
}

export function isCovered(
  scrapedBy: readonly ScrapedBy[],
  predictor: string,
  metrics: MetricsPart,
): boolean {
  return scrapedBy.some(({ covers }) =>
    covers.some(
      each => each.predictor === predictor && each.metrics === metrics,
    ),
  );
}

/** One sentence for each monitor, naming what it scrapes. */
export function describeScrapedBy(
  scrapedBy: readonly ScrapedBy[],
  consequence: string,
): string[] {
  return scrapedBy
    .filter(({ covers }) => covers.length)
    .map(({ kind, namespace, name, covers }) => {
      const of = (metrics: MetricsPart) =>
        covers
          .filter(each => each.metrics === metrics)
          .map(({ predictor }) => predictor)
          .join(', ');
      const parts = [
        of('orchestrator') && `the requests of ${of('orchestrator')}`,
        of('containers') && `the own metrics of ${of('containers')}`,
      ].filter(Boolean);
      return `${kind} ${namespace}/${name} has Prometheus scrape ${parts.join(' and ')} already, ${consequence}`;
    });
}
