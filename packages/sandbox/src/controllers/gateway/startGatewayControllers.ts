import type { Cluster, KubeObject } from '../../api/Cluster';
import { withCondition, type Condition } from '../runtime/conditions';
import {
  GATEWAYS,
  GATEWAY_CLASSES,
  HTTP_ROUTES,
  NAMESPACES,
  SERVICES,
} from '../runtime/resources';
import {
  keyOf,
  startController,
  type ControllerContext,
} from '../runtime/startController';
import { writeStatus } from '../runtime/writeStatus';
import {
  gatewayKeyOf,
  GATEWAY_CONTROLLER,
  judgeBackends,
  judgeParent,
  type Listener,
  type ParentRef,
  type Verdict,
} from './judgeHttpRoute';

const MANAGER = 'gateway-controller';

const conditionFor = (
  type: string,
  { ok, reason, message }: Verdict,
  { metadata }: KubeObject,
): Condition => ({
  type,
  status: ok ? 'True' : 'False',
  reason,
  message,
  observedGeneration: metadata.generation,
});

const fine = (reason: string, message: string): Verdict => ({
  ok: true,
  reason,
  message,
});

/** A Gateway of another class is somebody else's, who says nothing here. */
const isOurs = (cluster: Cluster, gateway: KubeObject) =>
  cluster.get(GATEWAY_CLASSES, { name: gateway.spec?.gatewayClassName })?.spec
    ?.controllerName === GATEWAY_CONTROLLER;

function parentsOf(cluster: Cluster, route: KubeObject) {
  const namespace = cluster.get(NAMESPACES, {
    name: route.metadata.namespace ?? '',
  });
  const parents: ParentRef[] = route.spec?.parentRefs ?? [];
  return parents.flatMap(parentRef => {
    const key = gatewayKeyOf(route, parentRef);
    const gateway = key && cluster.get(GATEWAYS, key);
    return gateway && isOurs(cluster, gateway)
      ? [
          {
            parentRef,
            gateway,
            ...judgeParent(route, parentRef, {
              gateway,
              namespaceLabels: namespace?.metadata.labels ?? {},
            }),
          },
        ]
      : [];
  });
}

/** Attaches HTTPRoutes to the Gateways they name, and says whether their backends exist. */
function startHttpRoutes(context: ControllerContext) {
  const { cluster, clock } = context;
  const every = () => cluster.list(HTTP_ROUTES).map(keyOf);
  return startController(context, {
    name: MANAGER,
    watches: [
      { resource: HTTP_ROUTES, keys: object => [keyOf(object)] },
      { resource: GATEWAYS, keys: every },
      { resource: GATEWAY_CLASSES, keys: every },
      {
        resource: SERVICES,
        keys: ({ metadata: { namespace } }) =>
          cluster.list(HTTP_ROUTES, { namespace }).map(keyOf),
      },
    ],
    reconcile(key) {
      const route = cluster.get(HTTP_ROUTES, key);
      if (!route) {
        return;
      }
      const resolved = judgeBackends(
        route,
        service => cluster.get(SERVICES, service) !== undefined,
      );
      const before: { parentRef: ParentRef; conditions: Condition[] }[] =
        route.status?.parents ?? [];
      const parents = parentsOf(cluster, route).map(
        ({ parentRef, verdict }, index) => ({
          parentRef,
          controllerName: GATEWAY_CONTROLLER,
          conditions: [
            conditionFor('Accepted', verdict, route),
            conditionFor('ResolvedRefs', resolved, route),
          ].reduce<Condition[]>(
            (list, condition) => withCondition(list, condition, clock),
            before[index]?.conditions ?? [],
          ),
        }),
      );
      if (parents.length > 0 || route.status) {
        writeStatus(cluster, route, { parents }, MANAGER);
      }
    },
  });
}

/** How many routes are attached to each listener of a Gateway. */
function attachedRoutes(cluster: Cluster, gateway: KubeObject) {
  const counts = new Map<string, number>();
  for (const route of cluster.list(HTTP_ROUTES)) {
    const names = new Set(
      parentsOf(cluster, route)
        .filter(parent => parent.gateway.metadata.uid === gateway.metadata.uid)
        .flatMap(({ listeners }) => listeners.map(({ name }) => name)),
    );
    names.forEach(name => counts.set(name, (counts.get(name) ?? 0) + 1));
  }
  return counts;
}

function startGateways(context: ControllerContext) {
  const { cluster, clock } = context;
  const every = () => cluster.list(GATEWAYS).map(keyOf);
  return startController(context, {
    name: MANAGER,
    watches: [
      { resource: GATEWAYS, keys: object => [keyOf(object)] },
      { resource: GATEWAY_CLASSES, keys: every },
      { resource: HTTP_ROUTES, keys: every },
    ],
    reconcile(key) {
      const gateway = cluster.get(GATEWAYS, key);
      if (!gateway || !isOurs(cluster, gateway)) {
        return;
      }
      const counts = attachedRoutes(cluster, gateway);
      const settled = (list: Condition[] | undefined, wanted: Condition[]) =>
        wanted.reduce<Condition[]>(
          (all, condition) => withCondition(all, condition, clock),
          list ?? [],
        );
      const listeners: Listener[] = gateway.spec.listeners;
      writeStatus(
        cluster,
        gateway,
        {
          addresses: [{ type: 'Hostname', value: 'localhost' }],
          conditions: settled(gateway.status?.conditions, [
            conditionFor(
              'Accepted',
              fine('Accepted', 'Gateway is accepted'),
              gateway,
            ),
            conditionFor(
              'Programmed',
              fine('Programmed', 'Gateway takes requests'),
              gateway,
            ),
          ]),
          listeners: listeners.map(({ name }, index) => ({
            name,
            supportedKinds: [
              { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' },
            ],
            attachedRoutes: counts.get(name) ?? 0,
            conditions: settled(
              gateway.status?.listeners?.[index]?.conditions,
              [
                conditionFor(
                  'Accepted',
                  fine('Accepted', 'Listener is accepted'),
                  gateway,
                ),
                conditionFor(
                  'Programmed',
                  fine('Programmed', 'Listener takes requests'),
                  gateway,
                ),
              ],
            ),
          })),
        },
        MANAGER,
      );
    },
  });
}

function startGatewayClasses(context: ControllerContext) {
  const { cluster, clock } = context;
  return startController(context, {
    name: MANAGER,
    watches: [
      {
        resource: GATEWAY_CLASSES,
        keys: ({ metadata }) => [{ namespace: '', name: metadata.name }],
      },
    ],
    reconcile({ name }) {
      const found = cluster.get(GATEWAY_CLASSES, { name });
      if (found?.spec?.controllerName !== GATEWAY_CONTROLLER) {
        return;
      }
      const accepted = conditionFor(
        'Accepted',
        fine('Accepted', 'GatewayClass is accepted'),
        found,
      );
      writeStatus(
        cluster,
        found,
        {
          conditions: withCondition(found.status?.conditions, accepted, clock),
        },
        MANAGER,
      );
    },
  });
}

/** An implementation of the Gateway API, but for the listener, which is the router's. */
export function startGatewayControllers(context: ControllerContext) {
  const stops = [
    startGatewayClasses(context),
    startGateways(context),
    startHttpRoutes(context),
  ];
  return () => stops.forEach(stop => stop());
}
