import { kubeTime } from '../../clock';
import { INGRESSES, ROUTES } from '../runtime/resources';
import {
  keyOf,
  startController,
  type ControllerContext,
} from '../runtime/startController';
import { writeStatus } from '../runtime/writeStatus';
import { judgeRoute, routeIngress } from './routeAdmission';
import { hasIngressClass } from './routingTable';

const MANAGER = 'router';

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
        const ingress = [routeIngress(route, verdict, kubeTime(clock.now()))];
        writeStatus(cluster, route, { ingress }, MANAGER);
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
      if (ingress && hasIngressClass(ingress)) {
        const loadBalancer = { ingress: [{ hostname: 'localhost' }] };
        writeStatus(context.cluster, ingress, { loadBalancer }, MANAGER);
      }
    },
  });
}
