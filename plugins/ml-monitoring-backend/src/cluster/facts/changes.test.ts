import {
  deploymentSchema,
  replicaSetSchema,
  routeSchema,
  seldonDeploymentSchema,
  serviceMonitorSchema,
} from '../objects';
import { changesOf } from './changes';

const DEPLOYMENT = 'fraud-main-0-classifier';
const at = (clock: string) => `2026-03-01T${clock}Z`;
const iso = (clock: string) => `2026-03-01T${clock}.000Z`;

const wrote = (
  manager: string,
  clock: string,
  spec: object | null = { 'f:predictors': {} },
  subresource?: string,
) => ({
  manager,
  operation: 'Update',
  time: at(clock),
  ...(subresource && { subresource }),
  fieldsV1: spec ? { 'f:spec': spec } : { 'f:status': {} },
});

const model = (managedFields: object[]) =>
  seldonDeploymentSchema.parse({
    metadata: {
      name: 'fraud',
      namespace: 'ml-mon',
      creationTimestamp: at('08:00:00'),
      managedFields,
    },
    spec: {
      replicas: 3,
      predictors: [{ name: 'main', graph: { name: 'classifier' } }],
    },
  });
const deployment = (managedFields: object[] = []) =>
  deploymentSchema.parse({
    metadata: { name: DEPLOYMENT, managedFields },
    spec: { replicas: 5, template: { spec: {} } },
  });
const replicaSet = (
  revision: string,
  clock: string,
  options: { image?: string; uri?: string; history?: string } = {},
) =>
  replicaSetSchema.parse({
    metadata: {
      name: `${DEPLOYMENT}-${revision}`,
      creationTimestamp: at(clock),
      ownerReferences: [{ kind: 'Deployment', name: DEPLOYMENT }],
      annotations: {
        'deployment.kubernetes.io/revision': revision,
        ...(options.history && {
          'deployment.kubernetes.io/revision-history': options.history,
        }),
      },
    },
    spec: {
      template: {
        spec: {
          containers: [
            { name: 'classifier', image: options.image ?? 'fraud:1' },
            { name: 'seldon-container-engine', image: 'executor:1' },
          ],
          initContainers: options.uri
            ? [
                {
                  name: 'classifier-model-initializer',
                  args: [options.uri, '/mnt/models'],
                },
              ]
            : [],
        },
      },
    },
  });

const nothing = {
  deployments: [],
  replicaSets: [],
  routes: [],
  httpRoutes: [],
  ingresses: [],
  serviceMonitors: [],
  podMonitors: [],
};
type Parts = Parameters<typeof changesOf>[1];
const changes = (
  managedFields: object[],
  objects: Partial<Parts['objects']> = {},
  parts: Partial<Omit<Parts, 'objects'>> = {},
) =>
  changesOf(model(managedFields), {
    model: { predictors: [], monitors: [] },
    exposures: [],
    predictorOf: name => (name === DEPLOYMENT ? 'main' : undefined),
    objects: { ...nothing, ...objects },
    ...parts,
  });

describe('what changed of a model', () => {
  it('is a rollout by whoever wrote the spec just before', () => {
    expect(
      changes([wrote('kubectl-edit', '09:00:00')], {
        replicaSets: [
          replicaSet('1', '08:00:01'),
          replicaSet('2', '09:00:02', { image: 'fraud:2' }),
        ],
      }),
    ).toEqual([
      {
        at: iso('09:00:02'),
        kind: 'rollout',
        object: `Deployment ${DEPLOYMENT}`,
        title: 'Version 2 with fraud:2',
        by: 'kubectl-edit',
        predictor: 'main',
        revision: 2,
        images: ['fraud:2'],
      },
      {
        at: iso('08:00:01'),
        kind: 'rollout',
        object: `Deployment ${DEPLOYMENT}`,
        title: 'Version 1 with fraud:1',
        predictor: 'main',
        revision: 1,
        images: ['fraud:1'],
      },
    ]);
  });

  it.each([
    [
      'an image',
      [replicaSet('1', '08:00:00'), replicaSet('2', '09:00:00')],
      'Version 2, with the images of version 1',
    ],
    [
      'a trained model',
      [
        replicaSet('1', '08:00:00', { uri: 's3://m/1' }),
        replicaSet('2', '09:00:00', { uri: 's3://me:pass@m/2' }),
      ],
      expect.stringMatching(/^Version 2, which loads s3:\/\/(?!me:pass)/),
    ],
    [
      'a version that was gone back to, by its first number',
      [
        replicaSet('3', '08:00:00', { history: '1' }),
        replicaSet('2', '09:00:00', { image: 'fraud:2' }),
      ],
      'Version 2 with fraud:2',
    ],
  ])('names %s', (_, replicaSets, title) => {
    expect(changes([], { replicaSets })[0].title).toEqual(title);
  });

  it.each<[string, object[], object[]]>([
    [
      'the spec, by whom and which part of it',
      [wrote('argocd-controller', '09:00:00')],
      [
        {
          kind: 'spec',
          by: 'argocd-controller',
          title: 'The SeldonDeployment was changed: predictors',
        },
      ],
    ],
    [
      'its creation',
      [wrote('kubectl-create', '08:00:00')],
      [{ kind: 'spec', title: 'The model was created' }],
    ],
    [
      'its size',
      [wrote('kubectl', '09:00:00', { 'f:replicas': {} }, 'scale')],
      [{ kind: 'scale', by: 'kubectl', title: 'Scaled to 3 replicas' }],
    ],
    ['no status', [wrote('kubectl', '09:00:00', null)], []],
    ['no writes of the operator', [wrote('manager', '09:00:00')], []],
  ])('tells %s', (_, managedFields, expected) => {
    expect(changes(managedFields)).toMatchObject(expected);
  });

  it.each([
    ['kube-controller-manager', 'Scaled to 5 replicas by an autoscaler'],
    ['kubectl', 'Scaled to 5 replicas'],
  ])('tells who scaled a Deployment past the model: %s', (by, title) => {
    expect(
      changes([], {
        deployments: [
          deployment([
            wrote(by, '09:00:00', { 'f:replicas': {} }, 'scale'),
            wrote('manager', '08:00:00'),
          ]),
        ],
      }),
    ).toEqual([
      {
        at: iso('09:00:00'),
        kind: 'scale',
        object: `Deployment ${DEPLOYMENT}`,
        title,
        by,
        predictor: 'main',
      },
    ]);
  });

  it('tells who gets which share, and what is measured', () => {
    const metadata = (name: string, by: string, clock: string) => ({
      name,
      namespace: 'ml-mon',
      managedFields: [wrote(by, clock, { 'f:to': {} })],
    });
    const monitor = (name: string) =>
      serviceMonitorSchema.parse({
        metadata: metadata(name, 'helm', '10:00:00'),
        spec: {},
      });
    expect(
      changes(
        [],
        {
          routes: ['fraud', 'other'].map(name =>
            routeSchema.parse({
              metadata: metadata(name, 'oc', '11:00:00'),
              spec: { to: { name: 'fraud-main' } },
            }),
          ),
          serviceMonitors: [monitor('fraud-main'), monitor('other')],
        },
        {
          exposures: [{ kind: 'Route', name: 'fraud' }],
          model: {
            predictors: [
              { name: 'main', routedPercent: 90 },
              { name: 'v2', routedPercent: 10 },
            ] as Parts['model']['predictors'],
            monitors: [
              {
                kind: 'ServiceMonitor',
                name: 'fraud-main',
                port: 'http',
                path: '/',
              },
            ],
          },
        },
      ),
    ).toEqual([
      {
        at: iso('11:00:00'),
        kind: 'routing',
        object: 'Route fraud',
        title: 'Requests from outside: 90 % to "main", 10 % to "v2"',
        by: 'oc',
      },
      {
        at: iso('10:00:00'),
        kind: 'monitoring',
        object: 'ServiceMonitor fraud-main',
        title: 'What is measured was changed: ServiceMonitor fraud-main',
        by: 'helm',
      },
    ]);
  });
});
