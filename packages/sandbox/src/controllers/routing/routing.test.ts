import type { KubeObject } from '../../api';
import { createWorld } from '../../__testUtils__/createWorld';
import { ROUTES } from '../runtime/resources';
import { defaultRoute } from './routeAdmission';
import {
  Balancer,
  findRule,
  httpRouteRules,
  ingressRules,
  type Rule,
} from './routingTable';
import { startRouteAdmission } from './startRouteControllers';

const route = (
  name: string,
  spec: object = {},
  namespace = 'ml',
): KubeObject => ({
  apiVersion: 'route.openshift.io/v1',
  kind: 'Route',
  metadata: { name, namespace },
  spec: { to: { kind: 'Service', name: 's' }, ...spec },
});

function start() {
  const world = createWorld({ defaults: { routes: defaultRoute } });
  startRouteAdmission(world);
  const admission = (name: string, namespace = 'ml') => {
    world.settle();
    const { status } = world.cluster.get(ROUTES, { namespace, name })!;
    return status.ingress[0].conditions[0];
  };
  return { ...world, admission };
}

describe('a Route', () => {
  it('is given a host of its name and namespace, and admitted', () => {
    const { cluster, admission } = start();
    const { spec } = cluster.create(route('m'));
    expect(spec.host).toBe('m-ml.apps.localhost');
    expect(admission('m')).toMatchObject({ type: 'Admitted', status: 'True' });
  });

  it('is refused when an older Route has the host, and admitted when that goes', () => {
    const { cluster, clock, admission } = start();
    cluster.create(route('first', { host: 'h.apps.localhost' }));
    clock.advance(2_000);
    cluster.create(route('second', { host: 'h.apps.localhost' }));
    expect(admission('second')).toMatchObject({
      status: 'False',
      reason: 'HostAlreadyClaimed',
      message: 'route first already exposes h.apps.localhost and is older',
    });
    cluster.delete(ROUTES, { namespace: 'ml', name: 'first' });
    expect(admission('second')).toMatchObject({ status: 'True' });
  });

  it('is refused when a label of its host is too long', () => {
    const { cluster, admission } = start();
    cluster.create(route('a'.repeat(61)));
    expect(admission('a'.repeat(61))).toMatchObject({
      status: 'False',
      reason: 'InvalidHost',
      message: expect.stringContaining('must be no more than 63 characters'),
    });
  });
});

describe('the routing table', () => {
  const rule = (host: string, path: string, exact = false): Rule => ({
    host,
    path,
    exact,
    backends: [],
  });
  const rules = [
    rule('h', '/'),
    rule('h', '/a'),
    rule('h', '/a/b', true),
    rule('', '/'),
  ];

  it.each([
    ['h', '/x', 0],
    ['h', '/a', 1],
    ['h', '/a/b', 2],
    ['h', '/a/b/c', 1],
    ['h', '/ab', 0],
    ['other', '/x', 3],
  ])('sends %s%s to rule %i', (host, path, expected) => {
    expect(findRule(rules, host, path)).toBe(rules[expected]);
  });

  it('reads Ingresses and HTTPRoutes', () => {
    const backends = [
      { service: { namespace: 'ml', name: 's' }, port: 8000, weight: 1 },
    ];
    const metadata = { name: 'm', namespace: 'ml' };
    expect(
      ingressRules({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata,
        spec: {
          rules: [
            {
              host: 'h',
              http: {
                paths: [
                  {
                    path: '/',
                    pathType: 'Prefix',
                    backend: { service: { name: 's', port: { number: 8000 } } },
                  },
                ],
              },
            },
          ],
        },
      }),
    ).toEqual([{ host: 'h', path: '/', exact: false, backends }]);
    expect(
      httpRouteRules({
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata,
        spec: {
          hostnames: ['h'],
          rules: [{ backendRefs: [{ name: 's', port: 8000 }] }],
        },
      }),
    ).toEqual([{ host: 'h', path: '/', exact: false, backends }]);
  });
});

describe('the balancer', () => {
  it('keeps the weights exactly, and leaves out who has no endpoints', () => {
    const { cluster } = createWorld();
    const backend = (name: string, weight: number, ip?: string) => {
      cluster.create({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace: 'ml' },
        spec: { ports: [{ name: 'http', port: 8000 }] },
      });
      if (ip) {
        cluster.create({
          apiVersion: 'v1',
          kind: 'Endpoints',
          metadata: { name, namespace: 'ml' },
          subsets: [
            { addresses: [{ ip }], ports: [{ name: 'http', port: 8000 }] },
          ],
        });
      }
      return { service: { namespace: 'ml', name }, port: 'http', weight };
    };
    const balancer = new Balancer(cluster);
    const weighted: Rule = {
      host: 'h',
      path: '/',
      backends: [
        backend('stable', 90, '10.0.0.1'),
        backend('canary', 10, '10.0.0.2'),
        backend('broken', 50),
        backend('off', 0, '10.0.0.3'),
      ],
    };
    const chosen = Array.from(
      { length: 100 },
      () => balancer.choose(weighted)?.host,
    );
    expect(chosen.filter(host => host === '10.0.0.1')).toHaveLength(90);
    expect(chosen.filter(host => host === '10.0.0.2')).toHaveLength(10);
  });
});
