import { named, overPods } from './countedOnce';
import { duration } from './duration';
import type { QueryScope, Window } from './scope';
import { equals, selector, type LabelMatcher } from './selector';

/** Whether a drift detector sees drift: 1 or 0. @public */
export const DRIFT_METRIC = 'seldon_metric_drift_is_drift';
/** How likely the inputs would be without drift. @public */
export const DRIFT_P_VALUE = 'seldon_metric_drift_p_val';
/** The p-value below which a detector sees drift. @public */
export const DRIFT_THRESHOLD = 'seldon_metric_drift_threshold';
/** How far the inputs are from those that the detector was made with. @public */
export const DRIFT_DISTANCE = 'seldon_metric_drift_distance';
/** All that drift detectors measure. */
export const DRIFT_NUMBERS = [
  DRIFT_METRIC,
  DRIFT_P_VALUE,
  DRIFT_DISTANCE,
  DRIFT_THRESHOLD,
];
/** What a detector within the model's own pods says: 1 or 0. @public */
export const OWN_DRIFT_METRIC = 'seldon_model_drift';
/** Inputs that an outlier detector found to be unlike the others. @public */
export const OUTLIER_METRIC = 'seldon_metric_outlier_is_outlier_total';

/** What Seldon's drift detectors say of a model, by the name of the metric. Of several features the highest. @public */
export function driftQuery(
  scope: Pick<QueryScope<Window>, 'matchers'>,
): string {
  return `max by (__name__) (${eachForm(scope, matchers =>
    selector(undefined, [
      { label: '__name__', operator: '=~', value: DRIFT_NUMBERS.join('|') },
      ...matchers,
    ]),
  )})`;
}

/** One of the numbers of drift detectors. Of several features the highest or the lowest. */
export function driftNumber(
  metric: string,
  extreme: 'max' | 'min',
  scope: Pick<QueryScope<Window>, 'matchers'>,
): string {
  return `${extreme}(${eachForm(scope, matchers => selector(metric, matchers))})`;
}

/** Whether the detectors that run within the pods of a namespace see drift, by pod: 1 or 0. @public */
export function ownDriftQuery(options: {
  namespace: string;
  matchers: Record<string, string>;
}): string {
  const { namespace, matchers } = options;
  return ownDrift(equals({ ...matchers, namespace }));
}

/** The same of pods. */
export function ownDrift(matchers: readonly LabelMatcher[]): string {
  return `max by (pod) (${selector(OWN_DRIFT_METRIC, matchers)})`;
}

/** Outliers per second. @public */
export function outlierQuery(scope: QueryScope<Window>): string {
  return overPods(
    'sum',
    [],
    eachForm(
      scope,
      matchers =>
        `rate(${selector(OUTLIER_METRIC, matchers)}[${duration(scope.windowSeconds)}])`,
    ),
  );
}

const WATCHED_LABELS: Record<string, string> = {
  namespace: 'seldon_deployment_namespace',
  deployment_name: 'seldon_deployment_name',
};

/** The series of a detector in a namespace of its own, which names the model it watches over in other labels. */
export function watching(
  matchers: readonly LabelMatcher[],
): readonly LabelMatcher[] {
  return matchers.map(matcher => ({
    ...matcher,
    label: WATCHED_LABELS[matcher.label] ?? matcher.label,
  }));
}

function eachForm(
  { matchers }: Pick<QueryScope<Window>, 'matchers'>,
  query: (matchers: readonly LabelMatcher[]) => string,
): string {
  return `${query(watching(matchers))} or ${query(matchers)}`;
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
  const model = ['_namespace', '_model'];
  const drift = ofModels(selector(DRIFT_METRIC, matchers));
  const outliers = ofModels(
    `rate(${selector(OUTLIER_METRIC, matchers)}[${duration(options.windowSeconds)}])`,
  );
  return [
    labelled('drift', `max by (${model.join(',')}) (${drift})`),
    labelled('outliers', overPods('sum', model, outliers)),
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
