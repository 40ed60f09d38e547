import { badRequest, failure, notFound } from '../errors';
import type { ServedCluster } from '../createCluster';

export interface ProxyAddress {
  protocol: 'http' | 'https';
  host: string;
  port: number;
}

interface ProxyName {
  protocol: 'http' | 'https';
  name: string;
  port: string;
}

const unavailable = (message: string) =>
  failure(503, 'ServiceUnavailable', message);

/** `[scheme:]name[:port]`, as the path of a proxy request names what it wants. */
export function parseProxyName(text: string): ProxyName {
  const parts = text.split(':');
  const [scheme, name, port] =
    parts.length === 3 ? parts : ['', parts[0], parts[1] ?? ''];
  if (parts.length > 3 || !['', 'http', 'https'].includes(scheme) || !name) {
    throw badRequest(`invalid proxy target ${JSON.stringify(text)}`);
  }
  return { protocol: scheme === 'https' ? 'https' : 'http', name, port };
}

interface Wanted {
  namespace: string;
  target: string;
}

/** Where a Service's traffic goes: to the first ready address of its Endpoints. */
export function serviceAddress(
  { registry, store }: ServedCluster,
  { namespace, target }: Wanted,
): ProxyAddress {
  const { protocol, name, port } = parseProxyName(target);
  const services = registry.get({ group: '', resource: 'services' });
  const endpoints = registry.get({ group: '', resource: 'endpoints' });
  const service = store.get(services, { namespace, name });
  if (!service) throw notFound(services, name);
  const ports: any[] = service.spec?.ports ?? [];
  const wanted = port
    ? ports.find(each => each.name === port || String(each.port) === port)
    : ports.length === 1 && ports[0];
  if (!wanted) {
    throw unavailable(
      `no service port ${JSON.stringify(port)} found for service ${JSON.stringify(name)}`,
    );
  }
  const subsets: any[] =
    store.get(endpoints, { namespace, name })?.subsets ?? [];
  for (const { addresses = [], ports: subsetPorts = [] } of subsets) {
    const found = subsetPorts.find(
      (each: any) => (each.name ?? '') === (wanted.name ?? ''),
    );
    if (found && addresses.length > 0) {
      return { protocol, host: addresses[0].ip, port: found.port };
    }
  }
  throw unavailable(
    `no endpoints available for service ${JSON.stringify(name)}`,
  );
}

export function podAddress(
  { registry, store }: ServedCluster,
  { namespace, target }: Wanted,
): ProxyAddress {
  const { protocol, name, port } = parseProxyName(target);
  const pods = registry.get({ group: '', resource: 'pods' });
  const pod = store.get(pods, { namespace, name });
  if (!pod) throw notFound(pods, name);
  if (!pod.status?.podIP) {
    throw badRequest(`pod does not have a host assigned: ${name}`);
  }
  const ports: any[] = (pod.spec?.containers ?? []).flatMap(
    (each: any) => each.ports ?? [],
  );
  const number = port
    ? Number(ports.find(each => each.name === port)?.containerPort ?? port)
    : (ports[0]?.containerPort ?? 80);
  if (!Number.isInteger(number)) {
    throw badRequest(`invalid port ${JSON.stringify(port)} of pod ${name}`);
  }
  return { protocol, host: pod.status.podIP, port: number };
}
