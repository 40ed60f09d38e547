import type { KubeObject } from '../Cluster';
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
export function parseProxyName(text: string, kind: string): ProxyName {
  const parts = text.split(':');
  const [scheme, name, port] =
    parts.length === 3 ? parts : ['', parts[0], parts[1] ?? ''];
  if (parts.length > 3 || !['', 'http', 'https'].includes(scheme) || !name) {
    throw badRequest(`invalid ${kind} request ${JSON.stringify(text)}`);
  }
  return { protocol: scheme === 'https' ? 'https' : 'http', name, port };
}

interface Wanted {
  namespace: string;
  target: string;
}

/** Endpoints know ports by name only, so a number is looked up in the Service. */
function endpointPortName(service: KubeObject, port: string): string {
  const ports: any[] = service.spec?.ports ?? [];
  if (!port) return ports.length === 1 ? (ports[0].name ?? '') : '';
  if (!/^\d+$/.test(port)) return port;
  const found = ports.find(each => each.port === Number(port));
  if (found) return found.name ?? '';
  throw unavailable(
    `no service port ${port} found for service ${JSON.stringify(service.metadata.name)}`,
  );
}

/** Where a Service's traffic goes: to the first ready address of its Endpoints. */
export function serviceAddress(
  { registry, store }: ServedCluster,
  { namespace, target }: Wanted,
): ProxyAddress {
  const { protocol, name, port } = parseProxyName(target, 'service');
  const services = registry.get({ group: '', resource: 'services' });
  const endpoints = registry.get({ group: '', resource: 'endpoints' });
  const service = store.get(services, { namespace, name });
  if (!service) throw notFound(services, name);
  const portName = endpointPortName(service, port);
  const subsets: any[] =
    store.get(endpoints, { namespace, name })?.subsets ?? [];
  for (const { addresses = [], ports: subsetPorts = [] } of subsets) {
    const found = subsetPorts.find(
      (each: any) => (each.name ?? '') === portName,
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
  const { protocol, name, port } = parseProxyName(target, 'pod');
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
