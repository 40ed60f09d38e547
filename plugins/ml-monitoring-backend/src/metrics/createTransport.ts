import { readFile } from 'node:fs/promises';
import { Agent, fetch as undiciFetch } from 'undici';
import type {
  MetricsSourceAuth,
  MetricsSourceConfig,
  MetricsSourceTarget,
} from '../services/types';
import { MetricsSourceError } from './MetricsSourceError';
import type { PrometheusTransport } from './PrometheusClient';
import { URL_ADVICE } from './refusal';

type ServiceTarget = Extract<MetricsSourceTarget, { kind: 'service' }>;

/** Reaches a Service of a cluster through its API server. */
export type ServiceTransportFactory = (
  cluster: string,
  target: ServiceTarget,
) => Pick<PrometheusTransport, 'baseUrl' | 'fetch'>;

const KEY = 'mlMonitoring.prometheus';
const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** What the Thanos Querier of OpenShift's monitoring expects, by the port that is used. */
const OPENSHIFT = {
  auth: {
    kind: 'bearerTokenFile',
    path: `${SERVICE_ACCOUNT}/token`,
  } satisfies MetricsSourceAuth,
  tls: { caFile: `${SERVICE_ACCOUNT}/service-ca.crt` },
  cluster: {
    url: 'https://thanos-querier.openshift-monitoring.svc:9091',
    rules: undefined,
    missingRight:
      'the ClusterRole cluster-monitoring-view, bound for the whole cluster',
  },
  tenancy: {
    url: 'https://thanos-querier.openshift-monitoring.svc:9092',
    missingRight:
      'get, list and watch on pods.metrics.k8s.io in the namespace of the model, as the ClusterRole view gives',
    rules: {
      baseUrl: 'https://thanos-querier.openshift-monitoring.svc:9093',
      missingRight:
        'get on prometheusrules.monitoring.coreos.com in the namespace of the model, as the ClusterRole monitoring-rules-view gives',
    },
  },
};

/** How the Prometheus of one entry of the configuration is reached. */
export function createTransport(
  config: MetricsSourceConfig,
  options: { fetch: typeof fetch; service?: ServiceTransportFactory },
): PrometheusTransport {
  const { cluster, target } = config;
  switch (target.kind) {
    case 'service': {
      if (!options.service) {
        throw new Error(
          `Prometheus of cluster ${cluster}: there is no connection to the cluster through which its service could be reached`,
        );
      }
      return {
        title: `Prometheus of cluster ${cluster} (service ${target.namespace}/${target.name})`,
        ...options.service(cluster, target),
        headers: async () => config.headers,
        getOnly: true,
        advice: {
          credential: `The service proxy of the API server strips credentials: name its url instead of service in this entry of ${KEY}`,
          right: `get on services/proxy in namespace ${target.namespace}`,
          address: `Check that port ${target.port} of that Service, as named in this entry of ${KEY}, is the one of Prometheus' HTTP API`,
          reach:
            'Check that the Service has pods that are ready, and that its port is the right one',
        },
      };
    }
    case 'openshift': {
      const { url, missingRight, rules } = target.tenancy
        ? OPENSHIFT.tenancy
        : OPENSHIFT.cluster;
      return {
        title: `Thanos Querier of cluster ${cluster} (${url})`,
        baseUrl: url,
        fetch: fetchTrusting(
          { cluster, tls: config.tls ?? OPENSHIFT.tls },
          options.fetch,
        ),
        headers: headersFor(config, config.auth ?? OPENSHIFT.auth),
        tenancy: target.tenancy,
        getOnly: target.tenancy,
        advice: {
          credential: config.auth
            ? URL_ADVICE.credential
            : 'Its token is that of the service account of the portal: see that the pod of the portal has one',
          right: missingRight,
          address:
            "Check that the cluster's monitoring is OpenShift's own, and that its Thanos Querier runs",
          reach:
            'It can be reached from inside the cluster only: run the portal there, or name the url of its Route instead',
        },
        rules,
      };
    }
    default: {
      const { baseUrl, auth } = withoutCredentials(target.url);
      return {
        title: `Prometheus of cluster ${cluster} (${baseUrl})`,
        baseUrl,
        fetch: fetchTrusting(config, options.fetch),
        headers: headersFor(config, config.auth ?? auth),
      };
    }
  }
}

/** A URL stands in messages; what opens it does not. */
function withoutCredentials(text: string): {
  baseUrl: string;
  auth?: MetricsSourceAuth;
} {
  const url = new URL(text);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  return {
    baseUrl: url.toString().replace(/\/+$/, ''),
    auth: username
      ? {
          kind: 'basic',
          username: decodeURIComponent(username),
          password: decodeURIComponent(password),
        }
      : undefined,
  };
}

function headersFor(
  { cluster, headers }: MetricsSourceConfig,
  auth: MetricsSourceAuth | undefined,
): () => Promise<Record<string, string>> {
  return async () => ({
    ...headers,
    ...(auth && { Authorization: await authorization(cluster, auth) }),
  });
}

async function authorization(
  cluster: string,
  auth: MetricsSourceAuth,
): Promise<string> {
  switch (auth.kind) {
    case 'bearerToken':
      return `Bearer ${auth.token}`;
    case 'bearerTokenFile':
      return `Bearer ${(await readOrExplain(cluster, 'bearerTokenFile', auth.path)).trim()}`;
    default: {
      const pair = `${auth.username}:${auth.password}`;
      return `Basic ${Buffer.from(pair).toString('base64')}`;
    }
  }
}

function fetchTrusting(
  { cluster, tls }: Pick<MetricsSourceConfig, 'cluster' | 'tls'>,
  plainFetch: typeof fetch,
): typeof fetch {
  const { caData, caFile } = tls ?? {};
  if (!caData && !caFile) {
    return plainFetch;
  }
  let dispatcher: Agent | undefined;
  const trusting: typeof undiciFetch = async (input, init) => {
    dispatcher ??= new Agent({
      connect: {
        ca: caData ?? (await readOrExplain(cluster, 'tls.caFile', caFile!)),
      },
    });
    return undiciFetch(input, { ...init, dispatcher });
  };
  return trusting as unknown as typeof fetch;
}

async function readOrExplain(
  cluster: string,
  key: string,
  path: string,
): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new MetricsSourceError(
      'unauthorized',
      `Prometheus of cluster ${cluster} was not asked: the file ${path} (${key}) cannot be read. Mount it, or name another.`,
      error,
    );
  }
}
