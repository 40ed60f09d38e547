import type { KubeObject } from '../../api/Cluster';
import { matchesSelector } from '../../api/labelSelector';

export const GATEWAY_CONTROLLER = 'sandbox.example/gateway-controller';
const GATEWAY_GROUP = 'gateway.networking.k8s.io';

export interface ParentRef {
  group?: string;
  kind?: string;
  name: string;
  namespace?: string;
  sectionName?: string;
  port?: number;
}

export interface Listener {
  name: string;
  hostname?: string;
  port: number;
  allowedRoutes?: {
    namespaces?: { from?: 'All' | 'Same' | 'Selector'; selector?: object };
  };
}

export interface Verdict {
  ok: boolean;
  reason: string;
  message: string;
}

const refused = (reason: string, message: string): Verdict => ({
  ok: false,
  reason,
  message,
});

const isGateway = ({ group = GATEWAY_GROUP, kind = 'Gateway' }: ParentRef) =>
  group === GATEWAY_GROUP && kind === 'Gateway';

/** Which Gateway a route wants to be attached to. */
export const gatewayKeyOf = (route: KubeObject, parent: ParentRef) =>
  isGateway(parent)
    ? {
        namespace: parent.namespace ?? route.metadata.namespace ?? '',
        name: parent.name,
      }
    : undefined;

/** `*.example.com` stands for every name below. */
export const hostMatches = (pattern: string, host: string) =>
  pattern.startsWith('*.')
    ? host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1
    : pattern === host;

const hostsMeet = (one: string, other: string) =>
  hostMatches(one, other) || hostMatches(other, one);

interface Situation {
  gateway: KubeObject;
  /** Labels of the route's namespace. */
  namespaceLabels: Record<string, string>;
}

function allows(
  { allowedRoutes }: Listener,
  route: KubeObject,
  { gateway, namespaceLabels }: Situation,
) {
  const { from = 'Same', selector } = allowedRoutes?.namespaces ?? {};
  switch (from) {
    case 'All':
      return true;
    case 'Selector':
      return matchesSelector(selector ?? {}, namespaceLabels);
    default:
      return route.metadata.namespace === gateway.metadata.namespace;
  }
}

/** The listeners that a route is attached to through one of its parents, or why there is none. */
export function judgeParent(
  route: KubeObject,
  parent: ParentRef,
  situation: Situation,
): { verdict: Verdict; listeners: Listener[] } {
  const all: Listener[] = situation.gateway.spec?.listeners ?? [];
  const none = (reason: string, message: string) => ({
    verdict: refused(reason, message),
    listeners: [],
  });
  const named = all.filter(
    ({ name, port }) =>
      (parent.sectionName ?? name) === name && (parent.port ?? port) === port,
  );
  if (named.length === 0) {
    return none('NoMatchingParent', 'No listener of the Gateway is meant');
  }
  const open = named.filter(listener => allows(listener, route, situation));
  if (open.length === 0) {
    return none(
      'NotAllowedByListeners',
      'No listener takes routes of this namespace',
    );
  }
  const hosts: string[] = route.spec?.hostnames ?? [];
  const listeners = open.filter(
    ({ hostname }) =>
      !hostname ||
      hosts.length === 0 ||
      hosts.some(host => hostsMeet(hostname, host)),
  );
  if (listeners.length === 0) {
    return none(
      'NoMatchingListenerHostname',
      'No hostname of the route is one of a listener',
    );
  }
  return {
    verdict: { ok: true, reason: 'Accepted', message: 'Route is accepted' },
    listeners,
  };
}

interface BackendRef {
  group?: string;
  kind?: string;
  name: string;
  namespace?: string;
}

/** Every Service that a route sends requests, or copies of them, to. */
export const backendsOf = (route: KubeObject): BackendRef[] =>
  (route.spec?.rules ?? []).flatMap((rule: any) => [
    ...(rule.backendRefs ?? []),
    ...(rule.filters ?? []).flatMap(
      (filter: any) => filter.requestMirror?.backendRef ?? [],
    ),
  ]);

/** Whether the backends of a route can be used. */
export function judgeBackends(
  route: KubeObject,
  exists: (service: { namespace: string; name: string }) => boolean,
): Verdict {
  const { namespace = '' } = route.metadata;
  for (const backend of backendsOf(route)) {
    const { group = '', kind = 'Service', name } = backend;
    if (group !== '' || kind !== 'Service') {
      return refused('InvalidKind', `${kind} is not a kind of backend`);
    }
    if (backend.namespace && backend.namespace !== namespace) {
      return refused(
        'RefNotPermitted',
        `No ReferenceGrant lets this route use Service ${backend.namespace}/${name}`,
      );
    }
    if (!exists({ namespace, name })) {
      return refused('BackendNotFound', `Service "${name}" not found`);
    }
  }
  return {
    ok: true,
    reason: 'ResolvedRefs',
    message: 'Resolved all the Object references for the Route',
  };
}
