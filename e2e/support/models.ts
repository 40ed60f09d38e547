import type { Kube } from './kube';

const SELDON = '/apis/machinelearning.seldon.io/v1';
const MONITORING = '/apis/monitoring.coreos.com/v1';
const ROUTES = '/apis/route.openshift.io/v1';

export const NAMESPACE = 'ml-mon';

export function seldonDeploymentPath(name: string, namespace = NAMESPACE) {
  return `${SELDON}/namespaces/${namespace}/seldondeployments/${name}`;
}

/** The field manager, and the label, of what the portal makes. */
const PORTAL = 'backstage-ml-monitoring';

export interface AppliedPredictor {
  name: string;
  env?: Record<string, string>;
  /** Percent of the requests. */
  weight: number;
}

/** A model of one container in each predictor, made as a person with kubectl would: with a Route and monitors, without the portal. */
export async function applyModel(
  kube: Kube,
  model: {
    name: string;
    namespace?: string;
    image: string;
    env?: Record<string, string>;
    /** Default: one, which gets every request. */
    predictors?: AppliedPredictor[];
    /** As the portal would have made it, so that it may change it. */
    byPortal?: boolean;
    /** What befalls it, by the name of a scenario of the sandbox. */
    fault?: string;
    annotations?: Record<string, string>;
  },
): Promise<{ host: string }> {
  const { name, namespace = NAMESPACE, byPortal, fault, annotations } = model;
  const { predictors = [{ name: 'default', env: model.env, weight: 100 }] } =
    model;
  const as = byPortal ? { fieldManager: PORTAL } : undefined;
  const host = `${name}.apps.localhost`;
  const metadata = {
    name,
    namespace,
    ...(byPortal && {
      labels: {
        'app.kubernetes.io/managed-by': PORTAL,
        'ml-monitoring/model-id': name,
      },
    }),
  };
  await kube.apply(
    seldonDeploymentPath(name, namespace),
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
        predictors: predictors.map(predictor =>
          predictorOf(predictor, {
            image: model.image,
            alone: predictors.length === 1,
          }),
        ),
      },
    },
    as,
  );
  const [first, ...others] = predictors.map(predictor => ({
    kind: 'Service',
    name: `${name}-${predictor.name}`,
    weight: predictor.weight,
  }));
  await kube.apply(
    `${ROUTES}/namespaces/${namespace}/routes/${name}`,
    {
      apiVersion: 'route.openshift.io/v1',
      kind: 'Route',
      metadata,
      spec: {
        host,
        to: first,
        ...(others.length > 0 && { alternateBackends: others }),
        port: { targetPort: 'http' },
      },
    },
    as,
  );
  for (const { name: service } of [first, ...others]) {
    await kube.apply(
      `${MONITORING}/namespaces/${namespace}/servicemonitors/${service}`,
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
  }
  return { host };
}

function predictorOf(
  { name, env = {}, weight }: AppliedPredictor,
  { image, alone }: { image: string; alone: boolean },
) {
  return {
    name,
    replicas: 1,
    ...(!alone && { traffic: weight }),
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
  };
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
