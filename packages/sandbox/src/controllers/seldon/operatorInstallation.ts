import type { Cluster, KubeObject } from '../../api/Cluster';
import { internalError } from '../../api/errors';
import { readyAddresses } from '../routing/backends';
import { SERVICES, VALIDATING_WEBHOOKS } from '../runtime/resources';
import { VALIDATING_WEBHOOK, reviewSeldonDeployment } from './admission';
import type { OperatorContext } from './defaults';
import type { PredictorServers } from './predictorServers';
import type { SeldonVersion } from './types';

export const OPERATOR_NAMESPACE = 'seldon-system';
const WEBHOOK_PATH = '/validate-machinelearning-seldon-io-v1-seldondeployment';
export const WEBHOOK_PORT = 4443;

export const operatorImage = (version: SeldonVersion) =>
  `seldonio/seldon-core-operator:${version === '1.2' ? '1.2.2' : '1.17.1'}`;

/** What an installation of Seldon Core leaves in a cluster. */
export function operatorObjects(
  version: SeldonVersion,
  servers: PredictorServers,
): KubeObject[] {
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
      data: { predictor_servers: JSON.stringify(servers) },
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
        name: `seldon-validating-webhook-configuration-${OPERATOR_NAMESPACE}`,
      },
      webhooks: [
        {
          name: VALIDATING_WEBHOOK,
          admissionReviewVersions: ['v1', 'v1beta1'],
          clientConfig: {
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
          sideEffects: 'None',
          timeoutSeconds: 10,
        },
      ],
    },
  ];
}

/** Calls the webhooks that are registered for SeldonDeployments, as the API server would: one that cannot be reached fails the write. */
export function callSeldonWebhooks(
  cluster: Cluster,
  object: KubeObject,
  context: OperatorContext,
): void {
  if ('seldon.io/controller-id' in (object.metadata.labels ?? {})) {
    return;
  }
  const webhooks = cluster
    .list(VALIDATING_WEBHOOKS)
    .flatMap(({ webhooks: all }) => all ?? [])
    .filter(({ name }: { name: string }) =>
      name.endsWith('seldondeployment.kb.io'),
    );
  for (const { name, clientConfig } of webhooks) {
    const { service } = clientConfig;
    const problem = unreachable(cluster, service);
    if (problem) {
      throw internalError(
        `failed calling webhook "${name}": failed to call webhook: Post "https://${service.name}.${service.namespace}.svc:443${service.path}?timeout=10s": ${problem}`,
      );
    }
    reviewSeldonDeployment(object, context);
  }
}

function unreachable(
  cluster: Cluster,
  service: { namespace: string; name: string },
): string | undefined {
  if (!cluster.get(SERVICES, service)) {
    return `service "${service.name}" not found`;
  }
  return readyAddresses(cluster, service, 443).length === 0
    ? `no endpoints available for service "${service.name}"`
    : undefined;
}
