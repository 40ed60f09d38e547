import { randomUUID } from 'node:crypto';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { ModelRef } from 'backstage-plugin-ml-monitoring-common';
import type { Request } from 'express';
import {
  createCluster,
  startApiServer,
  type KubeObject,
  type ServedCluster,
} from 'sandbox';
import { Clusters, KubeconfigConnections } from '../cluster';
import type { ProvisioningConfig } from '../config';
import type { ModelAccess } from '../permissions';
import {
  Audit,
  ChangePreparer,
  ModelProvisioner,
  ModelRemover,
} from '../provisioning';
import {
  startFaultProxy,
  type FaultProxy,
  type PassingRequest,
  type WireFault,
} from './startFaultProxy';
import { namespace } from './startTestCluster';

const ADMIN = {
  name: 'admin',
  token: 'admin-token',
  groups: ['system:masters'],
};

export const provisioningConfig = {
  namespaces: ['ml-*'],
  images: ['*'],
  modelUris: ['*'],
  serviceAccounts: ['*'],
  exposure: ['none', 'route', 'ingress', 'gateway'],
  route: { labels: {}, hostTemplate: '{name}.apps.localhost', tls: 'edge' },
  ingress: { hostTemplate: '{name}.apps.localhost' },
  gateway: {
    parentRef: { name: 'gateway', namespace: 'infra' },
    hostTemplate: '{name}.apps.localhost',
  },
  monitoring: {
    scrapeInterval: '5s',
    labels: {},
    alertLabels: {},
    grafana: {
      labels: { app: 'grafana' },
      instanceSelector: { dashboards: 'grafana' },
      prometheusUrl: 'http://prometheus:9090',
    },
  },
  maximum: {},
  predictions: { enabled: false, maximumBytes: 1, timeoutSeconds: 1 },
} as unknown as ProvisioningConfig;

export interface Provisioning {
  cluster: ServedCluster;
  provisioner: ModelProvisioner;
  remover: ModelRemover;
  proxy: FaultProxy;
  /** Who asks, and until when they wait. */
  caller: (signal?: AbortSignal) => Parameters<ModelRemover['remove']>[1];
  audited: { eventId: string; outcome: string; meta?: unknown }[];
  /** Everything in the cluster to the last resourceVersion, but for what is drawn by lot: uids stand as names. */
  objects(): KubeObject[];
  close(): Promise<void>;
}

export const refOf = (name: string): ModelRef => ({
  cluster: 'local',
  namespace: 'ml-mon',
  name,
});

/**
 * What provisions, on a cluster where things go wrong on the wire. Its clock stands still, so that two clusters to which the
 * same was done are equal.
 */
export async function startProvisioning(
  options: {
    objects?: KubeObject[];
    fault?: (request: PassingRequest) => WireFault | undefined;
  } = {},
): Promise<Provisioning> {
  const cluster = createCluster({
    now: () => new Date('2026-01-01T00:00:00Z'),
    newUid: randomUUID,
  });
  for (const object of [namespace('ml-mon'), ...(options.objects ?? [])]) {
    cluster.create(object);
  }
  const server = await startApiServer({ cluster, users: [ADMIN] });
  const proxy = await startFaultProxy({
    target: server.url,
    caData: server.caData,
    fault: request => options.fault?.(request),
  });
  const clusters = new Clusters(
    new KubeconfigConnections({ local: kubeconfigOf(proxy.url) }),
    {
      retryPolicy: {
        attempts: 5,
        baseMs: 5,
        withinMs: 30_000,
        random: () => 1,
      },
    },
  );
  const audited: Provisioning['audited'] = [];
  const audit = new Audit(
    mockServices.auditor.mock({
      createEvent: async ({ eventId }) => {
        const note = (outcome: string) => async (done?: object) => {
          const { meta } = (done ?? {}) as { meta?: unknown };
          audited.push({ eventId, outcome, meta });
        };
        return { success: note('success'), fail: note('fail') };
      },
    }),
  );
  const changing = {
    clusters,
    config: provisioningConfig,
    audit,
    access: {
      decide: async () => ({ unconditional: true, allows: () => true }),
      requireAllowed: async () => {},
    } as unknown as ModelAccess,
    onChange: () => {},
  };
  return {
    cluster,
    proxy,
    audited,
    provisioner: new ModelProvisioner({
      ...changing,
      preparer: new ChangePreparer(changing),
    }),
    remover: new ModelRemover(changing),
    caller: signal => ({
      credentials: mockCredentials.user(),
      request: {} as Request,
      signal,
    }),
    objects: () =>
      withoutChance(
        cluster.registry.all.flatMap(({ group, resource }) =>
          cluster.list({ group, resource }),
        ),
      ),
    close: async () => {
      await proxy.close();
      await server.close();
    },
  };
}

function withoutChance(objects: KubeObject[]): KubeObject[] {
  const names = new Map(
    objects.map(({ kind, metadata }) => [
      metadata.uid,
      `${kind}/${metadata.name}`,
    ]),
  );
  const text = JSON.stringify(objects)
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, uid =>
      String(names.get(uid)),
    )
    .replace(/10\.96\.\d+\.\d+/g, '10.96.0.0');
  return JSON.parse(text);
}

function kubeconfigOf(url: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    // A proxy on loopback, which speaks plain HTTP.
    clusters: [
      {
        name: 'local',
        cluster: { server: url, 'insecure-skip-tls-verify': true },
      },
    ],
    users: [{ name: ADMIN.name, user: { token: ADMIN.token } }],
    contexts: [{ name: 'local', context: { cluster: 'local', user: 'admin' } }],
    'current-context': 'local',
  });
}
