import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  modelLogsPermission,
  modelReadPermission,
} from 'backstage-plugin-ml-monitoring-common';
import { createMlModelConditionalDecision, mlModelConditions } from '.';
import { fraud, fraudRunning } from './__testUtils__/objects';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import {
  startTestCluster,
  type TestCluster,
} from './__testUtils__/startTestCluster';

jest.setTimeout(60_000);

const ROUTES = [
  '',
  '/health',
  '/alerts',
  '/diagnosis',
  '/metrics',
  '/events',
  '/logs?pod=fraud-main-0-classifier-5d8f7-abcde&container=classifier',
];

const activeAt = '2026-03-01T11:00:00Z';
const alert = (labels: Record<string, string>) => ({
  labels: { alertname: 'Bad', namespace: 'ml-mon', ...labels },
  annotations: { summary: `About ${Object.values(labels).join(' ')}` },
  state: 'firing',
  activeAt,
  value: 'NaN',
});

/** Tells of every model whatever it is asked, as one does that leaves a condition out. */
const ANSWERS: Record<string, unknown> = {
  '/api/v1/alerts': {
    alerts: [
      alert({ deployment_name: 'fraud' }),
      alert({ deployment_name: 'fraud-secret' }),
      alert({ pod: 'fraud-secret-main-0-classifier-5d8f7-abcde' }),
      alert({ node: 'secret' }),
      alert({ namespace: 'secret', deployment_name: 'fraud' }),
    ],
  },
  '/api/v1/targets': {
    activeTargets: [
      {
        labels: { job: 'fraud-secret', instance: '10.0.0.9:8000' },
        lastError: 'secret',
      },
    ],
  },
  '/api/v1/query': {
    resultType: 'vector',
    result: [
      {
        metric: {
          __name__: 'up',
          namespace: 'ml-mon',
          job: 'fraud-secret-main',
          service: 'fraud-secret-main',
          pod: 'fraud-secret-main-0-classifier-5d8f7-abcde',
          instance: '10.0.0.9:8000',
        },
        value: [1_772_360_000, 'NaN'],
      },
    ],
  },
};

let prometheus: Server;
let cluster: TestCluster;
let portal: Portal;

beforeAll(async () => {
  prometheus = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://prometheus');
    response.setHeader('Content-Type', 'application/json');
    response.end(
      JSON.stringify({
        status: 'success',
        data: ANSWERS[pathname] ?? {
          resultType: 'matrix',
          result: [],
        },
      }),
    );
  });
  await new Promise<void>(resolve => {
    prometheus.listen(0, '127.0.0.1', resolve);
  });
  const { port } = prometheus.address() as AddressInfo;
  const mine = fraud({ metadata: { labels: { team: 'mine' } } });
  cluster = await startTestCluster({
    podLogs: () => 'ready',
    objects: [
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'secret' },
      },
      mine,
      ...fraudRunning().filter(({ kind }) => kind !== mine.kind),
      fraud({ metadata: { name: 'fraud-secret', labels: { team: 'secret' } } }),
      {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: 'e1', namespace: 'ml-mon' },
        involvedObject: {
          kind: 'SeldonDeployment',
          name: 'fraud-secret',
          namespace: 'ml-mon',
        },
        type: 'Warning',
        reason: 'Failed',
        message: 'secret',
        lastTimestamp: activeAt,
      },
      ...['ml-mon', 'secret'].map(namespace => ({
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'ServiceMonitor',
        metadata: { name: 'fraud-secret', namespace },
        spec: {
          selector: { matchLabels: { 'seldon-app': 'fraud-secret-main' } },
          endpoints: [{ port: 'http', path: '/prometheus' }],
        },
      })),
    ],
  });
  portal = await startPortal({
    clusters: { local: cluster },
    mlMonitoring: {
      prometheus: [{ cluster: 'local', url: `http://127.0.0.1:${port}` }],
    },
    policy: permission =>
      permission === modelReadPermission.name ||
      permission === modelLogsPermission.name
        ? createMlModelConditionalDecision(
            modelReadPermission,
            mlModelConditions.hasLabel({ label: 'team', value: 'mine' }),
          )
        : { result: AuthorizeResult.DENY },
  });
});

afterAll(async () => {
  await portal?.stop();
  await cluster?.close();
  await new Promise(resolve => {
    prometheus?.close(resolve);
  });
});

describe('somebody who may read one model', () => {
  it('is told of the alert about it', async () => {
    const { items } = await portal.api.getModelAlerts({
      cluster: 'local',
      namespace: 'ml-mon',
      name: 'fraud',
    });
    expect(items.map(({ labels }) => labels)).toEqual([
      { namespace: 'ml-mon', deployment_name: 'fraud' },
    ]);
  });

  it.each(ROUTES)('learns of %s nothing of another', async route => {
    const response = await portal.fetch(`/models/local/ml-mon/fraud${route}`);
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(text).not.toMatch(/secret/);
  });

  it.each(ROUTES)(
    'cannot tell at %s a model that is there from one that is not',
    async route => {
      const [there, absent] = await Promise.all(
        ['fraud-secret', 'fraud-absent'].map(async name => {
          const response = await portal.fetch(
            `/models/local/ml-mon/${name}${route}`,
          );
          const text = await response.text();
          return {
            status: response.status,
            text: text.replaceAll(name, 'NAME'),
          };
        }),
      );
      expect(there.status).toBe(404);
      expect(there).toEqual(absent);
    },
  );
});
