import type { KubeObject } from '../../api/Cluster';
import { sameJson } from '../../api/json';
import { kubeTime } from '../../clock';
import { withCondition, type Condition } from '../runtime/conditions';
import { HTTP_ROUTES, INGRESSES, ROUTES, SERVICES } from '../runtime/resources';
import {
  keyOf,
  startController,
  type ControllerContext,
} from '../runtime/startController';
import { judgeRoute, routeIngress } from './routeAdmission';

const GATEWAY_CONTROLLER = 'sandbox/gateway-controller';

function writeStatus(
  { cluster }: ControllerContext,
  object: KubeObject,
  status: object,
) {
  if (!sameJson(object.status, status)) {
    cluster.updateStatus(
      {
        ...object,
        metadata: { ...object.metadata, resourceVersion: undefined },
        status,
      },
      { fieldManager: 'router' },
    );
  }
}

/** Admits Routes. A Route that goes away frees its host, so all of that host are judged anew. */
export function startRouteAdmission(context: ControllerContext) {
  const { cluster, clock } = context;
  return startController(context, {
    name: 'router',
    watches: [
      {
        resource: ROUTES,
        keys: changed =>
          cluster
            .list(ROUTES)
            .filter(({ spec }) => spec?.host === changed.spec?.host)
            .map(keyOf),
      },
    ],
    reconcile(key) {
      const route = cluster.get(ROUTES, key);
      if (route) {
        const verdict = judgeRoute(route, cluster.list(ROUTES));
        writeStatus(context, route, {
          ingress: [routeIngress(route, verdict, kubeTime(clock.now()))],
        });
      }
    },
  });
}

/** Tells Ingresses where the load balancer is. */
export function startIngressController(context: ControllerContext) {
  return startController(context, {
    name: 'ingress-controller',
    watches: [{ resource: INGRESSES, keys: object => [keyOf(object)] }],
    reconcile(key) {
      const ingress = context.cluster.get(INGRESSES, key);
      if (ingress) {
        writeStatus(context, ingress, {
          loadBalancer: { ingress: [{ hostname: 'localhost' }] },
        });
      }
    },
  });
}

/** Accepts HTTPRoutes for every gateway they name, and says whether their backends exist. */
export function startGatewayController(context: ControllerContext) {
  const { cluster, clock } = context;
  return startController(context, {
    name: 'gateway-controller',
    watches: [
      { resource: HTTP_ROUTES, keys: object => [keyOf(object)] },
      {
        resource: SERVICES,
        keys: ({ metadata }) =>
          cluster
            .list(HTTP_ROUTES, { namespace: metadata.namespace })
            .map(keyOf),
      },
    ],
    reconcile(key) {
      const route = cluster.get(HTTP_ROUTES, key);
      if (!route) {
        return;
      }
      const missing = (route.spec?.rules ?? [])
        .flatMap((rule: any) => rule.backendRefs ?? [])
        .filter(
          ({ name, namespace = key.namespace }: any) =>
            !cluster.get(SERVICES, { namespace, name }),
        )
        .map(({ name }: any) => name);
      const conditions: Condition[] = [
        {
          type: 'Accepted',
          status: 'True',
          reason: 'Accepted',
          message: 'Route is accepted',
        },
        missing.length === 0
          ? {
              type: 'ResolvedRefs',
              status: 'True',
              reason: 'ResolvedRefs',
              message: 'Resolved all the Object references for the Route',
            }
          : {
              type: 'ResolvedRefs',
              status: 'False',
              reason: 'BackendNotFound',
              message: `Service "${missing[0]}" not found`,
            },
      ];
      writeStatus(context, route, {
        parents: (route.spec?.parentRefs ?? []).map(
          (parentRef: object, index: number) => ({
            parentRef,
            controllerName: GATEWAY_CONTROLLER,
            conditions: conditions.reduce<Condition[]>(
              (list, condition) => withCondition(list, condition, clock),
              route.status?.parents?.[index]?.conditions ?? [],
            ),
          }),
        ),
      });
    },
  });
}
