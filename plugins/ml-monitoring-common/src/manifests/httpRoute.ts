import type { ModelRef } from '../contract/refs';
import { labelsOf } from './labels';
import { servicePortOf } from './servicePort';
import { splitTraffic } from './traffic';
import type { Manifest, ManifestSettings, PredictorShape } from './types';

/** An HTTPRoute of the Gateway API that splits by the traffic of the predictors and mirrors to shadows. @public */
export function httpRoute(
  ref: ModelRef,
  predictors: PredictorShape[],
  options: {
    host: string;
    parentRef: NonNullable<ManifestSettings['gateway']>['parentRef'];
  },
): Manifest {
  const shadows = predictors.filter(({ shadow }) => shadow);
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: {
      name: ref.name,
      namespace: ref.namespace,
      labels: labelsOf(ref),
    },
    spec: {
      parentRefs: [options.parentRef],
      hostnames: [options.host],
      rules: [
        {
          ...(shadows.length && {
            filters: shadows.map(shadow => ({
              type: 'RequestMirror',
              requestMirror: { backendRef: backend(shadow) },
            })),
          }),
          backendRefs: splitTraffic(predictors).map(predictor => ({
            ...backend(predictor),
            weight: predictor.weight,
          })),
        },
      ],
    },
  };
}

/** It takes the number of a port where a Route takes its name. */
function backend(predictor: PredictorShape): { name: string; port: number } {
  return { name: predictor.serviceName, port: servicePortOf(predictor) };
}
