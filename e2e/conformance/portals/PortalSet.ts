import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createMlMonitoringClient,
  type MlMonitoringApi,
} from 'backstage-plugin-ml-monitoring-common';
import {
  createCluster,
  startApiServer,
  type Cluster,
  type Fault,
} from 'sandbox/src/api';
import type { InterceptedRequest } from 'sandbox/src/api/http/faults';
import { freePorts } from '../../control-plane/freePorts';
import { openWorkplace } from '../../control-plane/openWorkplace';
import type { RunningProcess } from '../../control-plane/childProcess';
import { until } from '../../control-plane/until';
import { startLoadBalancer } from './startLoadBalancer';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const scaffolderModule = join(
  root,
  'plugins/scaffolder-backend-module-ml-monitoring',
);
const startMilliseconds = 240_000;
/** Whom the test services take it for: somebody who is signed in. */
const SIGNED_IN = { Authorization: 'Bearer mock-user-token' };

/** Portals that share a cluster and a database, behind one address. */
export interface PortalSet {
  cluster: Cluster;
  /** Behind the one address. */
  api: MlMonitoringApi;
  /** By the name of each portal that runs, at its own address. */
  each(): Record<string, MlMonitoringApi>;
  /** A route of the scaffolder, behind the one address. */
  scaffolder(path: string, body?: object): Promise<any>;
  /** What befalls the requests of portals to the cluster. */
  intercept: (request: InterceptedRequest) => Fault | undefined;
  /** Ends a portal as a lost node does. Where it was the only one, it is started anew. */
  lose(portal: string): Promise<void>;
}

const apiAt = (url: string) =>
  createMlMonitoringClient({
    discoveryApi: { getBaseUrl: async plugin => `${url}/api/${plugin}` },
    fetchApi: {
      fetch: (input, init) =>
        fetch(input, {
          ...init,
          headers: { ...(init?.headers as object), ...SIGNED_IN },
        }),
    },
  });

export async function startPortalSet(options: {
  names: readonly string[];
  /** Backstage's `backend.database`, given a folder of ours. */
  database: (folder: string) => object;
}): Promise<PortalSet & { close(): Promise<void> }> {
  const { names, database } = options;
  const closing: (() => Promise<void>)[] = [];
  const { folder, group, close } = await openWorkplace(
    'portals-',
    async programs => {
      await programs.stop();
      for (const stop of closing) await stop();
    },
  );
  const cluster = createCluster({ now: () => new Date(), newUid: randomUUID });
  cluster.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'ml-mon' },
  });
  // A user for each portal, so that it can be told who asks.
  const users = names.map(name => ({
    name,
    token: randomUUID(),
    groups: ['system:masters'],
  }));
  const apiServer = await startApiServer({
    cluster,
    users,
    intercept: request => set.intercept(request),
  });
  const running = new Map<string, { url: string; process: RunningProcess }>();
  const balancer = await startLoadBalancer(() =>
    [...running.values()].map(({ url }) => url),
  );

  async function start(name: string): Promise<void> {
    const [port] = await freePorts(1);
    const url = `http://127.0.0.1:${port}`;
    const config = join(folder, `${name}.json`);
    await writeFile(
      config,
      JSON.stringify(
        configuration({
          baseUrl: balancer.url,
          port,
          database: database(folder),
          apiServer,
          token: users.find(user => user.name === name)!.token,
        }),
      ),
      { mode: 0o600 },
    );
    const child = group.start({
      name: `portal ${name}`,
      path: process.execPath,
      args: [
        '--require',
        join(root, 'node_modules/@backstage/cli-node/config/nodeTransform.cjs'),
        join(scaffolderModule, 'src/__testUtils__/portalProcess.ts'),
        '--config',
        config,
      ],
      cwd: scaffolderModule,
      environment: {
        ...process.env,
        // The loader of this process is not that of Backstage.
        NODE_OPTIONS: '',
        NODE_ENV: 'development',
        LOG_LEVEL: 'info',
      },
    });
    await until(
      async () => (await fetch(`${url}/.backstage/health/v1/readiness`)).ok,
      {
        what: `the portal ${name} to be ready`,
        timeoutMilliseconds: startMilliseconds,
        failed: group.failed,
      },
    );
    running.set(name, { url, process: child });
  }

  closing.push(
    () => balancer.close(),
    () => apiServer.close(),
  );

  const set: PortalSet & { close(): Promise<void> } = {
    cluster,
    api: apiAt(balancer.url),
    each: () =>
      Object.fromEntries(
        [...running].map(([name, { url }]) => [name, apiAt(url)]),
      ),
    async scaffolder(path, body) {
      const response = await fetch(`${balancer.url}/api/scaffolder/v2${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { 'Content-Type': 'application/json', ...SIGNED_IN },
        ...(body && { body: JSON.stringify(body) }),
      });
      return response.json();
    },
    intercept: () => undefined,
    async lose(name) {
      const lost = running.get(name)!;
      running.delete(name);
      lost.process.kill();
      await lost.process.stop();
      if (!running.size) await start(name);
    },
    close,
  };
  try {
    // The first makes the tables.
    for (const name of names) await start(name);
  } catch (error) {
    await close();
    throw error;
  }
  return set;
}

const configuration = (options: {
  baseUrl: string;
  port: number;
  database: object;
  apiServer: { url: string; caData: string };
  token: string;
}) => ({
  app: { baseUrl: options.baseUrl },
  backend: {
    baseUrl: options.baseUrl,
    listen: { host: '127.0.0.1', port: options.port },
    database: options.database,
  },
  scaffolder: {
    taskRecovery: { enabled: true, staleTimeout: { seconds: 2 } },
  },
  kubernetes: {
    serviceLocatorMethod: { type: 'multiTenant' },
    clusterLocatorMethods: [
      {
        type: 'config',
        clusters: [
          {
            name: 'local',
            url: options.apiServer.url,
            caData: options.apiServer.caData,
            authProvider: 'serviceAccount',
            serviceAccountToken: options.token,
          },
        ],
      },
    ],
  },
  mlMonitoring: {
    provisioning: {
      namespaces: ['ml-*'],
      images: ['seldonio/*'],
      exposure: ['none', 'route'],
      route: { hostTemplate: '{name}-{namespace}.apps.localhost' },
    },
  },
});
