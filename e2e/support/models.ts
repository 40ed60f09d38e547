import type { Kube } from './kube';

const SELDON = '/apis/machinelearning.seldon.io/v1';
const MONITORING = '/apis/monitoring.coreos.com/v1';
const ROUTES = '/apis/route.openshift.io/v1';

export const NAMESPACE = 'ml-mon';

export function seldonDeploymentPath(name: string) {
  return `${SELDON}/namespaces/${NAMESPACE}/seldondeployments/${name}`;
}

/** The field manager, and the label, of what the portal makes. */
const PORTAL = 'backstage-ml-monitoring';

/** A model of one container, made as a person with kubectl would: with a Route and a monitor, without the portal. */
export async function applyModel(
  kube: Kube,
  model: {
    name: string;
    image: string;
    env?: Record<string, string>;
    /** As the portal would have made it, so that it may change it. */
    byPortal?: boolean;
    /** What befalls it, by the name of a scenario of the sandbox. */
    fault?: string;
    annotations?: Record<string, string>;
  },
): Promise<{ host: string }> {
  const { name, image, env = {}, byPortal, fault, annotations } = model;
  const as = byPortal ? { fieldManager: PORTAL } : undefined;
  const service = `${name}-default`;
  const host = `${name}.apps.localhost`;
  const metadata = {
    name,
    namespace: NAMESPACE,
    ...(byPortal && {
      labels: {
        'app.kubernetes.io/managed-by': PORTAL,
        'ml-monitoring/model-id': name,
      },
    }),
  };
  await kube.apply(
    seldonDeploymentPath(name),
    {
      apiVersion: 'machinelearning.seldon.io/v1',
      kind: 'SeldonDeployment',
      metadata: {
        ...metadata,
        annotations: {
          ...annotations,
          ...(fault && { 'sandbox/fault': fault }),
        },
      },
      spec: {
        predictors: [
          {
            name: 'default',
            replicas: 1,
            graph: { name: 'classifier', type: 'MODEL' },
            componentSpecs: [
              {
                spec: {
                  containers: [
                    {
                      name: 'classifier',
                      image,
                      env: Object.entries(env).map(([key, value]) => ({
                        name: key,
                        value,
                      })),
                    },
                  ],
                },
              },
            ],
          },
        ],
      },
    },
    as,
  );
  await kube.apply(
    `${ROUTES}/namespaces/${NAMESPACE}/routes/${name}`,
    {
      apiVersion: 'route.openshift.io/v1',
      kind: 'Route',
      metadata,
      spec: {
        host,
        to: { kind: 'Service', name: service, weight: 100 },
        port: { targetPort: 'http' },
      },
    },
    as,
  );
  await kube.apply(
    `${MONITORING}/namespaces/${NAMESPACE}/servicemonitors/${service}`,
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: { ...metadata, name: service },
      spec: {
        selector: { matchLabels: { 'seldon-app': service } },
        endpoints: [
          {
            port: 'http',
            path: '/prometheus',
            interval: '5s',
            relabelings: [
              {
                action: 'keep',
                sourceLabels: ['__meta_kubernetes_service_name'],
                regex: service,
              },
            ],
          },
        ],
      },
    },
    as,
  );
  return { host };
}

/** Of the monitor that comes with a model. */
export function monitorPath(model: string) {
  return `${MONITORING}/namespaces/${NAMESPACE}/servicemonitors/${model}-default`;
}

export async function removeModel(kube: Kube, name: string) {
  await kube.remove(monitorPath(name));
  await kube.remove(`${ROUTES}/namespaces/${NAMESPACE}/routes/${name}`);
  await kube.remove(seldonDeploymentPath(name));
}
