import {
  configMap,
  models,
  namespace,
  refusal,
  useWire,
} from '../__testUtils__/wire';

const on = useWire({
  podLogs: (_, container, { previous, tailLines }) =>
    previous
      ? undefined
      : ['one', 'two'].slice(-(tailLines ?? 2)).join('\n') + container,
});

describe('typed calls', () => {
  it('create, read, replace, patch, list and delete', async () => {
    const api = on.config.makeApiClient(on.k8s.CoreV1Api);
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
      on.k8s.setHeaderOptions('Content-Type', on.k8s.PatchStrategy.MergePatch),
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
    for (const name of ['a', 'b', 'c']) on.wire.cluster.create(configMap(name));
    const api = on.config.makeApiClient(on.k8s.CoreV1Api);
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
    const api = on.config.makeApiClient(on.k8s.CoreV1Api);
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
    const reader = on.as('reader');
    const review = await reader
      .makeApiClient(on.k8s.AuthorizationV1Api)
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
          .makeApiClient(on.k8s.CustomObjectsApi)
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
    on.wire.cluster.create({
      apiVersion: `${rbac}/v1`,
      kind: 'Role',
      metadata: { name: 'look', namespace },
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }],
    });
    on.wire.cluster.create({
      apiVersion: `${rbac}/v1`,
      kind: 'RoleBinding',
      metadata: { name: 'look', namespace },
      roleRef: { apiGroup: rbac, kind: 'Role', name: 'look' },
      subjects: [{ kind: 'User', name: 'reader' }],
    });
    const api = on.as('reader').makeApiClient(on.k8s.CoreV1Api);
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
    on.wire.cluster.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p', namespace },
      spec: { containers: [{ name: 'main', image: 'x' }] },
    });
    const api = on.config.makeApiClient(on.k8s.CoreV1Api);
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
