import type { ModelRef } from '../contract/refs';
import { labelsOf } from './labels';
import { splitTraffic } from './traffic';
import type { Manifest, PredictorShape } from './types';
import { withoutUndefined } from './withoutUndefined';

/** An Ingress to the predictor with the largest share: an Ingress cannot split. @public */
export function ingress(
  ref: ModelRef,
  predictors: PredictorShape[],
  options: { host: string; class?: string },
): Manifest {
  const [{ serviceName }] = splitTraffic(predictors);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: ref.name,
      namespace: ref.namespace,
      labels: labelsOf(ref),
    },
    spec: withoutUndefined({
      ingressClassName: options.class,
      rules: [
        {
          host: options.host,
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: {
                  service: { name: serviceName, port: { name: 'http' } },
                },
              },
            ],
          },
        },
      ],
    }),
  };
}
