import type { ModelRef } from '../contract/refs';
import { labelsOf } from './labels';
import { splitTraffic } from './traffic';
import type { Manifest, ManifestSettings, PredictorShape } from './types';

/** A backendRef takes a number where a Route takes a name. */
const PREDICTOR_SERVICE_HTTP_PORT = 8000;

/** An HTTPRoute of the Gateway API that splits by the traffic of the predictors. @public */
export function httpRoute(
  ref: ModelRef,
  predictors: PredictorShape[],
  options: {
    host: string;
    parentRef: NonNullable<ManifestSettings['gateway']>['parentRef'];
  },
): Manifest {
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
          backendRefs: splitTraffic(predictors).map(
            ({ serviceName, weight }) => ({
              name: serviceName,
              port: PREDICTOR_SERVICE_HTTP_PORT,
              weight,
            }),
          ),
        },
      ],
    },
  };
}
