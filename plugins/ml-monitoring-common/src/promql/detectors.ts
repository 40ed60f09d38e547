import type { ModelRef } from '../contract/refs';
import { named, onceForEachPod } from './countedOnce';
import { duration } from './duration';
import { equals, selector, type LabelMatcher } from './selector';

/** A model, in a Prometheus that may serve other clusters too. @public */
export interface DetectorScope {
  ref: Pick<ModelRef, 'namespace' | 'name'>;
  matchers: Record<string, string>;
}

/** Whether a drift detector sees drift: 1 or 0. @public */
export const DRIFT_METRIC = 'seldon_metric_drift_is_drift';
const DRIFT_NUMBERS = [
  DRIFT_METRIC,
  'seldon_metric_drift_p_val',
  'seldon_metric_drift_distance',
  'seldon_metric_drift_threshold',
];
/** What a detector within the model's own pods says: 1 or 0. @public */
export const OWN_DRIFT_METRIC = 'seldon_model_drift';
/** Inputs that an outlier detector found to be unlike the others. @public */
export const OUTLIER_METRIC = 'seldon_metric_outlier_is_outlier_total';

/** What Seldon's drift detectors say of a model, by the name of the metric. Of several features the worst. @public */
export function driftQuery(scope: DetectorScope): string {
  const numbers = (matchers: LabelMatcher[]) =>
    selector(undefined, [
      { label: '__name__', operator: '=~', value: DRIFT_NUMBERS.join('|') },
      ...matchers,
    ]);
  return `max by (__name__) (${eachForm(scope, numbers)})`;
}

/** Whether the detectors that run within a model's own pods see drift, by pod: 1 or 0. @public */
export function ownDriftQuery({ ref, matchers }: DetectorScope): string {
  return `max by (pod) (${selector(OWN_DRIFT_METRIC, [
    ...equals({ ...matchers, namespace: ref.namespace }),
  ])})`;
}

/** Outliers per second. @public */
export function outlierQuery(
  scope: DetectorScope & { windowSeconds: number },
): string {
  return `sum(${onceForEachPod(
    eachForm(
      scope,
      matchers =>
        `rate(${selector(OUTLIER_METRIC, matchers)}[${duration(scope.windowSeconds)}])`,
    ),
  )})`;
}

/** A detector runs beside the model or in a namespace of its own, and names the model it watches over in other labels. */
function eachForm(
  { ref, matchers }: DetectorScope,
  query: (matchers: LabelMatcher[]) => string,
): string {
  const beside = equals({
    ...matchers,
    namespace: ref.namespace,
    deployment_name: ref.name,
  });
  const apart = equals({
    ...matchers,
    seldon_deployment_namespace: ref.namespace,
    seldon_deployment_name: ref.name,
  });
  return `${query(apart)} or ${query(beside)}`;
}

/** Tells what a number of `fleetDetectors` is: `drift` or `outliers`. @public */
export const DETECTOR_LABEL = '_detector';

/**
 * What Seldon's detectors say of all models: whether they see drift, and outliers per second. By the labels `_namespace` and
 * `_model`, for a detector may be in a namespace of its own.
 *
 * @public
 */
export function fleetDetectors(options: {
  matchers: Record<string, string>;
  windowSeconds: number;
}): string {
  const matchers = equals(options.matchers);
  const drift = ofModels(selector(DRIFT_METRIC, matchers));
  const outliers = ofModels(
    onceForEachPod(
      `rate(${selector(OUTLIER_METRIC, matchers)}[${duration(options.windowSeconds)}])`,
    ),
  );
  return [
    labelled('drift', `max by (_namespace,_model) (${drift})`),
    labelled('outliers', `sum by (_namespace,_model) (${outliers})`),
  ].join(' or ');
}

function ofModels(vector: string): string {
  return named(
    '_model',
    ['deployment_name', 'seldon_deployment_name'],
    named('_namespace', ['namespace', 'seldon_deployment_namespace'], vector),
  );
}

function labelled(detector: string, vector: string): string {
  return `label_replace(${vector},"${DETECTOR_LABEL}","${detector}","","")`;
}
