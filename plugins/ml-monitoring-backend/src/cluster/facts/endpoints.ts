import type { ModelDetail } from 'backstage-plugin-ml-monitoring-common';
import type {
  HttpRouteObject,
  IngressObject,
  RouteObject,
  WrittenMetadata,
} from '../objects';
import type { ModelObjects } from './indexObjects';

type Endpoint = ModelDetail['endpoints'][number];

/** The port on which a predictor's Service answers REST and gRPC's HTTP neighbours. */
const SERVICE_PORT = 8000;

export interface EndpointOptions {
  namespace: string;
  /** Predictor by the name of its Service. */
  predictors: Map<string, string>;
  /** Whether something belongs to the model wherever it leads. */
  isOwned?: (metadata: WrittenMetadata, backends: string[]) => boolean;
  /** Where routers listen on a port of their own. */
  routePort?: number;
}

export const backendsOfRoute = ({ spec }: RouteObject) => [
  spec.to.name,
  ...spec.alternateBackends.map(({ name }) => name),
];
export const backendsOfIngress = ({ spec }: IngressObject) =>
  spec.rules.flatMap(({ http }) =>
    (http?.paths ?? []).flatMap(({ backend }) => backend.service?.name ?? []),
  );
export const backendsOfHttpRoute = ({ metadata, spec }: HttpRouteObject) =>
  spec.rules.flatMap(({ backendRefs }) =>
    backendRefs
      .filter(
        ({ namespace = metadata.namespace }) =>
          namespace === metadata.namespace,
      )
      .map(({ name }) => name),
  );

/** Every way of calling the model, those from outside the cluster first. */
export function endpointsOf(
  objects: Pick<ModelObjects, 'routes' | 'ingresses' | 'httpRoutes'>,
  options: EndpointOptions,
): Endpoint[] {
  const { predictors, isOwned } = options;
  const isOfModel = (metadata: WrittenMetadata, services: string[]) =>
    services.some(service => predictors.has(service)) ||
    isOwned?.(metadata, services);
  return [
    ...objects.routes
      .filter(route => isOfModel(route.metadata, backendsOfRoute(route)))
      .map(route => routeEndpoint(route, options)),
    ...objects.ingresses
      .filter(ingress =>
        isOfModel(ingress.metadata, backendsOfIngress(ingress)),
      )
      .map(ingress => ingressEndpoint(ingress, options)),
    ...objects.httpRoutes
      .filter(route => isOfModel(route.metadata, backendsOfHttpRoute(route)))
      .map(route => httpRouteEndpoint(route, options)),
    ...[...predictors].map(([service, predictor]): Endpoint => ({
      kind: 'Service',
      name: service,
      predictor,
      url: `http://${service}.${options.namespace}.svc.cluster.local:${SERVICE_PORT}`,
    })),
  ];
}

/** The predictor it leads to, where there is just one. */
function predictorBehind(services: string[], options: EndpointOptions) {
  const behind = new Set(
    services.flatMap(service => options.predictors.get(service) ?? []),
  );
  return behind.size === 1 ? { predictor: [...behind][0] } : {};
}

function routeEndpoint(route: RouteObject, options: EndpointOptions): Endpoint {
  const admissions = (route.status?.ingress ?? []).map(
    ({ host, conditions }) => ({
      host,
      admitted: conditions.find(({ type }) => type === 'Admitted'),
    }),
  );
  const taken = admissions.find(({ admitted }) => admitted?.status === 'True');
  const refused = admissions.find(
    ({ admitted }) => admitted?.status === 'False',
  );
  const host = taken?.host ?? route.spec.host ?? admissions[0]?.host;
  const scheme = route.spec.tls ? 'https' : 'http';
  const port = options.routePort ? `:${options.routePort}` : '';
  return {
    kind: 'Route',
    name: route.metadata.name,
    ...predictorBehind(backendsOfRoute(route), options),
    ...(host && { url: `${scheme}://${host}${port}` }),
    ...verdict(!!taken, refused?.admitted),
  };
}

function ingressEndpoint(
  ingress: IngressObject,
  options: EndpointOptions,
): Endpoint {
  const rule = ingress.spec.rules.find(({ http }) =>
    http?.paths.some(({ backend }) =>
      options.predictors.has(backend.service?.name ?? ''),
    ),
  );
  const scheme = ingress.spec.tls.length ? 'https' : 'http';
  const addressed = !!ingress.status?.loadBalancer?.ingress.length;
  return {
    kind: 'Ingress',
    name: ingress.metadata.name,
    ...predictorBehind(backendsOfIngress(ingress), options),
    ...(rule?.host && { url: `${scheme}://${rule.host}` }),
    ...verdict(addressed),
  };
}

function httpRouteEndpoint(
  route: HttpRouteObject,
  options: EndpointOptions,
): Endpoint {
  const parents = (route.status?.parents ?? []).map(({ conditions }) => ({
    accepted: conditions.some(
      ({ type, status }) => type === 'Accepted' && status === 'True',
    ),
    // A gateway may accept a route whose Service it cannot find, and then answers 500.
    refused: conditions.find(
      ({ type, status }) =>
        ['Accepted', 'ResolvedRefs'].includes(type) && status === 'False',
    ),
  }));
  const [host] = route.spec.hostnames;
  return {
    kind: 'HTTPRoute',
    name: route.metadata.name,
    ...predictorBehind(backendsOfHttpRoute(route), options),
    ...(host && { url: `http://${host}` }),
    ...verdict(
      parents.some(({ accepted, refused }) => accepted && !refused),
      parents.find(({ refused }) => refused)?.refused,
    ),
  };
}

/** Taken up by one of several is taken up; said by none is not known. */
function verdict(
  admitted: boolean,
  refused?: { reason?: string; message?: string },
): Pick<Endpoint, 'admitted' | 'reason' | 'message'> {
  if (admitted) {
    return { admitted: true };
  }
  return refused
    ? {
        admitted: false,
        ...(refused.reason && { reason: refused.reason }),
        ...(refused.message && { message: refused.message }),
      }
    : {};
}
