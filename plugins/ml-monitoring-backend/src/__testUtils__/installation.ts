import type { KubeObject } from 'sandbox';

const OPERATOR = 'seldon-system';

/** Seldon Core as it is installed, with an operator that answers. */
export function seldonInstallation(): KubeObject[] {
  const labels = { 'control-plane': 'seldon-controller-manager' };
  const metadata = (name: string) => ({ name, namespace: OPERATOR, labels });
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: OPERATOR },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: metadata('seldon-controller-manager'),
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name: 'manager',
                image: 'registry.example.com:5000/seldon-core-operator:1.17.1',
                env: [{ name: 'WATCH_NAMESPACE', value: '' }],
              },
            ],
          },
        },
      },
      status: { observedGeneration: 1, replicas: 1, availableReplicas: 1 },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata('seldon-config'),
      data: {
        predictor_servers: JSON.stringify({
          SKLEARN_SERVER: { protocols: { seldon: {}, v2: {} } },
          OUR_OWN_SERVER: { protocols: { v2: {} } },
        }),
      },
    },
    webhookService(),
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: 'seldon-webhook-service-x1',
        namespace: OPERATOR,
        labels: { 'kubernetes.io/service-name': 'seldon-webhook-service' },
      },
      addressType: 'IPv4',
      endpoints: [{ addresses: ['127.0.0.9'], conditions: { ready: true } }],
      ports: [{ port: 443, protocol: 'TCP' }],
    },
    webhook(OPERATOR),
  ];
}

function webhookService(): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'seldon-webhook-service', namespace: OPERATOR },
    spec: { ports: [{ port: 443, targetPort: 443 }] },
  };
}

/** As the operator of a namespace registers it. It outlives the namespace. */
export function webhook(operatorNamespace: string): KubeObject {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: {
      name: `seldon-validating-webhook-configuration-${operatorNamespace}`,
    },
    webhooks: [
      {
        name: 'v1.vseldondeployment.kb.io',
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        clientConfig: {
          service: {
            namespace: operatorNamespace,
            name: 'seldon-webhook-service',
          },
        },
        rules: [
          {
            apiGroups: ['machinelearning.seldon.io'],
            apiVersions: ['v1'],
            operations: ['CREATE', 'UPDATE'],
            resources: ['seldondeployments'],
          },
        ],
      },
    ],
  };
}

/** Takes up every monitor with these labels, in every namespace. */
export function prometheus(matchLabels?: Record<string, string>): KubeObject {
  const selector = matchLabels ? { matchLabels } : {};
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'Prometheus',
    metadata: { name: 'main', namespace: 'ml-mon' },
    spec: {
      serviceMonitorSelector: selector,
      serviceMonitorNamespaceSelector: {},
      podMonitorSelector: selector,
      podMonitorNamespaceSelector: {},
      ruleSelector: selector,
      ruleNamespaceSelector: {},
    },
  };
}
