import { SELDON_DEPLOYMENT_ID_LABEL } from 'backstage-plugin-ml-monitoring-common';
import type { NamespaceObject } from '../objects';
import type { ClusterObjects } from './ClusterObjects';
import { reaches, type MonitorObject } from './monitors';

interface InNamespace {
  metadata: { namespace: string; labels: Record<string, string> };
}

/** What may belong to one model: its own Deployments and pods, and everything else of its namespace. */
export type ModelObjects = Omit<ClusterObjects, 'namespaces'> & {
  namespace?: NamespaceObject;
  /** It could not be read, though that is allowed. */
  namespaceFailed: boolean;
};

/**
 * Groups the objects once, so that finding what belongs to one model does not
 * mean going through those of all models.
 */
export function indexObjects(
  objects: ClusterObjects,
): (key: { namespace: string; seldonId: string }) => ModelObjects {
  const byNamespace = <T extends InNamespace>(items: T[]) =>
    groupBy(items, ({ metadata }) => metadata.namespace);
  const byModel = <T extends InNamespace>(items: T[]) =>
    groupBy(
      items,
      ({ metadata }) =>
        `${metadata.namespace}/${metadata.labels[SELDON_DEPLOYMENT_ID_LABEL]}`,
    );
  const deployments = byModel(objects.deployments);
  const replicaSets = byModel(objects.replicaSets);
  const autoscalers = byNamespace(objects.autoscalers);
  const pods = byModel(objects.pods);
  const services = byNamespace(objects.services);
  const endpointSlices = byNamespace(objects.endpointSlices);
  const events = byNamespace(objects.events);
  const routes = byNamespace(objects.routes);
  const ingresses = byNamespace(objects.ingresses);
  const httpRoutes = byNamespace(objects.httpRoutes);
  const serviceMonitors = byReach(objects.serviceMonitors);
  const podMonitors = byReach(objects.podMonitors);
  const namespaces = new Map(
    (objects.namespaces ?? []).map(each => [each.metadata.name, each]),
  );
  return ({ namespace, seldonId }) => ({
    deployments: deployments(`${namespace}/${seldonId}`),
    replicaSets: replicaSets(`${namespace}/${seldonId}`),
    autoscalers: autoscalers(namespace),
    pods: pods(`${namespace}/${seldonId}`),
    services: services(namespace),
    endpointSlices: endpointSlices(namespace),
    events: events(namespace),
    routes: routes(namespace),
    ingresses: ingresses(namespace),
    httpRoutes: httpRoutes(namespace),
    serviceMonitors: serviceMonitors(namespace),
    podMonitors: podMonitors(namespace),
    namespace: namespaces.get(namespace),
    namespaceFailed: !objects.namespaces,
    unread: objects.unread,
  });
}

/** Those that may select something in a namespace, wherever they are themselves. */
function byReach<T extends MonitorObject>(
  monitors: T[],
): (namespace: string) => T[] {
  const crossing = monitors.filter(({ spec }) => spec.namespaceSelector);
  const staying = groupBy(
    monitors.filter(({ spec }) => !spec.namespaceSelector),
    ({ metadata }) => metadata.namespace,
  );
  return namespace => [
    ...staying(namespace),
    ...crossing.filter(monitor => reaches(monitor, namespace)),
  ];
}

function groupBy<T>(
  items: T[],
  keyOf: (item: T) => string,
): (key: string) => T[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) {
      group.push(item);
    } else {
      groups.set(key, [item]);
    }
  }
  return key => groups.get(key) ?? [];
}
