import type { KubeObject } from '../../api';
import { createWorld } from '../../__testUtils__/createWorld';
import { GATEWAYS, HTTP_ROUTES } from '../runtime/resources';
import { GATEWAY_CONTROLLER } from './judgeHttpRoute';
import { startGatewayControllers } from './startGatewayControllers';

const object = (
  kind: string,
  metadata: { name: string; namespace?: string },
  spec: object,
): KubeObject => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind,
  metadata,
  spec,
});

function start() {
  const world = createWorld();
  const { cluster } = world;
  startGatewayControllers(world);
  const gatewayClass = (name: string, controllerName = GATEWAY_CONTROLLER) =>
    cluster.create(object('GatewayClass', { name }, { controllerName }));
  const gateway = (
    name: string,
    listener: object = {},
    gatewayClassName = 'sandbox',
  ) =>
    cluster.create(
      object(
        'Gateway',
        { name, namespace: 'ml' },
        {
          gatewayClassName,
          listeners: [
            { name: 'http', port: 80, protocol: 'HTTP', ...listener },
          ],
        },
      ),
    );
  const route = (parentRef: object, spec: object = {}) =>
    cluster.create(
      object(
        'HTTPRoute',
        { name: 'm', namespace: 'ml' },
        { parentRefs: [parentRef], ...spec },
      ),
    );
  const service = (name: string) =>
    cluster.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: 'ml' },
      spec: { ports: [{ port: 8000 }] },
    });
  /** What is said of the route, as `type status reason`. */
  const said = () => {
    world.settle();
    const found = cluster.get(HTTP_ROUTES, { namespace: 'ml', name: 'm' });
    return found?.status?.parents?.flatMap((parent: any) =>
      parent.conditions.map(
        (each: any) => `${each.type} ${each.status} ${each.reason}`,
      ),
    );
  };
  gatewayClass('sandbox');
  return { ...world, gatewayClass, gateway, route, service, said };
}

const to = (name: string) => ({
  rules: [{ backendRefs: [{ name, port: 8000 }] }],
});

describe('an HTTPRoute', () => {
  it('is accepted by the Gateway it names, which counts it', () => {
    const { cluster, gateway, route, service, said } = start();
    gateway('models');
    service('s');
    route({ name: 'models' }, to('s'));
    expect(said()).toEqual([
      'Accepted True Accepted',
      'ResolvedRefs True ResolvedRefs',
    ]);
    const { status } = cluster.get(GATEWAYS, {
      namespace: 'ml',
      name: 'models',
    })!;
    expect(status.listeners[0]).toMatchObject({ attachedRoutes: 1 });
    expect(status.conditions).toMatchObject([
      { type: 'Accepted', status: 'True', observedGeneration: 1 },
      { type: 'Programmed', status: 'True', observedGeneration: 1 },
    ]);
  });

  it.each([
    ['port that no listener has', { port: 81 }, {}, {}, 'NoMatchingParent'],
    [
      'listener of another name',
      { sectionName: 'https' },
      {},
      {},
      'NoMatchingParent',
    ],
    [
      'listener for other namespaces',
      {},
      {
        allowedRoutes: {
          namespaces: {
            from: 'Selector',
            selector: { matchLabels: { team: 'a' } },
          },
        },
      },
      {},
      'NotAllowedByListeners',
    ],
    [
      'listener for another host',
      {},
      { hostname: '*.example.com' },
      { hostnames: ['m.example.org'] },
      'NoMatchingListenerHostname',
    ],
  ])('is not accepted by a %s', (_what, parent, listener, spec, reason) => {
    const { gateway, route, said } = start();
    gateway('models', listener);
    route({ name: 'models', ...parent }, spec);
    expect(said()).toContain(`Accepted False ${reason}`);
  });

  it('is told which backend is missing, until it comes', () => {
    const { gateway, route, service, said } = start();
    gateway('models');
    route({ name: 'models' }, to('s'));
    expect(said()).toContain('ResolvedRefs False BackendNotFound');
    service('s');
    expect(said()).toContain('ResolvedRefs True ResolvedRefs');
  });

  it.each([
    [{ name: 's', namespace: 'default', port: 8000 }, 'RefNotPermitted'],
    [{ name: 's', kind: 'Pod', port: 8000 }, 'InvalidKind'],
  ])('may not use %j', (backend, reason) => {
    const { gateway, route, said } = start();
    gateway('models');
    route({ name: 'models' }, { rules: [{ backendRefs: [backend] }] });
    expect(said()).toContain(`ResolvedRefs False ${reason}`);
  });

  it('hears nothing from a Gateway that is absent or of another make', () => {
    const { gatewayClass, gateway, route, said } = start();
    gatewayClass('other', 'example.com/other');
    gateway('models', {}, 'other');
    route({ name: 'models' });
    expect(said()).toBeUndefined();
  });
});
