import type { KubeObject } from '../api/Cluster';
import { seldonNames } from '../controllers/seldon/names';
import { ML_NAMESPACE, type TutorialModel } from './tutorialModels';

const INTERVAL = '5s';

/** One of the tutorial's models with a Route and monitors, in the order in which they are applied; by another name or elsewhere if asked for. */
export function modelObjects(
  template: TutorialModel,
  options: {
    namespace?: string;
    name?: string;
    /** Of the SeldonDeployment, such as faults and callers. */
    annotations?: Record<string, string>;
  } = {},
): KubeObject[] {
  const { namespace = ML_NAMESPACE, name: given = template.name } = options;
  const model = { ...template, name: given };
  const service = seldonNames.predictorService(model.name, model.predictor);
  const metadata = (name: string, labels: Record<string, string> = {}) => ({
    name,
    namespace,
    labels,
  });
  const metricsLabel = { 'seldon-app': `${service}-${model.container}` };
  return [
    {
      apiVersion: 'machinelearning.seldon.io/v1',
      kind: 'SeldonDeployment',
      metadata: {
        ...metadata(model.name, { app: 'seldon' }),
        annotations: {
          'ml-monitoring/owner': model.owner,
          'ml-monitoring/system': 'system:default/fraud-detection',
          'ml-monitoring/description': model.description,
          ...options.annotations,
        },
      },
      spec: model.spec,
    },
    {
      apiVersion: 'route.openshift.io/v1',
      kind: 'Route',
      metadata: metadata(model.name, { 'seldon-app': service }),
      spec: {
        to: { kind: 'Service', name: service, weight: 100 },
        port: { targetPort: 'http' },
        wildcardPolicy: 'None',
      },
    },
    engineMonitor(namespace, service),
    ...(model.customMetrics
      ? [
          metricsService(
            metadata(`${service}-${model.container}-metrics`, metricsLabel),
            service,
          ),
          monitor(metadata(`${service}-${model.container}`, metricsLabel), {
            port: 'metrics',
          }),
        ]
      : []),
  ];
}

/** Selects what carries its own labels. */
const monitor = (
  metadata: KubeObject['metadata'],
  endpoint: object,
): KubeObject => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata,
  spec: {
    selector: { matchLabels: metadata.labels },
    endpoints: [{ path: '/prometheus', interval: INTERVAL, ...endpoint }],
  },
});

/** Has the engine of a predictor scraped. */
export const engineMonitor = (namespace: string, service: string) =>
  monitor(
    { name: service, namespace, labels: { 'seldon-app': service } },
    {
      port: 'http',
      // The container Service carries the same label since Seldon 1.8, but no metrics.
      relabelings: [
        {
          action: 'keep',
          sourceLabels: ['__meta_kubernetes_service_name'],
          regex: service,
        },
      ],
    },
  );

/** Seldon makes no Service for port 6000. With `seldon-deployment-id` on it, the operator would remove this one. */
function metricsService(
  metadata: KubeObject['metadata'],
  service: string,
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: {
      type: 'ClusterIP',
      selector: { 'seldon-app': service },
      ports: [
        { name: 'metrics', port: 6000, targetPort: 6000, protocol: 'TCP' },
      ],
    },
  };
}
