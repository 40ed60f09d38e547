import type * as Client from '@kubernetes/client-node';
import {
  configMap,
  models,
  namespace,
  refusal,
  seldonDeployment,
  startWire,
  useWire,
} from '../__testUtils__/wire';

const on = useWire();

describe('custom objects', () => {
  it('keep their status apart', async () => {
    const api = on.config.makeApiClient(on.k8s.CustomObjectsApi);
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
      on.k8s.setHeaderOptions('Content-Type', on.k8s.PatchStrategy.MergePatch),
    );
    expect(answer).toMatchObject({
      metadata: { generation: 1 },
      spec: { predictors: [] },
      status: { state: 'Creating' },
    });
  });

  it('say in an empty list that nothing follows, as Kubernetes does for them alone', async () => {
    const metadata = async (path: string) =>
      JSON.parse((await on.fetch(path)).body).metadata;
    expect(
      await metadata(
        '/apis/machinelearning.seldon.io/v1/namespaces/ml/seldondeployments',
      ),
    ).toHaveProperty('continue', '');
    expect(
      await metadata('/api/v1/namespaces/ml/configmaps'),
    ).not.toHaveProperty('continue');
  });

  it.each([
    ['integreatly.org/v1alpha1', undefined],
    ['grafana.integreatly.org/v1beta1', ['grafana-operator']],
  ])('of %s are dashboards of Grafana', async (group, categories) => {
    const { body } = await on.fetch(`/apis/${group}`);
    const dashboards = JSON.parse(body).resources.find(
      ({ kind }: { kind: string }) => kind === 'GrafanaDashboard',
    );
    expect(dashboards).toMatchObject({
      name: 'grafanadashboards',
      kind: 'GrafanaDashboard',
      namespaced: true,
    });
    expect(dashboards.categories).toEqual(categories);
  });

  it.each([
    ['prometheusrules', []],
    ['podmonitors', []],
    ['servicemonitors', ['servicemonitors/status']],
  ])('called %s have the subresources %j', async (resource, expected) => {
    const { body } = await on.fetch('/apis/monitoring.coreos.com/v1');
    const names = JSON.parse(body).resources.map(({ name }: any) => name);
    expect(
      names.filter((name: string) => name.startsWith(`${resource}/`)),
    ).toEqual(expected);
  });

  it('are served in older versions too', async () => {
    on.wire.cluster.create(seldonDeployment());
    const api = on.config.makeApiClient(on.k8s.CustomObjectsApi);
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
    const api = on.k8s.KubernetesObjectApi.makeApiClient(on.config);
    const apply = (spec: object, manager = 'a', force = false) =>
      api.patch(
        seldonDeployment(spec) as Client.KubernetesObject & {
          metadata: { name: string; namespace: string };
        },
        undefined,
        undefined,
        manager,
        force,
        on.k8s.PatchStrategy.ServerSideApply,
      );
    const predictors = [{ name: 'a', graph: { name: 'classifier' } }];
    const spec = { protocol: 'seldon', predictors };
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
      spec: { protocol: 'v2', predictors },
    });
  });

  it('end with their owner', async () => {
    const owner = on.wire.cluster.create(seldonDeployment());
    on.wire.cluster.create({
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
    await on.config
      .makeApiClient(on.k8s.CustomObjectsApi)
      .deleteNamespacedCustomObject({ ...models, name: 'model' });
    const left = await on.config
      .makeApiClient(on.k8s.CoreV1Api)
      .listNamespacedConfigMap({ namespace });
    expect(left.items).toEqual([]);
  });

  it('are not there when their group is switched off', async () => {
    const plain = await startWire({ withoutGroups: ['route.openshift.io'] });
    try {
      const other = new on.k8s.KubeConfig();
      other.loadFromString(plain.kubeconfig);
      const groups = await other.makeApiClient(on.k8s.ApisApi).getAPIVersions();
      expect(groups.groups.map(({ name }) => name)).not.toContain(
        'route.openshift.io',
      );
      expect(
        await refusal(
          other
            .makeApiClient(on.k8s.CustomObjectsApi)
            .listNamespacedCustomObject({
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
