import type { ModelRef } from '../contract/refs';
import { ORCHESTRATOR } from '../promql/calls';
import { escapeRegex } from '../promql/selector';
import {
  labelsOf,
  SELDON_APP_LABEL,
  SELDON_DEPLOYMENT_ID_LABEL,
} from './labels';
import { exposesMetrics } from './metricsService';
import { seldonDeploymentId } from './names';
import { METRICS_PATH } from './serviceMonitor';
import type { Manifest, ManifestSettings, ModelShape } from './types';

/** The operator gives this port to every container, whether anything listens there or not. */
const METRICS_PORT = 'metrics';

/**
 * A PodMonitor of all pods of a model, those apart from the orchestrator included. Servers without metrics, such
 * as TensorFlow Serving, are left out by name: their port would be a target that is always down.
 *
 * @public
 */
export function podMonitor(
  ref: ModelRef,
  shape: ModelShape,
  options: {
    customMetrics: boolean;
    settings: ManifestSettings['monitoring'];
  },
): Manifest {
  const { customMetrics, settings } = options;
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: {
      name: ref.name,
      namespace: ref.namespace,
      labels: { ...settings.labels, ...labelsOf(ref) },
    },
    spec: {
      selector: {
        matchLabels: {
          [SELDON_DEPLOYMENT_ID_LABEL]: seldonDeploymentId(ref.name),
        },
      },
      podMetricsEndpoints: [
        {
          port: METRICS_PORT,
          path: METRICS_PATH,
          interval: settings.scrapeInterval,
          relabelings: [
            {
              action: 'keep',
              sourceLabels: [
                metaLabel(SELDON_APP_LABEL),
                '__meta_kubernetes_pod_container_name',
              ],
              regex: keptContainers(shape, customMetrics).join('|'),
            },
          ],
        },
      ],
    },
  };
}

/**
 * `<predictor Service>;<container>`. Any Service will do, because a rollout brings new ones, unless containers of one name have
 * metrics in one predictor and none in another. Pods apart from the orchestrator carry no Service's name.
 */
function keptContainers(shape: ModelShape, customMetrics: boolean): string[] {
  const containers = shape.predictors.flatMap(predictor =>
    predictor.containers.map(container => ({
      name: container.name,
      service: container.besideOrchestrator ? predictor.serviceName : '',
      exposes: exposesMetrics(container, shape.protocol),
    })),
  );
  const silent = new Set(
    containers.filter(({ exposes }) => !exposes).map(({ name }) => name),
  );
  const own = containers
    .filter(({ exposes }) => exposes)
    .map(({ name, service }) =>
      silent.has(name)
        ? escapeRegex(`${service};${name}`)
        : `.*;${escapeRegex(name)}`,
    );
  return [`.*;${ORCHESTRATOR}`, ...(customMetrics ? new Set(own) : [])];
}

function metaLabel(podLabel: string): string {
  return `__meta_kubernetes_pod_label_${podLabel.replace(/[^a-zA-Z0-9_]/g, '_')}`;
}
