import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { mockCredentials } from '@backstage/backend-test-utils';
import { createCluster, startApiServer, type Fault } from 'sandbox';

jest.setTimeout(180_000);

const TRANSFORM = path.resolve(
  __dirname,
  '../../../node_modules/@backstage/cli-node/config/nodeTransform.cjs',
);
const ADMIN = {
  name: 'admin',
  token: 'admin-token',
  groups: ['system:masters'],
};
const OURS = [
  ['machinelearning.seldon.io', 'seldondeployments'],
  ['route.openshift.io', 'routes'],
  ['', 'services'],
  ['monitoring.coreos.com', 'servicemonitors'],
];

const children: ChildProcess[] = [];
const closing: (() => Promise<void>)[] = [];
const folder = mkdtempSync(path.join(os.tmpdir(), 'recovery-'));

afterAll(async () => {
  for (const child of children) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
  await Promise.all(closing.map(close => close()));
  rmSync(folder, { recursive: true });
});

/** Answers once the portal is ready to take tasks. */
async function startPortal(url: string, config: string): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    [
      '--require',
      TRANSFORM,
      path.join(__dirname, '__testUtils__/portalProcess.ts'),
      '--config',
      config,
    ],
    {
      cwd: path.resolve(__dirname, '..'),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'development', LOG_LEVEL: 'info' },
    },
  );
  children.push(child);
  let said = '';
  child.stdout.on('data', text => (said += text));
  child.stderr.on('data', text => (said += text));
  for (;;) {
    if (child.exitCode !== null) {
      throw new Error(`The portal ended with ${child.exitCode}: ${said}`);
    }
    const ready = await fetch(`${url}/.backstage/health/v1/readiness`).catch(
      () => undefined,
    );
    if (ready?.ok) {
      return child;
    }
    await delay(100);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

it('a task goes on to its end when the portal is killed between two objects, and nothing is done twice', async () => {
  const cluster = createCluster({ now: () => new Date(), newUid: randomUUID });
  cluster.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'ml-mon' },
  });
  const changes: string[] = [];
  for (const [group, resource] of OURS) {
    cluster.watch({ group, resource }, ({ type, object }) =>
      changes.push(`${type} ${object.kind} ${object.metadata.name}`),
    );
  }
  // The first write of the second ServiceMonitor does not get through before the kill.
  let hold: Fault | undefined = { kind: 'delay', milliseconds: 120_000 };
  let isHeld = false;
  const apiServer = await startApiServer({
    cluster,
    users: [ADMIN],
    intercept: ({ method, path: asked, query }) => {
      if (
        method !== 'PATCH' ||
        query.has('dryRun') ||
        !asked.endsWith('/servicemonitors/iris-main-metrics')
      ) {
        return undefined;
      }
      isHeld ||= hold !== undefined;
      return hold;
    },
  });
  closing.push(() => apiServer.close());
  const url = `http://127.0.0.1:${await freePort()}`;
  const config = path.join(folder, 'app-config.json');
  writeFileSync(
    config,
    JSON.stringify({
      app: { baseUrl: url },
      backend: {
        baseUrl: url,
        listen: { host: '127.0.0.1', port: Number(new URL(url).port) },
        database: {
          client: 'better-sqlite3',
          connection: { directory: path.join(folder, 'database') },
        },
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
                url: apiServer.url,
                caData: apiServer.caData,
                authProvider: 'serviceAccount',
                serviceAccountToken: ADMIN.token,
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
    }),
  );
  const ask = async (pathname: string, body?: object) => {
    const response = await fetch(`${url}/api/scaffolder/v2${pathname}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        'Content-Type': 'application/json',
        Authorization: mockCredentials.user.header(),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return JSON.parse(await response.text());
  };

  const first = await startPortal(url, config);
  const { id } = await ask('/tasks', {
    templateRef: 'template:default/three-steps',
    values: {},
  });
  while (!isHeld) {
    await delay(50);
  }
  first.kill('SIGKILL');
  await once(first, 'exit');
  hold = undefined;
  expect(changes).toEqual([
    'ADDED SeldonDeployment iris',
    'ADDED Route iris',
    'ADDED Service iris-main-metrics',
    'ADDED ServiceMonitor iris-main',
  ]);

  await startPortal(url, config);
  let task = await ask(`/tasks/${id}`);
  while (['open', 'processing'].includes(task.status)) {
    await delay(200);
    task = await ask(`/tasks/${id}`);
  }
  const events: { body: { message?: string } }[] = await ask(
    `/tasks/${id}/events`,
  );
  const told = events.flatMap(({ body }) => body.message ?? []).join('\n');
  expect({ status: task.status, told }).toEqual({
    status: 'completed',
    told: expect.stringContaining(
      'Skipping step expose because it was already completed',
    ),
  });
  expect(told).toMatch(/ServiceMonitor ml-mon\/iris-main: unchanged/);
  expect(told).toMatch(/ServiceMonitor ml-mon\/iris-main-metrics: created/);
  expect(changes).toEqual([
    'ADDED SeldonDeployment iris',
    'ADDED Route iris',
    'ADDED Service iris-main-metrics',
    'ADDED ServiceMonitor iris-main',
    'ADDED ServiceMonitor iris-main-metrics',
  ]);
});
