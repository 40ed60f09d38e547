import fc from 'fast-check';
import type { RolloutRequest } from '../contract/provisioning';
import type { RolloutFacts, RolloutStep } from './facts';
import { abortStep, promoteStep } from './finishSteps';
import { startStep } from './startStep';
import {
  predictorSpec,
  SimulatedCluster,
  START,
} from './__testUtils__/simulateCluster';

const request = (overrides: Partial<RolloutRequest> = {}): RolloutRequest => ({
  image: 'ml/fraud:2',
  trafficPercent: 20,
  ...overrides,
});

type Decide = (facts: RolloutFacts) => RolloutStep;
const start: Decide = facts => startStep(request(), facts);

function take(cluster: SimulatedCluster, decide: Decide): RolloutStep {
  const step = decide(cluster.facts());
  step.acts.forEach(act => cluster.perform(act));
  return step;
}

function follow(cluster: SimulatedCluster, decide: Decide): RolloutStep[] {
  const steps: RolloutStep[] = [];
  for (let left = 100; left > 0; left -= 1) {
    const step = take(cluster, decide);
    steps.push(step);
    if (step.settled) {
      return steps;
    }
    cluster.pass(5);
  }
  throw new Error(`never settled: ${steps.at(-1)?.summary}`);
}

const summaries = (steps: RolloutStep[]) =>
  steps
    .map(({ summary }) => summary)
    .filter((summary, index, all) => summary !== all[index - 1]);

describe('a new version', () => {
  it('waits until it is ready, then gets its share, measured like the old one', () => {
    const cluster = new SimulatedCluster();
    const steps = follow(cluster, start);
    expect(summaries(steps)).toEqual([
      'Predictor v2 is put beside main',
      'Waits for predictor v2: pods',
      'Predictor v2 is ready and gets 20 % of the requests',
      'Predictor v2 has 20 % of the requests, main the rest',
    ]);
    expect(cluster.predictors).toEqual([
      predictorSpec('main', { traffic: 100 }),
      predictorSpec('v2', {
        componentSpecs: [
          {
            spec: { containers: [{ name: 'classifier', image: 'ml/fraud:2' }] },
          },
        ],
      }),
    ]);
    expect(cluster.splitters[0].split.shares).toEqual({
      'fraud-main': 80,
      'fraud-v2': 20,
    });
    expect([...cluster.monitored]).toEqual(['v2']);
    expect(steps.at(-1)).toMatchObject({
      phase: 'serving',
      stable: 'main',
      candidate: 'v2',
      trafficPercent: 20,
    });
  });

  it('takes over when it is promoted, and the old one goes last', () => {
    const cluster = new SimulatedCluster();
    follow(cluster, start);
    const steps = follow(cluster, promoteStep);
    expect(
      summaries(steps).map(line => line.replace(/\d+ s/, 'some s')),
    ).toEqual(
      expect.arrayContaining([
        'Predictor v2 is to take over from main',
        'Predictor v2 gets the requests of main',
        'Waits some s for the last requests to predictor main',
        'Predictor v2 has taken over, and main is gone',
      ]),
    );
    expect(cluster.predictors.map(({ name }) => name)).toEqual(['v2']);
    expect(cluster.mark).toBeUndefined();
    expect(take(cluster, promoteStep)).toMatchObject({
      acts: [],
      phase: 'finished',
      settled: true,
      stable: 'v2',
    });
  });

  it('takes only from the version that it follows', () => {
    const cluster = new SimulatedCluster({
      predictors: [
        predictorSpec('main', { traffic: 60 }),
        predictorSpec('other', { traffic: 40 }),
      ],
      splitters: [
        {
          kind: 'HTTPRoute',
          split: {
            shares: { 'fraud-main': 60, 'fraud-other': 40 },
            mirrors: [],
          },
        },
      ],
    });
    follow(cluster, start);
    expect(cluster.splitters[0].split.shares).toEqual({
      'fraud-main': 40,
      'fraud-other': 40,
      'fraud-v2': 20,
    });
    follow(cluster, promoteStep);
    expect(cluster.splitters[0].split.shares).toEqual({
      'fraud-other': 40,
      'fraud-v2': 60,
    });
    expect(
      cluster.predictors.map(({ name, traffic }) => [name, traffic]),
    ).toEqual([
      ['other', 40],
      ['v2', 60],
    ]);
  });

  it('may watch in the shadow first', () => {
    const cluster = new SimulatedCluster({
      splitters: [
        {
          kind: 'HTTPRoute',
          split: { shares: { 'fraud-main': 100 }, mirrors: [] },
        },
      ],
    });
    follow(cluster, facts => startStep(request({ shadow: true }), facts));
    expect(cluster.splitters[0].split).toEqual({
      shares: { 'fraud-main': 100 },
      mirrors: ['fraud-v2'],
    });
    follow(cluster, promoteStep);
    expect(cluster.splitters[0].split).toEqual({
      shares: { 'fraud-v2': 100 },
      mirrors: [],
    });
    expect(cluster.predictors).toEqual([
      expect.not.objectContaining({ shadow: true }),
    ]);
  });
});

describe('whatever is asked for in whatever order, by however many', () => {
  const moves = fc.array(
    fc.record({
      what: fc.constantFrom('start', 'start more', 'promote', 'abort'),
      // A portal that dies between two acts of a step.
      acts: fc.nat({ max: 3 }),
      seconds: fc.nat({ max: 25 }),
    }),
    { maxLength: 40 },
  );
  const decisions: Record<string, Decide> = {
    start,
    'start more': facts =>
      startStep(request({ trafficPercent: 50, replicas: 1 }), facts),
    promote: promoteStep,
    abort: abortStep,
  };

  it('no request fails, and promote or abort ends with one version', () => {
    fc.assert(
      fc.property(moves, fc.boolean(), (asked, promoted) => {
        const cluster = new SimulatedCluster();
        const refusals = new Set<string>();
        for (const { what, acts, seconds } of asked) {
          let step: RolloutStep | undefined;
          try {
            step = decisions[what](cluster.facts());
          } catch (error) {
            refusals.add((error as Error).name);
          }
          step?.acts.slice(0, acts).forEach(act => cluster.perform(act));
          cluster.pass(seconds);
        }
        cluster.pass(60);
        const isAborted = cluster.mark?.decision === 'abort';
        follow(cluster, promoted && !isAborted ? promoteStep : abortStep);
        expect(cluster.predictors).toHaveLength(1);
        expect(cluster.mark).toBeUndefined();
        expect(cluster.splitters[0].split.shares).toEqual({
          [`fraud-${cluster.predictors[0].name}`]: 100,
        });
        expect(cluster.harms).toEqual([]);
        expect(['ConflictError', 'InputError']).toEqual(
          expect.arrayContaining([...refusals]),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('what is refused', () => {
  const facts = (overrides: Partial<RolloutFacts> = {}): RolloutFacts => ({
    ...new SimulatedCluster().facts(),
    ...overrides,
  });
  const splitter = (
    overrides: Partial<RolloutFacts['splitters'][number]>,
  ): RolloutFacts =>
    facts({
      splitters: [
        {
          kind: 'Route',
          name: 'fraud',
          shares: { 'fraud-main': 100 },
          mirrors: [],
          otherOwners: [],
          admitted: true,
          changedAt: START,
          ...overrides,
        },
      ],
    });

  it.each<[string, Partial<RolloutRequest>, RolloutFacts, string]>([
    [
      'a version that is the same',
      { image: 'ml/fraud:1' },
      facts(),
      'image, modelUri: at least one must differ from what predictor main has already',
    ],
    [
      'a name that is taken',
      { version: 'main' },
      facts(),
      'version: the model has a predictor main already',
    ],
    [
      'a predictor that is not there',
      { from: 'nope' },
      facts(),
      'from: there is no predictor nope that answers callers; there is main',
    ],
    [
      'a container that is not there',
      { image: { other: 'ml/fraud:2' } },
      facts(),
      'image.other: there is no such container of predictor main; there is classifier',
    ],
    [
      'a model URI where there is none',
      { image: undefined, modelUri: 's3://models/2' },
      facts(),
      'modelUri: there is no graph node with a model URI in predictor main (got s3://models/2)',
    ],
    [
      'an Ingress that is to split',
      {},
      splitter({ kind: 'Ingress' }),
      'Ingress fraud cannot split requests between versions',
    ],
    [
      'a Route that is to mirror',
      { shadow: true },
      splitter({}),
      'Route fraud cannot give a copy of the requests to another version',
    ],
    [
      'a fifth backend of a Route',
      { from: 'main' },
      splitter({
        shares: { 'fraud-main': 40, a: 20, b: 20, c: 20 },
      }),
      'Route fraud can split between 4 predictors at most, and this would be 5',
    ],
    [
      'a Route of somebody else',
      {},
      splitter({ otherOwners: ['Argo CD (application fraud)'] }),
      'Route fraud is managed by Argo CD (application fraud)',
    ],
    [
      'a share of a model that is not exposed',
      {},
      facts({ splitters: [] }),
      'trafficPercent: the model is not exposed, so nothing can split its requests (got 20)',
    ],
    [
      'more than the version before it has',
      { trafficPercent: 50 },
      splitter({ shares: { 'fraud-main': 30, other: 70 } }),
      'trafficPercent: must be at most 30, which is what Route fraud gives to predictor main (got 50)',
    ],
  ])('%s', (_, overrides, given, message) => {
    expect(() =>
      startStep(request({ from: 'main', ...overrides }), given),
    ).toThrow(message);
  });

  it('a candidate that does not come up, in the words of its finding', () => {
    const cluster = new SimulatedCluster();
    take(cluster, start);
    const known = cluster.facts();
    const [stable, candidate] = known.versions;
    const given: RolloutFacts = {
      ...known,
      versions: [
        stable,
        { ...candidate, state: { is: 'failed', reason: 'no such image' } },
      ],
    };
    expect(() => start(given)).toThrow(
      'The new version v2 does not come up: no such image. main serves as before. Abort the rollout, then start one that is mended',
    );
    expect(() => promoteStep(given)).toThrow('cannot take over: no such image');
    expect(abortStep(given)).toMatchObject({ phase: 'finishing' });
  });

  it('to go back to a version that does not answer while the other does', () => {
    const cluster = new SimulatedCluster();
    follow(cluster, start);
    const known = cluster.facts();
    const [stable, candidate] = known.versions;
    expect(
      abortStep({
        ...known,
        versions: [
          { ...stable, state: { is: 'waiting', reason: 'no endpoint' } },
          candidate,
        ],
      }),
    ).toMatchObject({
      acts: [],
      summary:
        'Waits for predictor main, so that no request is lost: no endpoint',
    });
  });
});
