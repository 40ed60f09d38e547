import { execFile, execFileSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { parse, parseAllDocuments } from 'yaml';
import { kustomizeTree, toYaml, type RenderedObject } from './kustomizeTree';

jest.setTimeout(60_000);

const object = (
  kind: string,
  namespace: string,
  spec: Record<string, unknown>,
  name = 'fraud',
): RenderedObject =>
  ({
    apiVersion: kind === 'Service' ? 'v1' : 'machinelearning.seldon.io/v1',
    kind,
    metadata: {
      name,
      namespace,
      labels: { 'backstage.io/kubernetes-id': `x.${namespace}.fraud` },
    },
    spec,
  }) as RenderedObject;

const base = [
  object('SeldonDeployment', 'ml-staging', {
    replicas: 1,
    // What YAML 1.1 takes for something else when it stands without quotes.
    texts: [
      'on',
      'yes',
      '12:30',
      '0o17',
      '0x1f',
      '1e3',
      '.5',
      '+1',
      '~',
      'null',
      '1_000',
    ],
    script: 'line one\nline two\n',
  }),
  object('Service', 'ml-staging', { ports: [{ port: 6000 }] }),
];

const production = {
  name: 'production',
  namespace: 'ml-prod',
  objects: [
    object('SeldonDeployment', 'ml-prod', {
      replicas: 3,
      texts: ['off', 'yes'],
      extra: { 'a/b': true },
    }),
    object('Service', 'ml-prod', { ports: [{ port: 8000 }] }, 'fraud-metrics'),
  ],
};
const staging = { name: 'staging', namespace: 'ml-staging', objects: base };

const tree = () => kustomizeTree(base, [staging, production]);

describe('kustomizeTree', () => {
  it('has a file for each object, and for each that differs a patch to read', () => {
    const files = tree();
    expect([...files.keys()]).toEqual([
      'base/kustomization.yaml',
      'base/seldondeployment-fraud.yaml',
      'base/service-fraud.yaml',
      'overlays/staging/kustomization.yaml',
      'overlays/production/kustomization.yaml',
      'overlays/production/service-fraud-metrics.yaml',
      'overlays/production/seldondeployment-fraud.patch.yaml',
      'overlays/production/service-fraud.patch.yaml',
    ]);
    expect(parse(files.get('overlays/production/kustomization.yaml')!)).toEqual(
      {
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        namespace: 'ml-prod',
        resources: ['../../base', 'service-fraud-metrics.yaml'],
        patches: [
          {
            path: 'seldondeployment-fraud.patch.yaml',
            target: {
              group: 'machinelearning.seldon.io',
              version: 'v1',
              kind: 'SeldonDeployment',
              name: 'fraud',
            },
          },
          {
            path: 'service-fraud.patch.yaml',
            target: { version: 'v1', kind: 'Service', name: 'fraud' },
          },
        ],
      },
    );
    expect(
      parse(
        files.get('overlays/production/seldondeployment-fraud.patch.yaml')!,
      ),
    ).toContainEqual({ op: 'replace', path: '/spec/replicas', value: 3 });
  });

  it('is the same every time', () => {
    expect([...tree()]).toEqual([...tree()]);
  });
});

describe('toYaml', () => {
  it('writes everything out, without anchors and without folding lines', () => {
    const shared = { a: 'x '.repeat(100).trim() };
    expect(toYaml({ one: shared, two: shared })).toBe(
      `one:\n  a: ${shared.a}\ntwo:\n  a: ${shared.a}\n`,
    );
  });
});

function hasKubectl(): boolean {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

(hasKubectl() ? describe : describe.skip)('kubectl kustomize', () => {
  const directory = createMockDirectory();

  it.each([staging, production])(
    'builds the overlay $name to what was rendered for it',
    async ({ name, objects }) => {
      directory.setContent(Object.fromEntries(tree()));
      const { stdout } = await promisify(execFile)('kubectl', [
        'kustomize',
        path.join(directory.path, 'overlays', name),
      ]);
      const built = parseAllDocuments(stdout, { version: '1.1' }).map(each =>
        each.toJS(),
      );
      const byName = (a: any, b: any) =>
        `${a.kind}${a.metadata.name}` < `${b.kind}${b.metadata.name}` ? -1 : 1;
      expect(built.sort(byName)).toEqual([...objects].sort(byName));
    },
  );
});
