import type { Cluster, KubeObject } from '../api/Cluster';
import {
  HTTP_ROUTES,
  INGRESSES,
  ROUTES,
} from '../controllers/runtime/resources';
import { hostOf } from '../traffic/calls';
import { edit, predictorServiceOf, put, remove } from './changes';
import { withFaultyModel } from './modelContainers';
import type { ModelKey, Scenario, Undo } from './types';

const LONGEST_LABEL = 63;

function putHttpRoute(
  cluster: Cluster,
  { namespace, name }: ModelKey,
  { parent = {}, service }: { parent?: object; service: string },
): Undo {
  return put(cluster, HTTP_ROUTES, {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { namespace, name },
    spec: {
      parentRefs: [{ namespace: 'gateways', name: 'models', ...parent }],
      hostnames: [`${name}-${namespace}.gateway.localhost`],
      rules: [{ backendRefs: [{ name: service, port: 8000 }] }],
    },
  });
}

const predictorServiceOnly =
  (change: (service: KubeObject) => void) => (service: KubeObject) => {
    const { name, labels } = service.metadata;
    if (labels?.['seldon-app'] === name) {
      change(service);
    }
  };

/** What lies between callers and the model. */
export const exposureScenarios: Scenario[] = [
  {
    name: 'route-host-claimed',
    kind: 'model',
    description: 'Another team’s Route had the model’s host first',
    change(cluster, model) {
      const route = cluster.get(ROUTES, model);
      const host = route?.spec.host ?? hostOf(model.name, model.namespace);
      const comeBack = remove(cluster, ROUTES, model);
      const undo = put(cluster, ROUTES, {
        apiVersion: 'route.openshift.io/v1',
        kind: 'Route',
        metadata: {
          namespace: 'default',
          name: `claims-${model.namespace}-${model.name}`,
        },
        spec: { host, to: { kind: 'Service', name: 'kubernetes' } },
      });
      comeBack();
      return undo;
    },
  },
  {
    name: 'route-invalid-host',
    kind: 'model',
    description: 'The model’s Route asks for a host that no name server takes',
    change: (cluster, model) =>
      edit(cluster, ROUTES, model, ({ spec }) => {
        spec.host = `${`${model.name}-`.padEnd(LONGEST_LABEL + 1, 'x')}.apps.localhost`;
      }),
  },
  {
    name: 'route-service-missing',
    kind: 'model',
    description: 'The model’s Route leads to a Service that was renamed',
    change: (cluster, model) =>
      edit(cluster, ROUTES, model, ({ spec }) => {
        spec.to.name = `${predictorServiceOf(cluster, model)}-old`;
      }),
  },
  {
    name: 'route-timeout',
    kind: 'model',
    description:
      'The model takes longer for two predictions of three than its Route has patience',
    changePod: withFaultyModel({ LATENCY: '1500ms:2,20ms:1' }),
    change: (cluster, model) =>
      edit(cluster, ROUTES, model, ({ metadata }) => {
        metadata.annotations!['haproxy.router.openshift.io/timeout'] = '500ms';
      }),
  },
  {
    name: 'ingress-without-class',
    kind: 'model',
    description:
      'The model’s Ingress names no class, and no class is the default',
    change: (cluster, { namespace, name }) =>
      put(cluster, INGRESSES, {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { namespace, name },
        spec: {
          rules: [
            {
              host: `${name}-${namespace}.ingress.localhost`,
              http: {
                paths: [
                  {
                    path: '/',
                    pathType: 'Prefix',
                    backend: {
                      service: {
                        name: predictorServiceOf(cluster, { namespace, name }),
                        port: { name: 'http' },
                      },
                    },
                  },
                ],
              },
            },
          ],
        },
      }),
  },
  {
    name: 'httproute-not-accepted',
    kind: 'model',
    description:
      'The model’s HTTPRoute asks for a listener that its Gateway does not have',
    change: (cluster, model) =>
      putHttpRoute(cluster, model, {
        parent: { sectionName: 'https' },
        service: predictorServiceOf(cluster, model),
      }),
  },
  {
    name: 'httproute-backend-missing',
    kind: 'model',
    description: 'The model’s HTTPRoute leads to a Service that was renamed',
    change: (cluster, model) =>
      putHttpRoute(cluster, model, {
        service: `${predictorServiceOf(cluster, model)}-old`,
      }),
  },
  {
    name: 'service-selector',
    kind: 'model',
    description:
      'Another team’s webhook has the predictor Service select a version that no pod has',
    changeService: predictorServiceOnly(({ spec }) => {
      spec.selector = { ...spec.selector, version: 'v2' };
    }),
  },
  {
    name: 'service-port-renamed',
    kind: 'model',
    description:
      'Another team’s webhook renames the port of the predictor Service',
    changeService: predictorServiceOnly(({ spec }) => {
      for (const port of spec.ports) {
        port.name = port.name === 'http' ? 'http-rest' : port.name;
      }
    }),
  },
];
