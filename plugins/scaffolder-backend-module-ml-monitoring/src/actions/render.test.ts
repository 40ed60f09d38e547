import { createMockDirectory } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import { parse } from 'yaml';
import type { Answers } from '../__testUtils__/contractServer';
import { runAction } from '../__testUtils__/runAction';

const input = {
  cluster: 'staging',
  namespace: 'ml-staging',
  name: 'fraud',
  deployment: {
    predictors: [
      {
        name: 'main',
        graph: { name: 'classifier' },
        containers: [{ name: 'classifier', image: 'seldonio/model:1' }],
      },
    ],
  },
};

/** Renders just enough to tell what was asked for. */
const backend: Answers = {
  renderModel: ({ cluster, namespace, name, deployment }) => ({
    ref: { cluster, namespace, name },
    manifests: [
      {
        apiVersion: 'machinelearning.seldon.io/v1',
        kind: 'SeldonDeployment',
        metadata: { name, namespace },
        spec: { predictors: deployment?.predictors },
      },
    ],
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: `${cluster}.${namespace}.${name}`,
        annotations: {
          'ml-monitoring/model': `${cluster}:${namespace}/${name}`,
          'backstage.io/kubernetes-cluster': cluster,
          'backstage.io/kubernetes-namespace': namespace,
        },
      },
      spec: { type: 'model-server', lifecycle: 'production', owner: 'x' },
    },
    warnings: [`rendered for ${namespace}`],
  }),
};

describe('seldon:model:render', () => {
  const workspace = createMockDirectory();
  const outside = createMockDirectory();
  beforeEach(() => workspace.clear());
  const run = (overrides: object = {}, answers = backend) =>
    runAction('seldon:model:render', { ...input, ...overrides }, answers, {
      workspacePath: workspace.path,
    });

  it('writes base, overlay and entity for one environment', async () => {
    const { error, outputs, log } = await run();
    expect(error).toBeUndefined();
    expect(outputs).toEqual({
      cluster: 'staging',
      namespace: 'ml-staging',
      name: 'fraud',
      entityRef: 'component:default/fraud',
      files: [
        'base/kustomization.yaml',
        'base/seldondeployment-fraud.yaml',
        'overlays/ml-staging/kustomization.yaml',
        'catalog-info.yaml',
      ],
      warnings: ['rendered for ml-staging'],
    });
    expect(log).toContain('Wrote catalog-info.yaml');
    const { metadata } = parse(
      (workspace.content() as any)['catalog-info.yaml'],
    );
    expect(metadata).toEqual({
      name: 'fraud',
      annotations: {
        'ml-monitoring/model': 'staging:ml-staging/fraud',
        'backstage.io/kubernetes-cluster': 'staging',
        'backstage.io/kubernetes-namespace': 'ml-staging',
      },
    });
  });

  it('has each environment rendered by itself, so that its limits hold', async () => {
    const { calls, outputs } = await run({
      targetPath: 'deploy/models',
      entityName: 'fraud-detection',
      environments: [
        { name: 'staging' },
        {
          name: 'production',
          cluster: 'production',
          namespace: 'ml-prod',
          replicas: 3,
          image: 'seldonio/model:2',
        },
      ],
    });
    expect(calls.map(call => (call.input as any).namespace)).toEqual([
      'ml-staging',
      'ml-staging',
      'ml-prod',
    ]);
    expect(outputs.entityRef).toBe('component:default/fraud-detection');
    const { deploy } = workspace.content() as any;
    const { overlays } = deploy.models;
    expect(
      parse(overlays.production['seldondeployment-fraud.patch.yaml']),
    ).toEqual([
      { op: 'add', path: '/spec/predictors/0/replicas', value: 3 },
      {
        op: 'replace',
        path: '/spec/predictors/0/containers/0/image',
        value: 'seldonio/model:2',
      },
    ]);
    const { annotations } = parse(deploy.models['catalog-info.yaml']).metadata;
    expect(annotations).toEqual({
      'ml-monitoring/model':
        'staging:ml-staging/fraud,production:ml-prod/fraud',
    });
  });

  it('writes nothing where one environment is refused', async () => {
    const { error, outputs } = await run(
      {
        environments: [{ name: 'a' }, { name: 'b', namespace: 'kube-system' }],
      },
      {
        renderModel: (request, options) => {
          if (request.namespace === 'kube-system') {
            throw new InputError(
              'namespace: must match ml-* (got kube-system)',
            );
          }
          return backend.renderModel!(request, options);
        },
      },
    );
    expect(error?.message).toContain('namespace: must match ml-*');
    expect(outputs).toEqual({});
    expect(workspace.content()).toEqual({});
  });

  it.each(['..', '/etc', 'a/../../b'])(
    'writes nothing outside of the workspace (%s)',
    async targetPath => {
      const { error } = await run({
        targetPath,
      });
      expect(error?.name).toBe('NotAllowedError');
      expect(workspace.content()).toEqual({});
    },
  );

  it('follows no link out of the workspace', async () => {
    outside.clear();
    workspace.addContent({ out: ctx => ctx.symlink(outside.path) });
    const { error } = await run({ targetPath: 'out' });
    expect(error?.name).toBe('NotAllowedError');
    expect(outside.content()).toEqual({});
  });

  it('refuses two environments of one name', async () => {
    const { error } = await run({
      environments: [{ name: 'a' }, { name: 'a' }],
    });
    expect(error?.message).toContain(
      'environments: must have a name of its own each (got a twice)',
    );
  });
});
