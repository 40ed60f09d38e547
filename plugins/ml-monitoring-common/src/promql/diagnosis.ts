import type { ModelRef } from '../contract/refs';
import { SERVER_REQUESTS } from './calls';
import { modelScope, type QueryScope } from './scope';
import { equals, oneOf, selector, type LabelMatcher } from './selector';
import { targetsUp } from './targets';

/** How long Prometheus answers with the last sample of a series. */
const LOOKBACK_SECONDS = 300;

/** What is asked to find out why a model has no data. @public */
export interface DiagnosisQueries {
  /** Targets in its namespace, whatever else the configuration adds to every question. */
  up: string;
  /** Targets of its pods, whatever namespace they are said to be in. Absent: it has no pods. */
  upOfPods?: string;
  scrapedAt: string;
  /** How many samples of each there are of the last five minutes. */
  scrapes: string;
  samplesExposed: string;
  samplesKept: string;
  /** Series that the charts ask for. */
  series: string;
  /** Series of its pods, whatever their labels say. */
  seriesOfPods: string;
  nativeSeries: string;
}

/** How many series of native histograms count the requests: they have the name alone, without `_bucket` or `_count`. @public */
export function nativeSeries({ matchers }: QueryScope): string {
  return `count(${selector(SERVER_REQUESTS, matchers)})`;
}

/** @public */
export const intervalOf = (scrapes: number) => LOOKBACK_SECONDS / scrapes;

/**
 * @param options - `pods`: names of its pods, which no relabelling is likely to touch
 * @public
 */
export function diagnosisQueries(options: {
  ref: Pick<ModelRef, 'namespace' | 'name'>;
  matchers: Record<string, string>;
  pods: readonly string[];
  /** Only the one namespace may be asked for, and any other condition on it is refused. */
  tenancy: boolean;
}): DiagnosisQueries {
  const { ref, matchers, pods, tenancy } = options;
  const inNamespace = { namespaces: [ref.namespace], matchers: {} };
  const ofPods: LabelMatcher[] = [oneOf('pod', pods.length ? pods : ['-'])];
  const scope = modelScope({ ref, matchers, windowSeconds: 300 });
  const requests = `${SERVER_REQUESTS}_count`;
  const named = Object.keys(matchers);
  const renamed = [
    selector(
      requests,
      equals({ ...matchers, deployment_name: ref.name, namespace: '' }),
    ),
    selector(
      requests,
      equals({
        ...matchers,
        deployment_name: ref.name,
        exported_namespace: ref.namespace,
      }),
    ),
  ];
  const all = [selector(requests, ofPods), ...(tenancy ? [] : renamed)].join(
    ' or ',
  );
  return {
    up: targetsUp(inNamespace),
    upOfPods: pods.length ? selector('up', ofPods) : undefined,
    scrapedAt: `timestamp(${targetsUp(inNamespace)})`,
    scrapes: `count_over_time(${targetsUp(inNamespace)}[${LOOKBACK_SECONDS}s])`,
    samplesExposed: `sum(${selector('scrape_samples_scraped', ofPods)})`,
    samplesKept: `sum(${selector('scrape_samples_post_metric_relabeling', ofPods)})`,
    series: `count by (service,exported_service) (${selector(requests, scope.matchers)})`,
    seriesOfPods: `count by (${[
      'namespace',
      'deployment_name',
      'exported_namespace',
      'service',
      'exported_service',
      ...named,
    ].join(',')}) (${all})`,
    nativeSeries: nativeSeries(scope),
  };
}
