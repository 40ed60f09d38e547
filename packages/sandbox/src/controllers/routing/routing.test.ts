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
    rule('*.wild', '/'),
  ];

  it.each([
    ['h', '/x', 0],
    ['h', '/a', 1],
    ['h', '/a/b', 2],
    ['h', '/a/b/c', 1],
    ['h', '/ab', 0],
    ['other', '/x', 3],
    ['a.wild', '/x', 4],
    ['a.b.wild', '/x', 4],
    ['wild', '/x', 3],
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
          rules: [
            {
              backendRefs: [{ name: 's', port: 8000 }],
              filters: [
                {
                  type: 'RequestMirror',
                  requestMirror: {
                    backendRef: { name: 'shadow', port: 8000 },
                    percent: 50,
                  },
                },
              ],
            },
          ],
        },
        status: {
          parents: [{ conditions: [{ type: 'Accepted', status: 'True' }] }],
        },
      }),
    ).toEqual([
      {
        host: 'h',
        path: '/',
        exact: false,
        backends,
        keepsShares: true,
        mirrors: [
          {
            service: { namespace: 'ml', name: 'shadow' },
            port: 8000,
            weight: 50,
          },
        ],
      },
    ]);
  });
});

/** The hosts that requests go to, or the status they are refused with. */
const hostsOf = (balancer: Balancer, rule: Rule, count: number) =>
  Array.from({ length: count }, () => {
    const choice = balancer.choose(rule);
    return 'address' in choice ? choice.address.host : choice.refusal;
  });

describe('the balancer', () => {
  function balance() {
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
    return { balancer: new Balancer(cluster), backend };
  }

  const count = (hosts: unknown[], wanted: unknown) =>
    hosts.filter(host => host === wanted).length;

  it('keeps the weights exactly, and leaves out who has no endpoints', () => {
    const { balancer, backend } = balance();
    const backends = [
      backend('stable', 90, '10.0.0.1'),
      backend('canary', 10, '10.0.0.2'),
      backend('broken', 50),
      backend('off', 0, '10.0.0.3'),
    ];
    const chosen = hostsOf(balancer, { host: 'h', path: '/', backends }, 100);
    expect(count(chosen, '10.0.0.1')).toBe(90);
    expect(count(chosen, '10.0.0.2')).toBe(10);
  });

  it('refuses the share of a backend that cannot answer where shares are kept', () => {
    const { balancer, backend } = balance();
    const backends = [
      backend('stable', 50, '10.0.0.1'),
      backend('broken', 30),
      {
        service: { namespace: 'ml', name: 'absent' },
        port: 8000,
        weight: 20,
      },
    ];
    const rule = { host: 'h', path: '/', backends, keepsShares: true };
    const chosen = hostsOf(balancer, rule, 100);
    expect(count(chosen, '10.0.0.1')).toBe(50);
    expect(count(chosen, 503)).toBe(30);
    expect(count(chosen, 500)).toBe(20);
  });

  it('goes elsewhere when nobody listens at an address', () => {
    const { balancer, backend } = balance();
    const backends = [
      backend('stable', 50, '10.0.0.1'),
      backend('gone', 50, '10.0.0.2'),
    ];
    const rule = { host: 'h', path: '/', backends };
    const gone = [{ host: '10.0.0.2', port: 8000 }];
    for (let tries = 0; tries < 4; tries += 1) {
      expect(balancer.choose(rule, gone)).toEqual({
        address: { host: '10.0.0.1', port: 8000 },
      });
    }
  });

  it('copies as many requests as asked for', () => {
    const { balancer, backend } = balance();
    const mirrors = [backend('shadow', 25, '10.0.0.4')];
    const rule = { host: 'h', path: '/', backends: [], mirrors };
    const copies = Array.from({ length: 100 }, () =>
      balancer.mirrorsOf(rule),
    ).flat();
    expect(copies).toHaveLength(25);
  });
});
