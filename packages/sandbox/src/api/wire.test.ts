import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type * as Client from '@kubernetes/client-node';
import { startWire, type Wire } from './__testUtils__/wire';
import type { Fault } from './http/faults';

jest.setTimeout(30_000);

let k8s: typeof Client;
let wire: Wire;
let config: Client.KubeConfig;
let fault: Fault | undefined;

beforeAll(async () => {
  k8s = await import('@kubernetes/client-node');
});

beforeEach(async () => {
  fault = undefined;
  wire = await startWire({
    podLogs: (_, container, { previous, tailLines }) =>
      previous
        ? undefined
        : ['one', 'two'].slice(-(tailLines ?? 2)).join('\n') + container,
    intercept: () => fault,
  });
  config = new k8s.KubeConfig();
  config.loadFromString(wire.kubeconfig);
});

afterEach(() => wire.server.close());

const namespace = 'ml';

const as = (user: string) => {
  const other = new k8s.KubeConfig();
  other.loadFromString(wire.kubeconfig);
  other.setCurrentContext(`sandbox-${user}`);
  return other;
};

const configMap = (name: string, labels: Record<string, string> = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace, labels },
});

const seldonDeployment = (spec: object = { predictors: [] }) => ({
  apiVersion: 'machinelearning.seldon.io/v1',
  kind: 'SeldonDeployment',
  metadata: { name: 'model', namespace },
  spec,
});

const models = {
  group: 'machinelearning.seldon.io',
  version: 'v1',
  plural: 'seldondeployments',
  namespace,
};

const statusOf = ({ body }: any) =>
  typeof body === 'string' && body.startsWith('{') ? JSON.parse(body) : body;

async function refusal(promise: Promise<unknown>) {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeDefined();
  return statusOf(error);
}

/** Polls, because what is waited for arrives over a connection. */
async function until(holds: () => boolean) {
  const deadline = Date.now() + 5000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`never came true: ${holds}`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
}

async function fetchPath(
  path: string,
  init: RequestInit & { as?: string } = {},
) {
  const { request } = await import('node:https');
  return new Promise<{ code: number; headers: any; body: string }>(
    (resolve, reject) => {
      const sent = request(
        `${wire.server.url}${path}`,
        {
          method: init.method ?? 'GET',
          ca: Buffer.from(wire.server.caData, 'base64'),
          agent: false,
          headers: {
            authorization: 'Bearer admin-token',
            ...(init.headers as any),
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
      sent.end(init.body as string | undefined);
    },
  );
}

describe('typed calls', () => {
  it('create, read, replace, patch, list and delete', async () => {
    const api = config.makeApiClient(k8s.CoreV1Api);
    await api.createNamespacedConfigMap({
      namespace,
      body: { ...configMap('a'), data: { x: '1' } },
    });
    const read = await api.readNamespacedConfigMap({ namespace, name: 'a' });
    expect(read.data).toEqual({ x: '1' });
    await api.replaceNamespacedConfigMap({
      namespace,
      name: 'a',
      body: { ...read, data: { x: '2' } },
    });
    const late = await refusal(
      api.replaceNamespacedConfigMap({ namespace, name: 'a', body: read }),
    );
    expect(late).toMatchObject({ code: 409, reason: 'Conflict' });
    const patched = await api.patchNamespacedConfigMap(
      { namespace, name: 'a', body: { data: { y: '3' } } },
      k8s.setHeaderOptions('Content-Type', k8s.PatchStrategy.MergePatch),
    );
    expect(patched.data).toEqual({ x: '2', y: '3' });
    const list = await api.listNamespacedConfigMap({ namespace });
    expect(list.items.map(({ metadata }) => metadata!.name)).toEqual(['a']);
    const gone = await api.deleteNamespacedConfigMap({ namespace, name: 'a' });
    expect(gone).toMatchObject({ status: 'Success' });
    expect(
      await refusal(api.readNamespacedConfigMap({ namespace, name: 'a' })),
    ).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'configmaps "a" not found',
      reason: 'NotFound',
      details: { name: 'a', kind: 'configmaps' },
      code: 404,
    });
  });

  it('page through a list', async () => {
    for (const name of ['a', 'b', 'c']) wire.cluster.create(configMap(name));
    const api = config.makeApiClient(k8s.CoreV1Api);
    const first = await api.listNamespacedConfigMap({ namespace, limit: 2 });
    expect(first.items).toHaveLength(2);
    expect(first.metadata!.remainingItemCount).toBe(1);
    const rest = await api.listNamespacedConfigMap({
      namespace,
      limit: 2,
      _continue: first.metadata!._continue,
    });
    expect(rest.items.map(({ metadata }) => metadata!.name)).toEqual(['c']);
  });

  it('try without doing', async () => {
    const api = config.makeApiClient(k8s.CoreV1Api);
    const tried = await api.createNamespacedConfigMap({
      namespace,
      body: configMap('a'),
      dryRun: 'All',
    });
    expect(tried.metadata!.uid).toBeDefined();
    await api.createNamespacedConfigMap({ namespace, body: configMap('a') });
    await api.deleteNamespacedConfigMap({
      namespace,
      name: 'a',
      dryRun: 'All',
    });
    const list = await api.listNamespacedConfigMap({ namespace });
    expect(list.items).toHaveLength(1);
  });

  it('ask for a right that is not there', async () => {
    const reader = as('reader');
    const review = await reader
      .makeApiClient(k8s.AuthorizationV1Api)
      .createSelfSubjectAccessReview({
        body: {
          spec: {
            resourceAttributes: { verb: 'get', resource: 'pods', namespace },
          },
        },
      });
    expect(review.status).toEqual({ allowed: false });
    expect(
      await refusal(
        reader
          .makeApiClient(k8s.CustomObjectsApi)
          .listNamespacedCustomObject(models),
      ),
    ).toMatchObject({
      code: 403,
      message:
        'seldondeployments.machinelearning.seldon.io is forbidden: User "reader" cannot list resource "seldondeployments" in API group "machinelearning.seldon.io" in the namespace "ml"',
    });
  });

  it('use a right that a role gives, in its namespace only', async () => {
    const rbac = 'rbac.authorization.k8s.io';
    wire.cluster.create({
      apiVersion: `${rbac}/v1`,
      kind: 'Role',
      metadata: { name: 'look', namespace },
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }],
    });
    wire.cluster.create({
      apiVersion: `${rbac}/v1`,
      kind: 'RoleBinding',
      metadata: { name: 'look', namespace },
      roleRef: { apiGroup: rbac, kind: 'Role', name: 'look' },
      subjects: [{ kind: 'User', name: 'reader' }],
    });
    const api = as('reader').makeApiClient(k8s.CoreV1Api);
    expect((await api.listNamespacedPod({ namespace })).items).toEqual([]);
    expect(
      await refusal(api.listNamespacedPod({ namespace: 'default' })),
    ).toMatchObject({ code: 403 });
    expect(await refusal(api.listPodForAllNamespaces())).toMatchObject({
      message:
        'pods is forbidden: User "reader" cannot list resource "pods" in API group "" at the cluster scope',
    });
  });

  it('read logs', async () => {
    wire.cluster.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', namespace },
      spec: { containers: [{ name: 'main', image: 'x' }] },
    });
    const api = config.makeApiClient(k8s.CoreV1Api);
    expect(
      await api.readNamespacedPodLog({ namespace, name: 'p', tailLines: 1 }),
    ).toBe('twomain');
    expect(
      await refusal(
        api.readNamespacedPodLog({ namespace, name: 'p', previous: true }),
      ),
    ).toMatchObject({
      code: 400,
      message: 'previous terminated container "main" in pod "p" not found',
    });
  });
});

describe('custom objects', () => {
  it('keep their status apart', async () => {
    const api = config.makeApiClient(k8s.CustomObjectsApi);
    const created = await api.createNamespacedCustomObject({
      ...models,
      body: { ...seldonDeployment(), status: { state: 'Available' } },
    });
    expect(created).not.toHaveProperty('status');
    const answer = await api.patchNamespacedCustomObjectStatus(
      {
        ...models,
        name: 'model',
        body: { spec: { name: 'x' }, status: { state: 'Creating' } },
      },
      k8s.setHeaderOptions('Content-Type', k8s.PatchStrategy.MergePatch),
    );
    expect(answer).toMatchObject({
      metadata: { generation: 1 },
      spec: { predictors: [] },
      status: { state: 'Creating' },
    });
  });

  it('are served in older versions too', async () => {
    wire.cluster.create(seldonDeployment());
    const api = config.makeApiClient(k8s.CustomObjectsApi);
    const list = await api.listNamespacedCustomObject({
      ...models,
      version: 'v1alpha2',
    });
    expect(list).toMatchObject({
      apiVersion: 'machinelearning.seldon.io/v1alpha2',
      items: [{ apiVersion: 'machinelearning.seldon.io/v1alpha2' }],
    });
  });

  it('are applied by the server, and stay as they are when applied again', async () => {
    const api = k8s.KubernetesObjectApi.makeApiClient(config);
    const apply = (spec: object, manager = 'a', force = false) =>
      api.patch(
        seldonDeployment(spec) as Client.KubernetesObject & {
          metadata: { name: string; namespace: string };
        },
        undefined,
        undefined,
        manager,
        force,
        k8s.PatchStrategy.ServerSideApply,
      );
    const spec = { protocol: 'seldon', predictors: [{ name: 'a' }] };
    const first = await apply(spec);
    const again = await apply(spec);
    expect(again.metadata!.resourceVersion).toBe(
      first.metadata!.resourceVersion,
    );
    const conflict = await refusal(apply({ ...spec, protocol: 'v2' }, 'b'));
    expect(conflict).toMatchObject({
      code: 409,
      message:
        'Apply failed with 1 conflict: conflict with "a": .spec.protocol',
    });
    expect(await apply({ protocol: 'v2' }, 'b', true)).toMatchObject({
      spec: { protocol: 'v2', predictors: [{ name: 'a' }] },
    });
  });

  it('end with their owner', async () => {
    const owner = wire.cluster.create(seldonDeployment());
    wire.cluster.create({
      ...configMap('owned'),
      metadata: {
        ...configMap('owned').metadata,
        ownerReferences: [
          {
            apiVersion: owner.apiVersion,
            kind: owner.kind,
            name: owner.metadata.name,
            uid: owner.metadata.uid!,
          },
        ],
      },
    });
    await config
      .makeApiClient(k8s.CustomObjectsApi)
      .deleteNamespacedCustomObject({ ...models, name: 'model' });
    const left = await config
      .makeApiClient(k8s.CoreV1Api)
      .listNamespacedConfigMap({ namespace });
    expect(left.items).toEqual([]);
  });

  it('are not there when their group is switched off', async () => {
    const plain = await startWire({ withoutGroups: ['route.openshift.io'] });
    try {
      const other = new k8s.KubeConfig();
      other.loadFromString(plain.kubeconfig);
      const groups = await other.makeApiClient(k8s.ApisApi).getAPIVersions();
      expect(groups.groups.map(({ name }) => name)).not.toContain(
        'route.openshift.io',
      );
      expect(
        await refusal(
          other.makeApiClient(k8s.CustomObjectsApi).listNamespacedCustomObject({
            ...models,
            group: 'route.openshift.io',
            plural: 'routes',
          }),
        ),
      ).toBe('404 page not found\n');
    } finally {
      await plain.server.close();
    }
  });
});

describe('a watch', () => {
  const path = '/api/v1/namespaces/ml/configmaps';

  function startWatch(query: Record<string, any>, at = path) {
    const seen: string[] = [];
    let ended = false;
    const controller = new k8s.Watch(config).watch(
      at,
      query,
      (type, object) =>
        seen.push(
          `${type} ${object.metadata?.name ?? object.reason ?? ''}`.trim(),
        ),
      () => {
        ended = true;
      },
    );
    return {
      seen,
      isEnded: () => ended,
      stop: async () => (await controller).abort(),
    };
  }

  it('shows what is there and what changes, as far as the selector sees it', async () => {
    wire.cluster.create(configMap('a', { show: 'yes' }));
    wire.cluster.create(configMap('b'));
    const { seen, stop } = startWatch({ labelSelector: 'show=yes' });
    await until(() => seen.length === 1);
    const a = wire.cluster.list({ group: '', resource: 'configmaps' })[0];
    wire.cluster.update({ ...a, data: { x: '1' } });
    wire.cluster.update({ ...configMap('b', { show: 'yes' }) });
    wire.cluster.update({ ...configMap('a') });
    wire.cluster.delete(
      { group: '', resource: 'configmaps' },
      { namespace, name: 'b' },
    );
    await until(() => seen.length === 5);
    expect(seen).toEqual([
      'ADDED a',
      'MODIFIED a',
      'ADDED b',
      'DELETED a',
      'DELETED b',
    ]);
    await stop();
  });

  it('goes on from where another ended', async () => {
    wire.cluster.create(configMap('a'));
    const resourceVersion = String(wire.cluster.store.version);
    wire.cluster.create(configMap('b'));
    const { seen, stop } = startWatch({ resourceVersion });
    await until(() => seen.length === 1);
    wire.cluster.create(configMap('c'));
    await until(() => seen.length === 2);
    expect(seen).toEqual(['ADDED b', 'ADDED c']);
    await stop();
  });

  it('cannot go on from what is forgotten', async () => {
    const resourceVersion = String(wire.cluster.store.version);
    wire.cluster.create(configMap('a'));
    wire.cluster.store.forgetHistory();
    const { seen, isEnded } = startWatch({ resourceVersion });
    await until(isEnded);
    expect(seen).toEqual(['ERROR Expired']);
  });

  it('ends after the time it was given, or with the server', async () => {
    const { isEnded } = startWatch({ timeoutSeconds: 1 });
    const other = startWatch({});
    await until(isEnded);
    expect(other.isEnded()).toBe(false);
    await wire.server.close();
    await until(other.isEnded);
  });

  it('marks the end of what was there when asked to', async () => {
    wire.cluster.create(configMap('a'));
    const { seen, stop } = startWatch({
      sendInitialEvents: true,
      resourceVersionMatch: 'NotOlderThan',
      allowWatchBookmarks: true,
    });
    await until(() => seen.length === 2);
    expect(seen).toEqual(['ADDED a', 'BOOKMARK']);
    await stop();
  });
});

it('an informer keeps up through cut connections and forgotten history', async () => {
  const api = config.makeApiClient(k8s.CoreV1Api);
  const known = new Set<string>();
  const informer = k8s.makeInformer(
    config,
    '/api/v1/namespaces/ml/configmaps',
    () => api.listNamespacedConfigMap({ namespace }),
  );
  informer.on('add', ({ metadata }) => known.add(metadata!.name!));
  informer.on('delete', ({ metadata }) => known.delete(metadata!.name!));
  let failures = 0;
  let isDone = false;
  const restart = () => {
    failures += 1;
    if (!isDone) informer.start().catch(restart);
  };
  informer.on('error', restart);
  wire.cluster.create(configMap('a'));
  await informer.start();
  await until(() => known.has('a'));
  fault = { kind: 'cut' };
  wire.server.cutConnections();
  await until(() => failures > 0);
  wire.cluster.create(configMap('b'));
  wire.cluster.delete(
    { group: '', resource: 'configmaps' },
    { namespace, name: 'a' },
  );
  wire.cluster.store.forgetHistory();
  fault = undefined;
  await until(() => !known.has('a'));
  expect([...known]).toEqual(['b']);
  isDone = true;
  await informer.stop();
});

describe('the service proxy', () => {
  async function withUpstream(
    test: (port: number, seen: any[]) => Promise<void>,
  ) {
    const seen: any[] = [];
    const upstream = createServer((request, response) => {
      seen.push({ url: request.url, headers: request.headers });
      response.setHeader('x-upstream', 'yes');
      response.end('hello');
    });
    upstream.listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    try {
      await test((upstream.address() as AddressInfo).port, seen);
    } finally {
      upstream.closeAllConnections();
      upstream.close();
    }
  }

  function createService(addresses: object[], port: number) {
    wire.cluster.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace },
      spec: { ports: [{ name: 'http', port: 80 }] },
    });
    wire.cluster.create({
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name: 'web', namespace },
      subsets: [{ addresses, ports: [{ name: 'http', port }] }],
    });
  }

  const base = '/api/v1/namespaces/ml/services';

  it('reaches the endpoints, without the caller’s token', async () => {
    await withUpstream(async (port, seen) => {
      createService([{ ip: '127.0.0.1' }], port);
      const answer = await fetchPath(`${base}/http:web:http/proxy/a%2Fb?c=d`);
      expect(answer).toMatchObject({
        code: 200,
        body: 'hello',
        headers: { 'x-upstream': 'yes' },
      });
      expect(seen[0].url).toBe('/a%2Fb?c=d');
      expect(seen[0].headers).not.toHaveProperty('authorization');
    });
  });

  it.each([
    ['no such service', 'other', 404, 'services "other" not found'],
    [
      'no such port',
      'web:81',
      503,
      'no service port 81 found for service "web"',
    ],
    [
      'no endpoints',
      'web:http',
      503,
      'no endpoints available for service "web"',
    ],
  ])('says so when it finds %s', async (_, target, code, message) => {
    createService([], 1);
    const answer = await fetchPath(`${base}/${target}/proxy/`);
    expect(JSON.parse(answer.body)).toMatchObject({ code, message });
  });

  it('says that nobody listens', async () => {
    createService([{ ip: '127.0.0.1' }], 1);
    const answer = await fetchPath(`${base}/web/proxy/`);
    expect(JSON.parse(answer.body)).toMatchObject({
      code: 503,
      message:
        'error trying to reach service: dial tcp 127.0.0.1:1: connect: connection refused',
    });
  });
});

describe('a request that cannot be served', () => {
  const configMaps = '/api/v1/namespaces/ml/configmaps';
  it.each([
    [
      'a wrong token',
      configMaps,
      { headers: { authorization: 'Bearer x' } },
      401,
    ],
    ['no token', configMaps, { headers: { authorization: '' } }, 403],
    ['an unknown version', '/apis/apps/v9/deployments', {}, 404],
    ['a wrong method', configMaps, { method: 'PUT' }, 405],
    ['a foreign format', configMaps, { headers: { accept: 'text/html' } }, 406],
    [
      'a body in a foreign format',
      configMaps,
      { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' },
      415,
    ],
    ['a body that is no JSON', configMaps, { method: 'POST', body: '{' }, 400],
    [
      'a namespace that is not there',
      '/api/v1/namespaces/no/configmaps',
      { method: 'POST', body: JSON.stringify({ metadata: { name: 'x' } }) },
      404,
    ],
    [
      'a bad name',
      configMaps,
      { method: 'POST', body: JSON.stringify({ metadata: { name: 'X' } }) },
      422,
    ],
    [
      'a bad label',
      configMaps,
      {
        method: 'POST',
        body: JSON.stringify({ metadata: { name: 'x', labels: { a: '-' } } }),
      },
      422,
    ],
    ['a bad limit', `${configMaps}?limit=x`, {}, 400],
    ['a bad selector', `${configMaps}?labelSelector=a%20b`, {}, 400],
    [
      'a version from the future',
      `${configMaps}?resourceVersion=99999`,
      {},
      504,
    ],
    [
      'an apply without a manager',
      `${configMaps}/x`,
      {
        method: 'PATCH',
        headers: { 'content-type': 'application/apply-patch+yaml' },
        body: '{}',
      },
      422,
    ],
    [
      'a definition written by hand',
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/routes.route.openshift.io',
      { method: 'DELETE' },
      405,
    ],
  ])('for %s answers a Status', async (_, path, init, code) => {
    const answer = await fetchPath(path, init as RequestInit);
    expect({ ...answer, body: JSON.parse(answer.body) }).toMatchObject({
      code,
      body: { kind: 'Status', status: 'Failure', code },
    });
  });

  it.each([
    '/nope',
    '/apis/none.example.com',
    '/apis/monitoring.coreos.com/v9/x',
  ])('for the path %s, which nobody serves, answers as Go does', async path => {
    expect(await fetchPath(path)).toMatchObject({
      code: 404,
      body: '404 page not found\n',
    });
  });

  it('is refused as the test wants it', async () => {
    fault = { kind: 'status', code: 429, retryAfterSeconds: 2 };
    const answer = await fetchPath(configMaps);
    expect(answer.headers['retry-after']).toBe('2');
    expect(JSON.parse(answer.body)).toMatchObject({
      code: 429,
      reason: 'TooManyRequests',
      details: { retryAfterSeconds: 2 },
    });
  });

  it.each([undefined, 20])('is cut off after %s bytes', async afterBytes => {
    fault = { kind: 'cut', afterBytes };
    await expect(fetchPath(configMaps)).rejects.toThrow(
      /aborted|hang up|reset/,
    );
  });
});
