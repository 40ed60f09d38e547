import type { KubeObject } from '../../api';
import { createWorld } from '../../__testUtils__/createWorld';
import {
  DEPLOYMENTS,
  PODS,
  SELDON_DEPLOYMENTS,
  SERVICES,
} from '../runtime/resources';
import { startDeploymentController } from '../workloads/startDeploymentController';
import { startReplicaSetController } from '../workloads/startReplicaSetController';
import { PREDICTOR_SERVERS } from './predictorServers';
import { startSeldonOperator } from './startSeldonOperator';
import type { SeldonVersion } from './types';

const KEY = { namespace: 'ml', name: 'm' };

const sdep = (image = 'a:1', metadata: object = {}): KubeObject => ({
  apiVersion: 'machinelearning.seldon.io/v1',
  kind: 'SeldonDeployment',
  metadata: { ...KEY, ...metadata },
  spec: {
    predictors: [
      {
        name: 'p',
        graph: { name: 'c', type: 'MODEL' },
        componentSpecs: [{ spec: { containers: [{ name: 'c', image }] } }],
      },
    ],
  },
});

function start(version: SeldonVersion = '1.17') {
  const world = createWorld();
  startSeldonOperator({ ...world, version, servers: PREDICTOR_SERVERS });
  startDeploymentController(world);
  startReplicaSetController(world);
  const { cluster } = world;
  const model = () => cluster.get(SELDON_DEPLOYMENTS, KEY)!;
  const makeReady = () => world.setReady(cluster.list(PODS), true);
  const condition = (type: string) =>
    model().status.conditions.find((each: any) => each.type === type);
  return { ...world, model, makeReady, condition };
}

it('is Creating until its pods are ready, then Available with everything a client needs', () => {
  const { cluster, settle, model, makeReady } = start();
  cluster.create(sdep());
  settle();
  expect(model().status.state).toBe('Creating');
  makeReady();
  const { conditions, ...status } = model().status;
  expect(status).toEqual({
    state: 'Available',
    address: {
      url: 'http://m-p.ml.svc.cluster.local:8000/api/v1.0/predictions',
    },
    deploymentStatus: { 'm-p-0-c': { replicas: 1, availableReplicas: 1 } },
    serviceStatus: {
      'm-p': {
        svcName: 'm-p',
        httpEndpoint: 'm-p.ml:8000',
        grpcEndpoint: 'm-p.ml:5001',
      },
      'm-p-c': {
        svcName: 'm-p-c',
        httpEndpoint: 'm-p-c.ml:9000',
        grpcEndpoint: 'm-p-c.ml:9500',
      },
    },
    replicas: 1,
  });
  expect(
    conditions.map((each: any) => [each.type, each.status, each.reason]),
  ).toEqual([
    ['AmbassadorMappingsReady', 'True', 'No Ambassador Mappaings defined'],
    ['DeploymentsReady', 'True', 'MinimumReplicasAvailable'],
    ['HpasReady', 'True', 'No HPAs defined'],
    ['KedaReady', 'True', 'No KEDA resources defined'],
    ['PdbsReady', 'True', 'No PDBs defined'],
    ['Ready', 'True', undefined],
    ['ServicesReady', 'True', 'All services created'],
    ['istioVirtualServicesReady', 'True', 'No VirtualServices defined'],
  ]);
});

it('is Creating and Ready at once while a new version is rolled out', () => {
  const { cluster, settle, model, makeReady, condition } = start();
  cluster.create(sdep());
  settle();
  makeReady();
  cluster.update(sdep('a:2'));
  settle();
  expect(model().status.state).toBe('Creating');
  expect(condition('Ready').status).toBe('True');
});

it('fails with Seldon’s words when it is neither progressing nor available', () => {
  const { cluster, settle, clock, model } = start();
  cluster.create(sdep());
  settle();
  clock.advance(605_000);
  expect(model().status).toMatchObject({
    state: 'Failed',
    description: 'Deployment is no longer progressing and not available.',
  });
});

it('stays Creating for ever, without conditions, in version 1.2', () => {
  const { cluster, settle, clock, model } = start('1.2');
  cluster.create(sdep());
  settle();
  clock.advance(605_000);
  expect(model().status.state).toBe('Creating');
  expect(model().status).not.toHaveProperty('conditions');
});

it('takes back what others change on its Services', () => {
  const { cluster, settle } = start();
  cluster.create(sdep());
  settle();
  const key = { namespace: 'ml', name: 'm-p' };
  const before = cluster.get(SERVICES, key)!;
  cluster.update({
    ...before,
    metadata: {
      ...before.metadata,
      labels: { ...before.metadata.labels, mine: 'true' },
      annotations: { mine: 'true' },
    },
    spec: {
      ...before.spec,
      ports: [
        ...before.spec.ports,
        { name: 'metrics', port: 6000, targetPort: 6000, protocol: 'TCP' },
      ],
    },
  });
  settle();
  const after = cluster.get(SERVICES, key)!;
  expect(after.spec).toEqual(before.spec);
  expect(after.metadata.labels).toEqual(before.metadata.labels);
  expect(after.metadata.annotations ?? {}).toEqual({});
});

it.each<[SeldonVersion, string[]]>([
  ['1.17', ['unlabelled', 'm-p', 'm-p-c']],
  ['1.2', ['labelled', 'unlabelled', 'm-p', 'm-p-c']],
])(
  'version %s leaves these Services when the model is ready: %j',
  (version, names) => {
    const { cluster, settle, makeReady } = start(version);
    const service = (name: string, labels: Record<string, string>) =>
      cluster.create({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace: 'ml', labels },
        spec: { ports: [{ port: 6000 }] },
      });
    service('labelled', { 'seldon-deployment-id': 'm' });
    service('unlabelled', { 'seldon-app': 'm-p' });
    cluster.create(sdep());
    settle();
    makeReady();
    expect(
      cluster
        .list(SERVICES, { namespace: 'ml' })
        .map(({ metadata }) => metadata.name)
        .sort(),
    ).toEqual(names.sort());
  },
);

it('removes the Deployment of a predictor that is gone once the rest is ready', () => {
  const { cluster, settle, makeReady } = start();
  cluster.create(sdep());
  settle();
  makeReady();
  const renamed = sdep();
  renamed.spec.predictors[0].name = 'q';
  cluster.update(renamed);
  settle();
  const names = () => cluster.list(DEPLOYMENTS).map(each => each.metadata.name);
  expect(names()).toEqual(['m-p-0-c', 'm-q-0-c']);
  makeReady();
  expect(names()).toEqual(['m-q-0-c']);
});

it('leaves alone what is marked for another operator', () => {
  const { cluster, settle, model } = start();
  cluster.create(sdep('a:1', { labels: { 'seldon.io/controller-id': 'x' } }));
  settle();
  expect(model().status).toBeUndefined();
  expect(cluster.list(DEPLOYMENTS)).toEqual([]);
});

it('takes everything along when it is deleted', () => {
  const { cluster, settle } = start();
  cluster.create(sdep());
  settle();
  cluster.delete(SELDON_DEPLOYMENTS, KEY);
  settle();
  expect([
    ...cluster.list(DEPLOYMENTS),
    ...cluster.list(SERVICES, { namespace: 'ml' }),
    ...cluster.list(PODS),
  ]).toEqual([]);
});
