import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import type {
  Diagnosis,
  ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { startSandbox, type KubeObject, type Sandbox } from 'sandbox';
import { seldonInstallation } from './__testUtils__/installation';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { granted, startTestCluster } from './__testUtils__/startTestCluster';

jest.setTimeout(240_000);

const namespace = 'ml-mon';
const refOf = (name: string): ModelRef => ({
  cluster: 'local',
  namespace,
  name,
});
const MONITORS = {
  group: 'monitoring.coreos.com',
  resource: 'servicemonitors',
};
/** May read what is of models in one namespace, and no more. */
const READER = { name: 'portal', token: 'reader-token' };

const statusesOf = ({ links }: Diagnosis) =>
  Object.fromEntries(links.map(({ id, status }) => [id, status]));
const linkOf = ({ links }: Diagnosis, wanted: string) =>
  links.find(({ id }) => id === wanted);

describe('the diagnosis of a model', () => {
  let sandbox: Sandbox;
  let requests = 0;
  const portals: Portal[] = [];

  const portalWith = async (
    mlMonitoring: JsonObject,
    options: { token?: string; policy?: 'model-only' } = {},
  ) => {
    const { apiServer: url, caData, token } = sandbox;
    const portal = await startPortal({
      clusters: {
        local: { url, caData, token: options.token ?? token },
      },
      mlMonitoring,
      policy:
        options.policy &&
        (permission => ({
          result:
            permission === 'ml-monitoring.cluster.read'
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        })),
    });
    portals.push(portal);
    return portal.api;
  };
  const prometheus = (own: JsonObject = {}): JsonObject => ({
    prometheus: [{ cluster: 'local', url: sandbox.prometheus, ...own }],
  });

  const until = async (
    ask: () => Promise<Diagnosis>,
    holds: (diagnosis: Diagnosis) => boolean,
  ) => {
    for (;;) {
      const diagnosis = await ask();
      if (holds(diagnosis)) {
        return diagnosis;
      }
      await new Promise(resolve => setTimeout(resolve, 500));
    }
  };

  beforeAll(async () => {
    sandbox = await startSandbox({
      users: [READER],
      intercept: () => {
        requests += 1;
        return undefined;
      },
    });
    const read = ['get', 'list', 'watch'];
    for (const object of granted([
      {
        apiGroups: ['machinelearning.seldon.io'],
        resources: ['seldondeployments'],
        verbs: read,
      },
      {
        apiGroups: ['', 'apps', 'discovery.k8s.io', 'monitoring.coreos.com'],
        resources: [
          'pods',
          'services',
          'events',
          'deployments',
          'endpointslices',
          'servicemonitors',
          'podmonitors',
        ],
        verbs: read,
      },
    ])) {
      sandbox.cluster.create(object);
    }
  });

  afterAll(async () => {
    await Promise.all(portals.map(portal => portal.stop()));
    await sandbox?.close();
  });

  it('finds every link of one that is well', async () => {
    const api = await portalWith(prometheus());
    const diagnosis = await until(
      () => api.getModelDiagnosis(refOf('seldon-model')),
      each => linkOf(each, 'query')?.status === 'ok',
    );
    expect(diagnosis.brokenAt).toBeUndefined();
    expect(statusesOf(diagnosis)).toEqual({
      'seldon-api': 'ok',
      'seldon-operator': 'ok',
      webhooks: 'ok',
      model: 'ok',
      service: 'ok',
      'metrics-service': 'ok',
      monitor: 'ok',
      prometheus: 'ok',
      access: 'ok',
      target: 'ok',
      samples: 'ok',
      query: 'ok',
    });
    expect(diagnosis.summary).toMatch(
      /^There is data: the chart of requests shows /,
    );
    expect(diagnosis.sources.map(({ kind, status }) => [kind, status])).toEqual(
      [
        ['cluster', 'ok'],
        ['prometheus', 'ok'],
      ],
    );
  });

  it('asks the cluster once, however many ask for it', async () => {
    const api = await portalWith(prometheus());
    await api.getModelDiagnosis(refOf('rest-tfserving'));
    const before = requests;
    const all = await Promise.all(
      Array.from({ length: 30 }, () =>
        api.getModelDiagnosis(refOf('rest-tfserving')),
      ),
    );
    expect(new Set(all.map(({ evaluatedAt }) => evaluatedAt)).size).toBe(1);
    expect(requests - before).toBeLessThan(60);
  });

  it('names the label by which the configuration asks for another cluster', async () => {
    const api = await portalWith(
      prometheus({ matchers: { cluster: 'elsewhere' } }),
    );
    const diagnosis = await until(
      () => api.getModelDiagnosis(refOf('rest-seldon')),
      each => each.brokenAt === 'query',
    );
    expect(linkOf(diagnosis, 'target')?.status).toBe('ok');
    expect(linkOf(diagnosis, 'query')).toMatchObject({
      status: 'broken',
      summary: expect.stringContaining(
        'they have no label cluster (the charts ask for cluster="elsewhere")',
      ),
      fix: { summary: expect.stringContaining('matchers') },
    });
  });

  it('says what answers in the place of Prometheus', async () => {
    const api = await portalWith(prometheus({ url: sandbox.router }));
    const diagnosis = await api.getModelDiagnosis(refOf('rest-seldon'));
    expect(diagnosis.brokenAt).toBe('access');
    expect(statusesOf(diagnosis)).toMatchObject({
      monitor: 'ok',
      prometheus: 'ok',
      target: 'unknown',
      samples: 'unknown',
      query: 'unknown',
    });
  });

  it('leaves unknown what the credential may not read, and says which right that takes', async () => {
    const api = await portalWith(prometheus(), { token: READER.token });
    const diagnosis = await until(
      () => api.getModelDiagnosis(refOf('rest-seldon')),
      each => linkOf(each, 'query')?.status === 'ok',
    );
    expect(diagnosis.brokenAt).toBeUndefined();
    expect(statusesOf(diagnosis)).toMatchObject({
      'seldon-api': 'ok',
      'seldon-operator': 'unknown',
      webhooks: 'unknown',
      monitor: 'ok',
      prometheus: 'ok',
    });
    expect(linkOf(diagnosis, 'webhooks')?.fix?.manifest).toContain(
      'validatingwebhookconfigurations',
    );
  });

  it('names nothing that is not of the model to whom may see the model only', async () => {
    const api = await portalWith(prometheus(), { policy: 'model-only' });
    const diagnosis = await api.getModelDiagnosis(refOf('rest-seldon'));
    expect(linkOf(diagnosis, 'seldon-operator')).toMatchObject({
      status: 'ok',
      summary: 'A Seldon operator looks after the model',
      evidence: [],
    });
    expect(JSON.stringify(diagnosis)).not.toMatch(
      /seldon-system|seldon-validating|ml-mon\/prometheus"/,
    );
  });

  it('tells a Service that the monitor takes along from a target that is missed', async () => {
    const name = 'rest-seldon-model';
    const monitor = sandbox.cluster.get(MONITORS, { namespace, name })!;
    sandbox.cluster.update({
      ...monitor,
      spec: {
        ...monitor.spec,
        endpoints: [{ port: 'http', path: '/prometheus', interval: '2s' }],
      },
    } as KubeObject);
    const api = await portalWith(prometheus());
    const diagnosis = await until(
      () => api.getModelDiagnosis(refOf('rest-seldon')),
      each =>
        linkOf(each, 'target')?.evidence.some(line => / is down/.test(line)) ??
        false,
    );
    expect(diagnosis.brokenAt).toBeUndefined();
    expect(linkOf(diagnosis, 'monitor')).toMatchObject({
      status: 'ok',
      fix: {
        summary: expect.stringContaining('rest-seldon-model-classifier'),
        command: expect.stringContaining(
          'kubectl --namespace ml-mon patch servicemonitor rest-seldon-model',
        ),
      },
    });
  });
});

describe('the diagnosis in a cluster', () => {
  it('without Seldon breaks at the first link', async () => {
    const cluster = await startTestCluster({
      withoutGroups: ['machinelearning.seldon.io'],
    });
    const portal = await startPortal({ clusters: { local: cluster } });
    try {
      const diagnosis = await portal.api.getModelDiagnosis(refOf('any'));
      expect(diagnosis.brokenAt).toBe('seldon-api');
      expect(linkOf(diagnosis, 'seldon-api')?.fix?.command).toContain(
        'helm install seldon-core',
      );
    } finally {
      await portal.stop();
      await cluster.close();
    }
  });

  it('is not given of a model that is not there', async () => {
    const cluster = await startTestCluster({ objects: seldonInstallation() });
    const portal = await startPortal({ clusters: { local: cluster } });
    try {
      await expect(
        portal.api.getModelDiagnosis(refOf('any')),
      ).rejects.toMatchObject({ response: { status: 404 } });
    } finally {
      await portal.stop();
      await cluster.close();
    }
  });
});
