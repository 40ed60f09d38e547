import { named } from './countedOnce';
import { CUSTOM_METRIC_LABEL, namedCustomSeries } from './customSeries';
import type { QueryScope } from './scope';
import { isLabelName } from './selector';

/** A metric with more is one that nobody wants to be told apart by all of them. */
const MOST_TAGS = 10;
/** Series of a metric that are looked at for its labels. All mostly have the same. */
const SAMPLED_SERIES = 20;
/** What a target label does to a label of the metric that has its name. */
const RENAMED = 'exported_';

/** Given by Seldon's Python wrapper, to every metric alike. */
const WRAPPER_LABELS = [
  'deployment_name',
  'image_name',
  'image_version',
  'method',
  'model_image',
  'model_name',
  'model_version',
  'predictor_name',
  'predictor_version',
  'seldon_deployment_name',
  'worker_id',
];

/**
 * Given by whoever scrapes and stores, and by the parts of a histogram. A tag of the same name is told from them only where a
 * target label has renamed it.
 */
const FOREIGN_LABELS = [
  'container',
  'endpoint',
  'instance',
  'job',
  'kubernetes_namespace',
  'kubernetes_pod_name',
  'le',
  'namespace',
  'node',
  'pod',
  'prometheus',
  'prometheus_replica',
  'quantile',
  'replica',
  'service',
];

/** In the answer to a query, the tag that it tells series apart by. */
const TAG_LABEL = '_tag';

/** Some series of each custom metric that has a sample now, for the labels that its model gave it. @public */
export function customLabels(scope: QueryScope): string {
  const without = [...WRAPPER_LABELS, ...FOREIGN_LABELS].join(',');
  return `topk by (${CUSTOM_METRIC_LABEL}) (${SAMPLED_SERIES}, group without (${without}) (${namedCustomSeries(scope)}))`;
}

/**
 * What a model calls the labels that it gave a metric, of all labels of its series.
 *
 * @param labels - of the series
 * @param given - names of labels that the source gives to all series
 * @public
 */
export function customTags(
  labels: readonly string[],
  given: readonly string[] = [],
): string[] {
  const tags = labels.flatMap(label => {
    const isRenamed = label.startsWith(RENAMED);
    const tag = isRenamed ? label.slice(RENAMED.length) : label;
    const isForeign =
      !isRenamed &&
      (FOREIGN_LABELS.includes(tag) ||
        given.includes(tag) ||
        tag === CUSTOM_METRIC_LABEL);
    return isForeign || !isCustomTag(tag) ? [] : tag;
  });
  return [...new Set(tags)].sort().slice(0, MOST_TAGS);
}

/** Whether series can be told apart by it at all, in every version of PromQL and without losing what else tells them apart. @public */
export function isCustomTag(tag: string): boolean {
  return (
    isLabelName(tag) &&
    !tag.startsWith('__') &&
    !WRAPPER_LABELS.includes(tag) &&
    tag !== 'le'
  );
}

/** By these labels, and by a tag. */
export function byTag(
  by: readonly string[],
  tag: string | undefined,
): readonly string[] {
  return tag === undefined ? by : [...by, TAG_LABEL];
}

/** A selector or the rate of one, its tag brought to the name that it goes by within a query. */
export function withTag(vector: string, tag: string | undefined): string {
  return tag === undefined
    ? vector
    : named(TAG_LABEL, [tag, `${RENAMED}${tag}`], vector);
}

/** The answer, its tag under the name that the model gave it. */
export function tagged(vector: string, tag: string | undefined): string {
  return tag === undefined
    ? vector
    : `label_replace(${vector},"${tag}","$1","${TAG_LABEL}","(.*)")`;
}
