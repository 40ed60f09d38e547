import type { KubeObject } from '../api/Cluster';
import { ML_NAMESPACE } from './tutorialModels';

/** As on OpenShift: everything, but for what is marked as none of users' business. */
const selector = {
  matchExpressions: [
    {
      key: 'openshift.io/user-monitoring',
      operator: 'NotIn',
      values: ['false'],
    },
  ],
};

export const PROMETHEUS_NAME = 'prometheus';

/** One Prometheus for every namespace: unlike the tutorial's, it also serves models elsewhere. */
export const monitoringStack: KubeObject[] = [
  {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'Prometheus',
    metadata: { name: PROMETHEUS_NAME, namespace: ML_NAMESPACE },
    spec: {
      replicas: 1,
      serviceAccountName: 'prometheus-k8s',
      scrapeInterval: '15s',
      evaluationInterval: '5s',
      ...Object.fromEntries(
        ['serviceMonitor', 'podMonitor', 'rule'].flatMap(kind => [
          [`${kind}Selector`, selector],
          [`${kind}NamespaceSelector`, {}],
        ]),
      ),
    },
  },
  {
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: { name: PROMETHEUS_NAME, namespace: ML_NAMESPACE },
    spec: {
      to: { kind: 'Service', name: 'prometheus-operated', weight: 100 },
      port: { targetPort: 'web' },
      wildcardPolicy: 'None',
    },
  },
];
