import {
  httpRouteSchema,
  ingressSchema,
  routeSchema,
  type AnyObject,
} from '../objects';
import { endpointsOf } from './endpoints';

/** The address that the Route, Ingress or HTTPRoute among these objects gives, as soon as it is known. */
export function urlOf(
  objects: AnyObject[],
  options: { routePort?: number },
): string | undefined {
  const ofKind = (kind: string) => objects.filter(each => each.kind === kind);
  const routes = ofKind('Route').map(each => routeSchema.parse(each));
  const ingresses = ofKind('Ingress').map(each => ingressSchema.parse(each));
  const httpRoutes = ofKind('HTTPRoute').map(each =>
    httpRouteSchema.parse(each),
  );
  const services = [
    ...routes.map(({ spec }) => spec.to.name),
    ...ingresses.flatMap(({ spec }) =>
      spec.rules.flatMap(
        ({ http }) =>
          http?.paths.flatMap(({ backend }) => backend.service?.name ?? []) ??
          [],
      ),
    ),
    ...httpRoutes.flatMap(({ spec }) =>
      spec.rules.flatMap(({ backendRefs }) =>
        backendRefs.map(({ name }) => name),
      ),
    ),
  ];
  return endpointsOf(
    { routes, ingresses, httpRoutes },
    {
      namespace: '',
      predictors: new Map(services.map(service => [service, service])),
      routePort: options.routePort,
    },
  ).find(({ kind, url }) => kind !== 'Service' && url)?.url;
}
