import type { ModelRef } from '../contract/refs';
import { labelsOf } from './labels';
import { splitTraffic } from './traffic';
import type { ManifestSettings, Manifest, PredictorShape } from './types';
import { withoutUndefined } from './withoutUndefined';

/** An OpenShift Route that splits by the traffic of the predictors. @public */
export function route(
  ref: ModelRef,
  predictors: PredictorShape[],
  options: {
    host?: string;
    settings: ManifestSettings['route'];
  },
): Manifest {
  const { host, settings } = options;
  const [first, ...others] = splitTraffic(predictors).map(
    ({ serviceName, weight }) => ({
      kind: 'Service',
      name: serviceName,
      weight,
    }),
  );
  return {
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: {
      name: ref.name,
      namespace: ref.namespace,
      labels: { ...settings.labels, ...labelsOf(ref) },
      ...(settings.timeout && {
        annotations: {
          'haproxy.router.openshift.io/timeout': settings.timeout,
        },
      }),
    },
    spec: withoutUndefined({
      host,
      to: first,
      alternateBackends: others.length ? others : undefined,
      // The name of the Service port, which is `http` before and after Seldon 1.5.
      port: { targetPort: 'http' },
      tls:
        settings.tls === 'edge'
          ? { termination: 'edge', insecureEdgeTerminationPolicy: 'Redirect' }
          : undefined,
      wildcardPolicy: 'None',
    }),
  };
}
