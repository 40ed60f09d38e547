import { access } from 'node:fs/promises';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { MetricsSourceConfig } from '../services/types';
import type { Clusters } from './Clusters';
import { anyObjectSchema } from './objects';
import { resourcePath, resources } from './resources';
import { singleFlight } from './singleFlight';

const TTL_MS = 60_000;
/** Whoever asks chooses the namespace. */
const MAX_ENTRIES = 1_000;
const SERVICE_ACCOUNT_TOKEN =
  '/var/run/secrets/kubernetes.io/serviceaccount/token';

const THANOS_QUERIER = {
  namespace: 'openshift-monitoring',
  name: 'thanos-querier',
};
const PROMETHEUS_OPERATED = 'prometheus-operated';

type Options = { namespace?: string; signal?: AbortSignal };

/**
 * Finds the Prometheus of a cluster where none is configured: OpenShift's Thanos
 * Querier when we run beside it, else the one that an operator runs in the namespace of the model.
 */
export function createPrometheusDiscovery(
  clusters: Clusters,
): (
  cluster: string,
  options: Options,
) => Promise<MetricsSourceConfig | undefined> {
  const found = new Map<
    string,
    (signal?: AbortSignal) => Promise<MetricsSourceConfig | undefined>
  >();
  return (cluster, { namespace, signal }) => {
    const key = `${cluster}/${namespace ?? ''}`;
    if (!found.has(key) && found.size >= MAX_ENTRIES) {
      found.clear();
    }
    const known =
      found.get(key) ??
      singleFlight(() => discover(clusters, cluster, namespace), TTL_MS);
    found.set(key, known);
    return known(signal).catch(error => {
      if (signal?.aborted) {
        throw error;
      }
      // A cluster that cannot be asked says so itself; whether it has one is asked again next time.
      return undefined;
    });
  };
}

async function discover(
  clusters: Clusters,
  cluster: string,
  namespace: string | undefined,
): Promise<MetricsSourceConfig | undefined> {
  const source = { cluster, matchers: {}, headers: {} };
  const [querier, besideIt, operated] = await Promise.all([
    hasService(clusters, cluster, THANOS_QUERIER),
    // Its address and our token only mean something inside that cluster.
    isReadable(SERVICE_ACCOUNT_TOKEN),
    namespace !== undefined &&
      hasService(clusters, cluster, { namespace, name: PROMETHEUS_OPERATED }),
  ]);
  if (querier && besideIt) {
    return { ...source, target: { kind: 'openshift', tenancy: false } };
  }
  return operated && namespace
    ? {
        ...source,
        target: {
          kind: 'service',
          namespace,
          name: PROMETHEUS_OPERATED,
          port: 'web',
        },
      }
    : undefined;
}

async function hasService(
  clusters: Clusters,
  cluster: string,
  key: { namespace: string; name: string },
): Promise<boolean> {
  try {
    const client = await clusters.client(cluster);
    await client.json(anyObjectSchema, {
      path: resourcePath(resources.services, key),
    });
    return true;
  } catch (error) {
    // Not there or not for us to see: either way not found.
    if (error instanceof NotFoundError || error instanceof NotAllowedError) {
      return false;
    }
    throw error;
  }
}

async function isReadable(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
