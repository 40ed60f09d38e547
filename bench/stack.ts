import {
  createMlMonitoringClient,
  type MlMonitoringApi,
} from 'backstage-plugin-ml-monitoring-common';
import { Children } from '../scripts/lib/children.mjs';
import { startPortal } from '../scripts/lib/portal.mjs';
import { freePort } from '../scripts/lib/ports.mjs';
import { startSandbox } from '../scripts/lib/sandbox.mjs';
import { sandboxEnvironment } from '../scripts/lib/sandboxEnvironment.mjs';
import { startCountingProxy, type CountingProxy } from './countingProxy';
import { startNamedQueries, type NamedQueries } from './namedQueries';
import { pause } from './statistics';

const QUIET_MS = 4_000;
const QUIET_WITHIN_MS = 60_000;

/** The line the sandbox prints when it is ready. */
interface SandboxInfo {
  kubeconfig: string;
  apiServer: string;
  caData: string;
  token: string;
  prometheus: string;
  router: string;
}

export interface Counters {
  prometheusQueries: CountingProxy;
  kubernetesLists: CountingProxy;
}

export interface Stack {
  sandbox: SandboxInfo;
  portalUrl: string;
  /** The portal's API, as Ada. */
  api: MlMonitoringApi;
}

/** Portal and sandbox on free ports of loopback, for as long as `use` takes. */
export async function withStack<T>(
  options: { sandboxArgs?: string[]; signal: AbortSignal },
  use: (stack: Stack) => Promise<T>,
): Promise<T> {
  return withSandbox(options, async (sandbox, children) =>
    use({ sandbox, ...(await startApi(children, sandbox)) }),
  );
}

/** The same, with what reaches Prometheus and the Kubernetes API counted, once nothing but the benchmark asks them. */
export async function withCountedStack<T>(
  options: { sandboxArgs?: string[]; signal: AbortSignal },
  use: (stack: Stack, counters: Counters) => Promise<T>,
): Promise<T> {
  return withSandbox(options, async (sandbox, children) => {
    const prometheusQueries = await startCountingProxy({
      target: sandbox.prometheus,
      counts: () => true,
    });
    const kubernetesLists = await startCountingProxy({
      target: sandbox.apiServer,
      ca: Buffer.from(sandbox.caData, 'base64').toString(),
      counts: ({ method, url }) =>
        method === 'GET' && !url?.includes('watch=true'),
    });
    try {
      const portal = await startApi(children, {
        ...sandbox,
        prometheus: prometheusQueries.url,
        apiServer: kubernetesLists.url,
      });
      const counters = { prometheusQueries, kubernetesLists };
      await untilQuiet(counters);
      return await use({ sandbox, ...portal }, counters);
    } finally {
      await prometheusQueries.close();
      await kubernetesLists.close();
    }
  });
}

/** A portal that also draws what `namedQueries` puts to Prometheus, in the tab that ours is measured beside. */
export async function withTwoTabs<T>(
  options: { sandboxArgs?: string[]; signal: AbortSignal },
  use: (stack: Stack, namedQueries: NamedQueries) => Promise<T>,
): Promise<T> {
  return withSandbox(options, async (sandbox, children) => {
    const namedQueries = await startNamedQueries(sandbox.prometheus);
    try {
      const portal = await startApi(children, sandbox, {
        env: { BENCH_NAMED_QUERIES: namedQueries.url },
        args: ['--config', `${process.cwd()}/bench/portal/app-config.yaml`],
      });
      return await use({ sandbox, ...portal }, namedQueries);
    } finally {
      await namedQueries.close();
    }
  });
}

async function withSandbox<T>(
  options: { sandboxArgs?: string[]; signal: AbortSignal },
  use: (sandbox: SandboxInfo, children: Children) => Promise<T>,
): Promise<T> {
  const { sandboxArgs, signal } = options;
  const children = new Children();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
  aborted.catch(() => {});
  try {
    signal.throwIfAborted();
    const { info } = await startSandbox(tools, { children, args: sandboxArgs });
    return await Promise.race([use(info, children), aborted]);
  } finally {
    await children.stop();
  }
}

const tools = { node: process.execPath, env: process.env };

async function startApi(
  children: Children,
  sandbox: SandboxInfo,
  more: { env?: Record<string, string>; args?: string[] } = {},
): Promise<{ portalUrl: string; api: MlMonitoringApi }> {
  const { url } = await startPortal(tools, {
    children,
    port: await freePort(),
    env: {
      ...sandboxEnvironment(sandbox),
      LOG_LEVEL: 'warn',
      // The catalog looks at the fleet once, at the start, and not while we count.
      APP_CONFIG_mlMonitoring_catalog_schedule_frequency_seconds: '86400',
      ...more.env,
    },
    args: [
      '--config',
      `${process.cwd()}/app-config.yaml`,
      ...(more.args ?? []),
    ],
  });
  const token = await signIn(url, 'ada');
  const api = createMlMonitoringClient({
    discoveryApi: { getBaseUrl: async plugin => `${url}/api/${plugin}` },
    fetchApi: {
      fetch: (input, init) => {
        const headers = new Headers(init?.headers);
        headers.set('Authorization', `Bearer ${token}`);
        return fetch(input, { ...init, headers });
      },
    },
  });
  return { portalUrl: url, api };
}

/** Users appear in the catalog some seconds after the portal answers. */
async function signIn(url: string, persona: string): Promise<string> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const response = await fetch(`${url}/api/auth/personas/refresh`, {
      headers: {
        'x-demo-persona': persona,
        'x-requested-with': 'XMLHttpRequest',
      },
    });
    const session = (await response.json()) as {
      backstageIdentity?: { token: string };
    };
    if (session.backstageIdentity) {
      return session.backstageIdentity.token;
    }
    if (Date.now() > deadline) {
      throw new Error(
        `The portal did not let ${persona} in within a minute: HTTP ${response.status} ${JSON.stringify(session)}`,
      );
    }
    await pause(500);
  }
}

async function untilQuiet(counters: Counters): Promise<void> {
  const deadline = Date.now() + QUIET_WITHIN_MS;
  const total = () =>
    counters.prometheusQueries.count() + counters.kubernetesLists.count();
  for (let before = -1; before !== total();) {
    if (Date.now() > deadline) {
      throw new Error(
        'Somebody besides the benchmark keeps asking Prometheus or the Kubernetes API',
      );
    }
    before = total();
    await pause(QUIET_MS);
  }
}
