import { createWorld } from '../__testUtils__/createWorld';
import type { KubeObject } from '../api';
import {
  PODS,
  ROUTES,
  SELDON_DEPLOYMENTS,
  SERVICE_MONITORS,
} from '../controllers/runtime/resources';
import { predictionCall } from '../traffic/calls';
import { modelObjects } from '../world/modelObjects';
import { tutorialModels } from '../world/tutorialModels';
import { FAULT_ANNOTATION, Faults } from './Faults';
import { scenarios } from './index';

const KEY = { namespace: 'ml', name: 'm' };
const MONITOR = { namespace: 'ml', name: 'm-model' };

function start(fault?: string) {
  const world = createWorld({
    defaults: { pods: pod => faults.changePod(pod) },
  });
  const { cluster, clock } = world;
  const faults = new Faults(cluster, clock);
  faults.start();
  const objects = modelObjects(tutorialModels[0], {
    ...KEY,
    annotations: fault ? { [FAULT_ANNOTATION]: fault } : {},
  });
  objects.forEach(object => cluster.create(object));
  world.settle();
  const model = () => cluster.get(SELDON_DEPLOYMENTS, KEY)!;
  const annotate = (value: string) => {
    const { metadata, ...rest } = model();
    const annotations = { ...metadata.annotations, [FAULT_ANNOTATION]: value };
    cluster.update({
      ...rest,
      metadata: { ...metadata, annotations },
    } as KubeObject);
    world.settle();
  };
  const image = () => {
    const pod = cluster.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        namespace: 'ml',
        name: 'p',
        labels: { 'seldon-deployment-id': 'm' },
      },
      spec: { containers: [{ name: 'c', image: 'a:1' }] },
    });
    cluster.delete(PODS, { namespace: 'ml', name: 'p' });
    return pod.spec.containers[0].image;
  };
  return { ...world, faults, model, annotate, image };
}

it('has more than forty faults of different names, most of which can stand side by side', () => {
  const ofOne = scenarios.filter(({ kind }) => kind === 'model');
  expect(new Set(scenarios.map(({ name }) => name)).size).toBe(
    scenarios.length,
  );
  expect(ofOne.length).toBeGreaterThan(40);
});

describe('a model', () => {
  it('can have two faults at once, and loses them one by one', () => {
    const { cluster, annotate, image } = start(
      'server-errors, monitor-missing',
    );
    expect(image()).toBe('sandbox/faulty-model:1');
    expect(cluster.get(SERVICE_MONITORS, MONITOR)).toBeUndefined();
    annotate('server-errors');
    expect(image()).toBe('sandbox/faulty-model:1');
    expect(cluster.get(SERVICE_MONITORS, MONITOR)).toBeDefined();
    annotate('');
    expect(image()).toBe('a:1');
  });

  it.each(['route-timeout', 'route-invalid-host', 'route-service-missing'])(
    'has its Route as before when %s is taken back',
    fault => {
      const { cluster, annotate } = start();
      const before = cluster.get(ROUTES, KEY)!;
      annotate(fault);
      const during = cluster.get(ROUTES, KEY)!;
      expect([during.spec, during.metadata.annotations]).not.toEqual([
        before.spec,
        before.metadata.annotations,
      ]);
      annotate('');
      const after = cluster.get(ROUTES, KEY)!;
      expect(after.spec).toEqual(before.spec);
      expect(after.metadata.annotations ?? {}).toEqual(
        before.metadata.annotations ?? {},
      );
    },
  );

  it('keeps what is said about it when a change of it is taken back', () => {
    const { model, annotate } = start();
    const { spec, metadata } = model();
    annotate('errors-above-slo,hpa-blind');
    expect(model().metadata.annotations).toMatchObject({
      'ml-monitoring/slo-availability': '99.9',
    });
    annotate('');
    expect(model().spec).toEqual(spec);
    expect(model().metadata.annotations).toEqual({
      ...metadata.annotations,
      [FAULT_ANNOTATION]: '',
    });
  });

  it('is made anew with the label of another operator, once', () => {
    const { model, settle } = start('controller-id');
    const { uid, labels } = model().metadata;
    expect(labels).toMatchObject({ 'seldon.io/controller-id': 'team-b' });
    settle();
    expect(model().metadata.uid).toBe(uid);
  });

  it('is no longer called half a minute after its traffic stopped', () => {
    const { clock, faults, model } = start('traffic-stopped');
    const call = () => faults.changeCall(predictionCall(model(), 0), KEY, 0);
    expect(call()).toEqual(predictionCall(model(), 0));
    clock.advance(31_000);
    expect(call()).toBeUndefined();
  });
});
