import type { KubeObject } from '../api/Cluster';
import { ML_NAMESPACE } from './tutorialModels';

const metadata = { name: 'grafana', namespace: ML_NAMESPACE };

/** A Grafana for each make of its operator; nothing is behind them but objects. */
export const grafanaStack: KubeObject[] = [
  {
    apiVersion: 'grafana.integreatly.org/v1beta1',
    kind: 'Grafana',
    metadata: { ...metadata, labels: { dashboards: 'grafana' } },
    spec: { version: '12.0.0', config: { log: { mode: 'console' } } },
  },
  {
    apiVersion: 'integreatly.org/v1alpha1',
    kind: 'Grafana',
    metadata,
    spec: {
      config: { log: { mode: 'console' } },
      dashboardLabelSelector: [
        {
          matchExpressions: [
            { key: 'app', operator: 'In', values: ['grafana'] },
          ],
        },
      ],
    },
  },
];
