import { md5 } from 'js-md5';

const MAX_NAME_LENGTH = 63;

/** Names an object chooses itself, and the names that Seldon's operator derives from them. */
const hashedWhenLong = (name: string) =>
  name.length > MAX_NAME_LENGTH ? `seldon-${md5(name)}` : name;

/** The value of the label `seldon-deployment-id`. @public */
export function seldonDeploymentId(model: string): string {
  return hashedWhenLong(model);
}

/**
 * The Service of a predictor. The predictor's annotation `seldon.io/svc-name` overrides it.
 *
 * @public
 */
export function predictorServiceName(
  model: string,
  predictor: { name: string; annotations?: Record<string, string> },
): string {
  return (
    predictor.annotations?.['seldon.io/svc-name'] ??
    hashedWhenLong(`${model}-${predictor.name}`)
  );
}

/** The Service of one model container. @public */
export function containerServiceName(
  model: string,
  predictor: string,
  container: string,
): string {
  return hashedWhenLong(`${model}-${predictor}-${container}`);
}

/**
 * The Deployment of one componentSpec, which lends its name to the HPA and the
 * disruption budget.
 *
 * @param options - `keepPrefix`: with `DEPLOYMENT_NAME_AS_PREFIX` in the operator's environment a hash follows the model's name
 * @public
 */
export function deploymentName(
  model: string,
  predictor: string,
  componentSpec: { index: number; name?: string; containers: string[] },
  options: { keepPrefix?: boolean } = {},
): string {
  const suffix = componentSpec.name || componentSpec.containers.join('-');
  const name = `${model}-${predictor}-${componentSpec.index}-${suffix}`;
  const hashed = hashedWhenLong(name);
  const prefixed = `${model}-${md5(name)}`;
  return options.keepPrefix &&
    hashed !== name &&
    prefixed.length <= MAX_NAME_LENGTH
    ? prefixed
    : hashed;
}

/** The Deployment of an orchestrator in a pod of its own. @public */
export function orchestratorName(model: string, predictor: string): string {
  return hashedWhenLong(`${model}-${predictor}-svc-orch`);
}

/** Deployment and Service of an explainer. @public */
export function explainerName(model: string, predictor: string): string {
  return hashedWhenLong(`${model}-${predictor}-explainer`);
}

/** The Service of ours that gives the model containers' own metrics an address. @public */
export function metricsServiceName(predictorService: string): string {
  return hashedWhenLong(`${predictorService}-metrics`);
}

/** Whether the operator replaces the name of the predictor's Service by a hash. @public */
export function isPredictorServiceHashed(
  model: string,
  predictor: string,
): boolean {
  return `${model}-${predictor}`.length > MAX_NAME_LENGTH;
}

/** The PrometheusRule of ours that watches over a model's promises. @public */
export function ruleName(model: string): string {
  return hashedWhenLong(`${model}-slo`);
}

/** The Grafana objects of ours for a model. @public */
export function dashboardName(model: string): string {
  return hashedWhenLong(`${model}-monitoring`);
}
