import {
  httpRouteSchema,
  ingressSchema,
  routeSchema,
  serviceSchema,
} from '../objects';
import { exposuresOf } from './exposures';

const none = { routes: [], ingresses: [], httpRoutes: [] };
const metadata = { name: 'fraud', namespace: 'ml-mon' };
const services = [
  serviceSchema.parse({
    metadata: { name: 'fraud-main', namespace: 'ml-mon' },
    spec: { ports: [{ name: 'http', port: 8000, targetPort: 8000 }] },
  }),
];
const route = (spec: object, annotations: object = {}) => ({
  ...none,
  routes: [
    routeSchema.parse({
      metadata: { ...metadata, annotations },
      spec: { to: { name: 'fraud-main' }, ...spec },
    }),
  ],
});
const ingress = (port: object, more: object = {}) => ({
  ...none,
  ingresses: [
    ingressSchema.parse({
      metadata,
      spec: {
        rules: [
          {
            http: {
              paths: [{ backend: { service: { name: 'fraud-main', port } } }],
            },
          },
        ],
        ...more,
      },
    }),
  ],
});
const httpRoute = (backendRefs: object[], timeouts?: object) => ({
  ...none,
  httpRoutes: [
    httpRouteSchema.parse({
      metadata,
      spec: { rules: [{ backendRefs, timeouts }] },
    }),
  ],
});

describe('what leads callers to a model', () => {
  it.each<[string, Parameters<typeof exposuresOf>[0], object]>([
    [
      'a Route that leads to a port of its Service',
      route({ port: { targetPort: 'http' } }),
      { backends: ['fraud-main'], missing: [], missingPorts: [] },
    ],
    [
      'a Route to a number of the pod, with some patience',
      route(
        { port: { targetPort: 8000 } },
        { 'haproxy.router.openshift.io/timeout': '500ms' },
      ),
      { missingPorts: [], timeoutSeconds: 0.5 },
    ],
    [
      'a Route to a port that was renamed',
      route({ port: { targetPort: 'http-rest' } }),
      { missingPorts: ['http-rest'] },
    ],
    [
      'a Route of which one Service is gone',
      route({ alternateBackends: [{ name: 'fraud-v2' }] }),
      { backends: ['fraud-main', 'fraud-v2'], missing: ['fraud-v2'] },
    ],
    [
      'an Ingress without a class',
      ingress({ number: 80 }),
      { kind: 'Ingress', missingPorts: ['80'] },
    ],
    [
      'an Ingress with one',
      ingress({ name: 'http' }, { ingressClassName: 'nginx' }),
      { className: 'nginx', missingPorts: [] },
    ],
    [
      'an HTTPRoute that also leads to another namespace',
      httpRoute(
        [
          { name: 'fraud-main', port: 8000 },
          { name: 'elsewhere', namespace: 'other', port: 1 },
        ],
        { request: '2s' },
      ),
      {
        backends: ['fraud-main'],
        missing: [],
        missingPorts: [],
        timeoutSeconds: 2,
      },
    ],
  ])('is %s', (_, objects, expected) => {
    expect(
      exposuresOf(objects, { isOfModel: () => true, services }),
    ).toMatchObject([expected]);
  });

  it('is not held against Services that may not be read', () => {
    const [fact] = exposuresOf(route({}), { isOfModel: () => true });
    expect(fact).toEqual({
      kind: 'Route',
      name: 'fraud',
      backends: ['fraud-main'],
    });
  });

  it('is not what leads elsewhere', () => {
    expect(exposuresOf(route({}), { isOfModel: () => false })).toEqual([]);
  });
});
