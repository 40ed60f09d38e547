import type { ModelRef } from '../contract/refs';
import { labelsOf, SELDON_APP_LABEL } from './labels';
import type { Manifest, ManifestSettings } from './types';

/** Where the operator has the orchestrator and the model containers expose metrics. @public */
export const METRICS_PATH = '/prometheus';

/**
 * A ServiceMonitor of exactly one Service. Since Seldon 1.8 the container and
 * explainer Services carry the label of the predictor Service too and serve no
 * metrics, so the one that is meant is kept by name.
 *
 * @public
 */
export function serviceMonitor(
  ref: ModelRef,
  service: { name: string; ports: string[] },
  settings: ManifestSettings['monitoring'],
): Manifest {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: {
      name: service.name,
      namespace: ref.namespace,
      labels: { ...settings.labels, ...labelsOf(ref) },
    },
    spec: {
      selector: { matchLabels: { [SELDON_APP_LABEL]: service.name } },
      endpoints: service.ports.map(port => ({
        port,
        path: METRICS_PATH,
        interval: settings.scrapeInterval,
        relabelings: [
          {
            action: 'keep',
            sourceLabels: ['__meta_kubernetes_service_name'],
            regex: service.name,
          },
        ],
      })),
    },
  };
}
