import type {
  HttpRouteObject,
  IngressObject,
  RouteObject,
  ServiceObject,
} from '../objects';
import { backendsOfRoute } from './endpoints';

/** A port by which something leads to a Service: its name or number, or for a Route its number on the pod. */
export interface BackendPort {
  service: string;
  port: string | number;
}

export function portsOfRoute(route: RouteObject): BackendPort[] {
  const port = route.spec.port?.targetPort;
  return port === undefined
    ? []
    : backendsOfRoute(route).map(service => ({ service, port }));
}

export function portsOfIngress({ spec }: IngressObject): BackendPort[] {
  return spec.rules.flatMap(({ http }) =>
    (http?.paths ?? []).flatMap(({ backend: { service } }) => {
      const port = service?.port?.name ?? service?.port?.number;
      return service && port !== undefined && port !== null
        ? [{ service: service.name, port }]
        : [];
    }),
  );
}

export function portsOfHttpRoute({
  metadata,
  spec,
}: HttpRouteObject): BackendPort[] {
  return spec.rules.flatMap(({ backendRefs }) =>
    backendRefs.flatMap(({ name, namespace, port }) =>
      (namespace ?? metadata.namespace) === metadata.namespace &&
      typeof port === 'number'
        ? [{ service: name, port }]
        : [],
    ),
  );
}

/** Those that the Services do not have, of Services that are there. */
export function missingPorts(
  ports: readonly BackendPort[],
  services: readonly ServiceObject[],
): string[] {
  const missing = ports.filter(({ service, port }) => {
    const found = services.find(({ metadata }) => metadata.name === service);
    return (
      found &&
      !found.spec.ports.some(
        each =>
          each.name === port || each.port === port || each.targetPort === port,
      )
    );
  });
  return [...new Set(missing.map(({ port }) => String(port)))];
}
