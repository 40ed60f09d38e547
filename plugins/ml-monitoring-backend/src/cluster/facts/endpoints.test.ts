import { httpRouteSchema, ingressSchema, routeSchema } from '../objects';
import { endpointsOf } from './endpoints';

const none = { routes: [], ingresses: [], httpRoutes: [] };
const options = {
  namespace: 'ml-mon',
  predictors: new Map([
    ['fraud-main', 'main'],
    ['fraud-canary', 'canary'],
  ]),
};
const admitted = (status: string, more: object = {}) => ({
  host: 'given.example.com',
  conditions: [{ type: 'Admitted', status, ...more }],
});
const route = (spec: object, ingress: object[] = []) =>
  endpointsOf(
    {
      ...none,
      routes: [
        routeSchema.parse({
          metadata: { name: 'fraud' },
          spec: { to: { name: 'fraud-main' }, ...spec },
          status: { ingress },
        }),
      ],
    },
    options,
  )[0];

describe('the endpoints of a model', () => {
  it.each([
    [
      'a Route that a router took up',
      route({ host: 'a.example.com', tls: {} }, [admitted('True')]),
      {
        url: 'https://given.example.com',
        admitted: true,
        predictor: 'main',
      },
    ],
    [
      'a Route that one of two routers took up',
      route({}, [admitted('False', { reason: 'No' }), admitted('True')]),
      { admitted: true, reason: undefined },
    ],
    [
      'a Route that was refused',
      route({ host: 'a.example.com' }, [
        admitted('False', { reason: 'HostAlreadyClaimed', message: 'taken' }),
      ]),
      {
        url: 'http://a.example.com',
        admitted: false,
        reason: 'HostAlreadyClaimed',
        message: 'taken',
      },
    ],
    [
      'a Route that nobody looked at',
      route({ host: 'a.example.com' }),
      { admitted: undefined },
    ],
    [
      'a Route that splits, and so leads to no predictor in particular',
      route({ alternateBackends: [{ name: 'fraud-canary' }] }),
      { predictor: undefined, url: undefined },
    ],
  ])('include %s', (_, endpoint, expected) => {
    expect(endpoint).toMatchObject({ kind: 'Route', name: 'fraud' });
    expect({ ...emptied(expected), ...endpoint }).toMatchObject(expected);
  });

  it('include Ingresses and HTTPRoutes', () => {
    expect(
      endpointsOf(
        {
          ...none,
          ingresses: [
            ingressSchema.parse({
              metadata: { name: 'in' },
              spec: {
                rules: [
                  {
                    host: 'in.example.com',
                    http: {
                      paths: [{ backend: { service: { name: 'fraud-main' } } }],
                    },
                  },
                ],
              },
              status: { loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } },
            }),
          ],
          httpRoutes: [
            httpRouteSchema.parse({
              metadata: { name: 'gw' },
              spec: {
                hostnames: ['gw.example.com'],
                rules: [{ backendRefs: [{ name: 'fraud-canary' }] }],
              },
              status: {
                parents: [
                  {
                    conditions: [
                      {
                        type: 'Accepted',
                        status: 'False',
                        reason: 'NotAllowedByListeners',
                      },
                    ],
                  },
                ],
              },
            }),
          ],
        },
        options,
      ).slice(0, 2),
    ).toEqual([
      {
        kind: 'Ingress',
        name: 'in',
        predictor: 'main',
        url: 'http://in.example.com',
        admitted: true,
      },
      {
        kind: 'HTTPRoute',
        name: 'gw',
        predictor: 'canary',
        url: 'http://gw.example.com',
        admitted: false,
        reason: 'NotAllowedByListeners',
      },
    ]);
  });

  const condition = (type: string, status: string, reason?: string) => ({
    type,
    status,
    reason,
  });
  it.each([
    [
      'whose Service the gateway cannot find is refused',
      [
        [
          condition('Accepted', 'True'),
          condition('ResolvedRefs', 'False', 'BackendNotFound'),
        ],
      ],
      { admitted: false, reason: 'BackendNotFound' },
    ],
    [
      'that one of two gateways serves is admitted',
      [
        [condition('Accepted', 'False', 'NotAllowedByListeners')],
        [condition('Accepted', 'True'), condition('ResolvedRefs', 'True')],
      ],
      { admitted: true },
    ],
    ['that no gateway looked at is neither', [], {}],
  ])('say that an HTTPRoute %s', (_, parents, expected) => {
    const [endpoint] = endpointsOf(
      {
        ...none,
        httpRoutes: [
          httpRouteSchema.parse({
            metadata: { name: 'gw' },
            spec: { rules: [{ backendRefs: [{ name: 'fraud-main' }] }] },
            status: { parents: parents.map(conditions => ({ conditions })) },
          }),
        ],
      },
      options,
    );
    expect(endpoint).toEqual({
      kind: 'HTTPRoute',
      name: 'gw',
      predictor: 'main',
      ...expected,
    });
  });

  it('leave out what leads elsewhere', () => {
    expect(route({ to: { name: 'other' } })).toMatchObject({ kind: 'Service' });
  });
});

/** So that a member which must not be there is seen to be missing. */
function emptied(expected: object) {
  return Object.fromEntries(Object.keys(expected).map(key => [key, undefined]));
}
