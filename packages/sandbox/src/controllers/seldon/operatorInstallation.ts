import type { KubeObject } from '../../api/Cluster';
import type { Certificate } from '../../api/certificate';
import { VALIDATING_WEBHOOK } from './admission';
import type { OperatorContext } from './defaults';
import type { SeldonVersion } from './types';

export const OPERATOR_NAMESPACE = 'seldon-system';
export const WEBHOOK_CONFIGURATION = 'seldon-validating-webhook-configuration';
export const WEBHOOK_PATH =
  '/validate-machinelearning-seldon-io-v1-seldondeployment';
export const WEBHOOK_PORT = 4443;

const RELEASES: Record<SeldonVersion, string> = {
  '1.2': '1.2.2',
  '1.17': '1.17.1',
};

export const WEBHOOK_HOST = `seldon-webhook-service.${OPERATOR_NAMESPACE}.svc`;

export const operatorImage = (version: SeldonVersion) =>
  `seldonio/seldon-core-operator:${RELEASES[version]}`;

const storageInitializer = {
  image: 'seldonio/rclone-storage-initializer:1.17.1',
  memoryRequest: '100Mi',
  memoryLimit: '1Gi',
  cpuRequest: '100m',
  cpuLimit: '1',
};

/** What an installation of Seldon Core leaves in a cluster. */
export function operatorObjects({
  version,
  servers,
  certificate,
}: OperatorContext & { certificate: Certificate }): KubeObject[] {
  const labels = {
    app: 'seldon',
    'control-plane': 'seldon-controller-manager',
  };
  const metadata = (name: string) => ({
    name,
    namespace: OPERATOR_NAMESPACE,
    labels,
  });
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: OPERATOR_NAMESPACE },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata('seldon-config'),
      data: {
        predictor_servers: JSON.stringify(servers),
        storageInitializer: JSON.stringify(storageInitializer),
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        ...metadata('seldon-controller-manager'),
        labels: {
          ...labels,
          'app.kubernetes.io/name': 'seldon-core-operator',
          'app.kubernetes.io/version': RELEASES[version],
        },
      },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name: 'manager',
                image: operatorImage(version),
                ports: [
                  {
                    name: 'webhook-server',
                    containerPort: WEBHOOK_PORT,
                    protocol: 'TCP',
                  },
                ],
                readinessProbe: { tcpSocket: { port: 'webhook-server' } },
              },
            ],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata('seldon-webhook-service'),
      spec: {
        selector: labels,
        ports: [{ port: 443, targetPort: WEBHOOK_PORT, protocol: 'TCP' }],
      },
    },
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: {
        name: `${WEBHOOK_CONFIGURATION}-${OPERATOR_NAMESPACE}`,
      },
      webhooks: [
        {
          name: VALIDATING_WEBHOOK,
          admissionReviewVersions: ['v1', 'v1beta1'],
          clientConfig: {
            caBundle: Buffer.from(certificate.certificate).toString('base64'),
            service: {
              namespace: OPERATOR_NAMESPACE,
              name: 'seldon-webhook-service',
              path: WEBHOOK_PATH,
              port: 443,
            },
          },
          failurePolicy: 'Fail',
          matchPolicy: 'Exact',
          objectSelector: {
            matchExpressions: [
              { key: 'seldon.io/controller-id', operator: 'DoesNotExist' },
            ],
          },
          namespaceSelector: {
            matchExpressions: [
              { key: 'seldon.io/controller-id', operator: 'DoesNotExist' },
            ],
          },
          rules: [
            {
              apiGroups: ['machinelearning.seldon.io'],
              apiVersions: ['v1'],
              operations: ['CREATE', 'UPDATE'],
              resources: ['seldondeployments'],
            },
          ],
          // Before 1.5 it did not say, and is not asked about dry runs.
          sideEffects: version === '1.2' ? 'Unknown' : 'None',
          timeoutSeconds: 10,
        },
      ],
    },
  ];
}
