import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import type * as Client from '@kubernetes/client-node';
import { createCluster, type ClusterOptions } from '../createCluster';
import type { Fault } from '../http/faults';
import { startApiServer, type ApiServerOptions } from '../startApiServer';
import { kubeconfig } from '../kubeconfig';

const users = [
  { name: 'admin', token: 'admin-token', groups: ['system:masters'] },
  { name: 'reader', token: 'reader-token' },
];

/** A cluster on the wire with the namespace `ml`, an administrator and somebody without rights. */
export async function startWire(
  options: Partial<ClusterOptions & ApiServerOptions> = {},
) {
  const cluster = createCluster({
    now: () => new Date(),
    newUid: randomUUID,
    ...options,
  });
  cluster.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'ml' },
  });
  const server = await startApiServer({ cluster, users, ...options });
  return {
    cluster,
    server,
    kubeconfig: kubeconfig({ ...server, users, namespace: 'ml' }),
  };
}

export type Wire = Awaited<ReturnType<typeof startWire>>;

interface PlainRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A new cluster on the wire for each test of a file, and what a client needs to reach it. */
export function useWire(options: Parameters<typeof startWire>[0] = {}) {
  // Every test starts a server and opens connections, which takes a while on a busy machine.
  jest.setTimeout(30_000);

  const on = {
    k8s: undefined as unknown as typeof Client,
    wire: undefined as unknown as Wire,
    config: undefined as unknown as Client.KubeConfig,
    /** What happens to every request from now on. */
    fault: undefined as Fault | undefined,
    as(user: string) {
      const config = new on.k8s.KubeConfig();
      config.loadFromString(on.wire.kubeconfig);
      config.setCurrentContext(`sandbox-${user}`);
      return config;
    },
    fetch: (path: string, init?: PlainRequest) =>
      fetchPath(on.wire, path, init),
  };

  beforeAll(async () => {
    on.k8s = await import('@kubernetes/client-node');
  });

  beforeEach(async () => {
    on.fault = undefined;
    on.wire = await startWire({ intercept: () => on.fault, ...options });
    on.config = on.as('admin');
  });

  afterEach(() => on.wire.server.close());

  return on;
}

export const namespace = 'ml';

export const configMap = (
  name: string,
  labels: Record<string, string> = {},
) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace, labels },
});

export const seldonDeployment = (spec: object = { predictors: [] }) => ({
  apiVersion: 'machinelearning.seldon.io/v1',
  kind: 'SeldonDeployment',
  metadata: { name: 'model', namespace },
  spec,
});

export const models = {
  group: 'machinelearning.seldon.io',
  version: 'v1',
  plural: 'seldondeployments',
  namespace,
};

const statusOf = ({ body }: any) =>
  typeof body === 'string' && body.startsWith('{') ? JSON.parse(body) : body;

/** The body of the answer that a call failed with. */
export async function refusal(promise: Promise<unknown>) {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeDefined();
  return statusOf(error);
}

/** Polls, because what is waited for arrives over a connection. */
export async function until(holds: () => boolean) {
  const deadline = Date.now() + 5000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`never came true: ${holds}`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}

async function fetchPath(
  { server }: Wire,
  path: string,
  init: PlainRequest = {},
) {
  return new Promise<{
    code: number;
    headers: IncomingHttpHeaders;
    body: string;
  }>((resolve, reject) => {
    const sent = request(
      `${server.url}${path}`,
      {
        method: init.method ?? 'GET',
        ca: Buffer.from(server.caData, 'base64'),
        agent: false,
        headers: {
          authorization: 'Bearer admin-token',
          ...init.headers,
        },
      },
      response => {
        let body = '';
        response.on('data', chunk => (body += chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            code: response.statusCode!,
            headers: response.headers,
            body,
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(init.body);
  });
}
