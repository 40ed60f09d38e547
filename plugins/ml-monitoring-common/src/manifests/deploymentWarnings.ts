import type { ModelRef } from '../contract/refs';
import { isPredictorServiceHashed } from './names';
import type { SeldonPredictor, SeldonSpec } from './seldonSpec';
import type { ModelShape } from './types';

/** What of a SeldonDeployment will work but deserves a look. */
export function deploymentWarnings(
  ref: ModelRef,
  spec: SeldonSpec,
  shape: ModelShape,
): string[] {
  return spec.predictors.flatMap((predictor, index) => {
    const { name } = predictor;
    const { serviceName } = shape.predictors[index];
    const hashed =
      isPredictorServiceHashed(ref.name, name) &&
      !predictor.annotations['seldon.io/svc-name'];
    return [
      ...(hashed
        ? [
            `"${ref.name}-${name}" is longer than 63 characters, so Seldon calls the Service of predictor ${name} "${serviceName}". A shorter name is easier to find`,
          ]
        : []),
      ...(predictor.replicas === 0
        ? [
            `Predictor ${name} has 0 replicas: it answers nobody, and Seldon never calls the model Available`,
          ]
        : []),
      ...autoscalingWarnings(predictor),
    ];
  });
}

/** A percentage needs something to be a percentage of. */
function autoscalingWarnings({
  name,
  componentSpecs,
}: SeldonPredictor): string[] {
  return componentSpecs.flatMap(({ hpaSpec, spec }) => {
    if (!hpaSpec) {
      return [];
    }
    const metrics = JSON.stringify([hpaSpec.metrics, hpaSpec.metricsv2]);
    return ['cpu', 'memory']
      .filter(what => metrics.includes(`"name":"${what}"`))
      .flatMap(what => {
        const without = (spec?.containers ?? [])
          .filter(
            ({ resources }) =>
              resources?.requests?.[what] === undefined &&
              resources?.limits?.[what] === undefined,
          )
          .map(container => container.name);
        return without.length
          ? [
              `Predictor ${name} is to be scaled by ${what}, but ${without.join(', ')} requests none: unless the namespace has a default, it will not be scaled`,
            ]
          : [];
      });
  });
}
