import type { Cluster, KubeObject } from '../../api/Cluster';
import { ENDPOINTS, SERVICES } from '../runtime/resources';

export interface Address {
  host: string;
  port: number;
}

interface Port {
  name?: string;
  port: number;
}

/** Ready addresses behind a Service's port, by the port's name, its number, or the pods' number. */
export function readyAddresses(
  cluster: Cluster,
  service: { namespace: string; name: string },
  port: string | number | undefined,
): Address[] {
  const object = cluster.get(SERVICES, service);
  const endpoints = cluster.get(ENDPOINTS, service);
  if (!object || !endpoints) {
    return [];
  }
  const name = portName(object, port);
  return (endpoints.subsets ?? []).flatMap(
    (subset: { addresses?: { ip: string }[]; ports?: Port[] }) => {
      const ports = subset.ports ?? [];
      const found =
        port === undefined
          ? ports[0]
          : (ports.find(each => (each.name ?? '') === (name ?? port)) ??
            ports.find(each => each.port === port));
      return found
        ? (subset.addresses ?? []).map(({ ip }) => ({
            host: ip,
            port: found.port,
          }))
        : [];
    },
  );
}

function portName(
  service: KubeObject,
  port: string | number | undefined,
): string | undefined {
  if (typeof port === 'string') {
    return port;
  }
  const ports: (Port & { targetPort?: number | string })[] =
    service.spec.ports ?? [];
  const found = ports.find(
    each => each.port === port || each.targetPort === port,
  );
  return found && (found.name ?? '');
}

/** `<service>.<namespace>.svc[.cluster.local[.]]` to an address that answers. */
export function resolveService(
  cluster: Cluster,
  host: string,
  port: number,
): Address | undefined {
  const match =
    /^([a-z0-9-]+)\.([a-z0-9-]+)(?:\.svc(?:\.cluster\.local\.?)?)?$/.exec(host);
  return match
    ? readyAddresses(cluster, { namespace: match[2], name: match[1] }, port)[0]
    : undefined;
}
