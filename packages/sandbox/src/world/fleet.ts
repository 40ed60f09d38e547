import type { KubeObject } from '../api/Cluster';

export const FLEET_NAMESPACE = 'ml-fleet';

const name = (index: number) => `fleet-${String(index + 1).padStart(4, '0')}`;

/** Further models, all alike, scraped by one PodMonitor as Seldon's own documentation does. */
export function fleetObjects(count: number): KubeObject[] {
  if (count === 0) {
    return [];
  }
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: FLEET_NAMESPACE },
    },
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: 'seldon-podmonitor', namespace: FLEET_NAMESPACE },
      spec: {
        selector: {
          matchLabels: { 'app.kubernetes.io/managed-by': 'seldon-core' },
        },
        podMetricsEndpoints: [
          { port: 'metrics', path: '/prometheus', interval: '15s' },
        ],
      },
    },
    ...Array.from({ length: count }, (_, index) => fleetModel(name(index))),
  ];
}

const fleetModel = (model: string): KubeObject => ({
  apiVersion: 'machinelearning.seldon.io/v1',
  kind: 'SeldonDeployment',
  metadata: {
    name: model,
    namespace: FLEET_NAMESPACE,
    annotations: { 'ml-monitoring/owner': 'group:default/fraud-team' },
  },
  spec: {
    protocol: 'seldon',
    predictors: [
      {
        name: 'default',
        replicas: 1,
        labels: { 'backstage.io/kubernetes-id': model },
        graph: { name: 'classifier', type: 'MODEL' },
        componentSpecs: [
          {
            spec: {
              containers: [
                {
                  name: 'classifier',
                  image: 'seldonio/mock_classifier:1.17.1',
                },
              ],
            },
          },
        ],
      },
    ],
  },
});
