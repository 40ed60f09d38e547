import type { ExposureFact } from 'backstage-plugin-ml-monitoring-common';
import { parseDurationSeconds } from '../../config';
import type { ServiceObject, WrittenMetadata } from '../objects';
import {
  missingPorts,
  portsOfHttpRoute,
  portsOfIngress,
  portsOfRoute,
  type BackendPort,
} from './backendPorts';
import {
  backendsOfHttpRoute,
  backendsOfIngress,
  backendsOfRoute,
} from './endpoints';
import type { ModelObjects } from './indexObjects';
import { specWrittenAt } from './writes';

const ROUTE_TIMEOUT = 'haproxy.router.openshift.io/timeout';
/** Before Ingresses had a field for it. */
const INGRESS_CLASS = 'kubernetes.io/ingress.class';

/** What leads callers from outside to the model. */
export function exposuresOf(
  objects: Pick<ModelObjects, 'routes' | 'ingresses' | 'httpRoutes'>,
  options: {
    isOfModel: (metadata: WrittenMetadata, backends: string[]) => boolean;
    /** The Services there are. Absent: they may not be read. */
    services?: readonly ServiceObject[];
  },
): ExposureFact[] {
  const { isOfModel, services } = options;
  const fact = (
    kind: ExposureFact['kind'],
    metadata: WrittenMetadata,
    backends: string[],
    ports: BackendPort[],
  ): ExposureFact => {
    const changedAt =
      specWrittenAt(metadata) ??
      (metadata.creationTimestamp
        ? new Date(metadata.creationTimestamp)
        : undefined);
    const unique = [...new Set(backends)];
    return {
      kind,
      name: metadata.name,
      backends: unique,
      ...(services && {
        missing: unique.filter(
          name => !services.some(each => each.metadata.name === name),
        ),
        missingPorts: missingPorts(ports, services),
      }),
      ...(changedAt && { changedAt }),
    };
  };
  const routes = objects.routes.map(route => ({
    metadata: route.metadata,
    fact: {
      ...fact(
        'Route',
        route.metadata,
        backendsOfRoute(route),
        portsOfRoute(route),
      ),
      ...timeout(route.metadata.annotations[ROUTE_TIMEOUT]),
    },
  }));
  const ingresses = objects.ingresses.map(ingress => {
    const className =
      ingress.spec.ingressClassName ??
      ingress.metadata.annotations[INGRESS_CLASS];
    return {
      metadata: ingress.metadata,
      fact: {
        ...fact(
          'Ingress',
          ingress.metadata,
          backendsOfIngress(ingress),
          portsOfIngress(ingress),
        ),
        ...(className && { className }),
      },
    };
  });
  const httpRoutes = objects.httpRoutes.map(route => ({
    metadata: route.metadata,
    fact: {
      ...fact(
        'HTTPRoute',
        route.metadata,
        backendsOfHttpRoute(route),
        portsOfHttpRoute(route),
      ),
      ...timeout(
        route.spec.rules.find(({ timeouts }) => timeouts?.request)?.timeouts
          ?.request,
      ),
    },
  }));
  return [...routes, ...ingresses, ...httpRoutes]
    .filter(({ metadata, fact: { backends } }) => isOfModel(metadata, backends))
    .map(each => each.fact);
}

function timeout(
  text: string | undefined,
): Pick<ExposureFact, 'timeoutSeconds'> {
  const seconds = text === undefined ? undefined : parseDurationSeconds(text);
  // 0 means none.
  return seconds ? { timeoutSeconds: seconds } : {};
}
