import type { ModelDetail, Rollout } from '../../contract/models';
import {
  clusterFacts,
  minutesAgo,
  now,
  pod,
  predictor,
  thresholds,
} from '../__testUtils__/modelFacts';
import { endpoints } from './endpoints';
import { exposure } from './exposure';
import { rollout } from './rollout';
import { seldonState } from './seldonState';
import { stopped } from './stopped';

const context = { thresholds, now };
const justNow = minutesAgo(1);

describe('seldonState', () => {
  const state = (
    model: Partial<ModelDetail>,
    rest: Partial<Parameters<typeof clusterFacts>[0]> = {},
  ) => seldonState.judge(clusterFacts({ model, ...rest }), context);

  it('has nothing to say of what is Available', () => {
    expect(state({ state: 'Available' })).toEqual([]);
  });

  it('passes on what Seldon says of a model that failed', () => {
    expect(
      state(
        { state: 'Failed', stateDescription: 'secret "s3" not found' },
        { readyEndpoints: { 'rest-seldon-model': 0 } },
      ),
    ).toMatchObject([
      {
        rule: 'seldon-state',
        status: 'failing',
        title: 'Seldon reports that the model failed: secret "s3" not found',
        evidence: [
          {
            kind: 'object',
            object: 'SeldonDeployment rest-seldon',
            detail:
              'status.state = Failed, status.description = secret "s3" not found',
          },
        ],
      },
    ]);
  });

  it.each([
    ['progressing', 'Creating', justNow, 0],
    ['degraded', 'Creating', minutesAgo(20), 1],
    ['failing', 'Creating', minutesAgo(20), 0],
  ])(
    'is %s in state %s since %s with %d ready endpoints',
    (status, name, specChangedAt, ready) => {
      expect(
        state(
          { state: name },
          { specChangedAt, readyEndpoints: { 'rest-seldon-model': ready } },
        ),
      ).toMatchObject([{ status }]);
    },
  );

  it('does not wait for a predictor that has no replicas', () => {
    expect(
      state({
        state: 'Creating',
        predictors: [predictor(), predictor({ name: 'v2', replicas: 0 })],
      }),
    ).toEqual([]);
  });

  it('shows the conditions that are not met', () => {
    const [finding] = state(
      { state: 'Creating' },
      {
        conditions: [
          {
            object: 'SeldonDeployment rest-seldon',
            type: 'HpasReady',
            status: 'False',
            reason: 'HPAs not ready',
            since: minutesAgo(30),
          },
        ],
      },
    );
    expect(finding).toMatchObject({
      since: minutesAgo(30).toISOString(),
      evidence: [
        { kind: 'object' },
        { kind: 'condition', type: 'HpasReady', reason: 'HPAs not ready' },
      ],
    });
  });
});

describe('rollout', () => {
  const rolling = (
    overrides: Partial<Rollout>,
    specChangedAt: Date,
    ready: number,
  ) =>
    rollout.judge(
      clusterFacts({
        specChangedAt,
        readyEndpoints: { 'rest-seldon-model': ready },
        model: {
          predictors: [
            predictor({
              rollouts: [
                {
                  deployment: 'rest-seldon-model-0-classifier',
                  desired: 2,
                  updated: 1,
                  ready: 1,
                  available: ready,
                  phase: 'progressing',
                  ...overrides,
                },
              ],
            }),
          ],
        },
        conditions: [
          {
            object: 'Deployment rest-seldon-model-0-classifier',
            type: 'Progressing',
            status: 'False',
            reason: 'ProgressDeadlineExceeded',
            since: minutesAgo(7),
          },
        ],
      }),
      context,
    );

  it.each<[string, Partial<Rollout>, Date, number, string, string | undefined]>(
    [
      [
        'progressing',
        {},
        justNow,
        1,
        'Predictor "model" is being rolled out: 1 of 2 replicas are of the newest version',
        justNow.toISOString(),
      ],
      [
        'degraded',
        {},
        minutesAgo(20),
        1,
        'Predictor "model" is being rolled out: 1 of 2 replicas are of the newest version',
        minutesAgo(20).toISOString(),
      ],
      [
        'progressing',
        { phase: 'pending' },
        justNow,
        1,
        'The newest spec of predictor "model" has not been taken up yet',
        justNow.toISOString(),
      ],
      [
        'degraded',
        { phase: 'stuck' },
        justNow,
        1,
        'The newest version of predictor "model" does not come up; the old one still answers',
        minutesAgo(7).toISOString(),
      ],
      [
        'failing',
        { phase: 'stuck' },
        justNow,
        0,
        'Predictor "model" does not come up',
        minutesAgo(7).toISOString(),
      ],
    ],
  )('is %s with %j since %s', (status, overrides, at, ready, title, since) => {
    expect(rolling(overrides, at, ready)).toMatchObject([
      { status, title, since },
    ]);
  });

  it('has nothing to say of what is complete', () => {
    expect(rolling({ phase: 'complete' }, justNow, 1)).toEqual([]);
  });
});

describe('endpoints', () => {
  const silent = 'Predictor "model" answers nobody: it has no ready endpoint';

  it.each([
    ['healthy', 1, minutesAgo(60), pod(), 'Predictor "model" answers'],
    ['failing', 0, minutesAgo(60), pod({ ready: false }), silent],
    ['progressing', 0, justNow, pod({ ready: false }), silent],
    [
      'progressing',
      0,
      justNow,
      pod({ startedAt: justNow.toISOString() }),
      silent,
    ],
    ['failing', 0, justNow, pod(), silent],
  ])(
    'is %s with %d ready endpoints, the spec of %s and %j',
    (status, ready, specChangedAt, only, title) => {
      const facts = clusterFacts({
        specChangedAt,
        readyEndpoints: { 'rest-seldon-model': ready },
        model: { pods: [only] },
      });
      expect(endpoints.judge(facts, context)).toMatchObject([
        { status, title },
      ]);
    },
  );

  it('is unknown when nothing tells', () => {
    const facts = clusterFacts({
      readyEndpoints: {},
      model: { predictors: [predictor({ rollouts: [] })], pods: [] },
    });
    expect(endpoints.judge(facts, context)).toMatchObject([
      {
        status: 'unknown',
        title: 'Nothing tells whether predictor "model" answers',
      },
    ]);
  });
});

describe('exposure', () => {
  type Endpoint = ModelDetail['endpoints'][number];
  const exposed = (endpoint: Partial<Endpoint>, specChangedAt?: Date) =>
    exposure.judge(
      clusterFacts({
        specChangedAt: specChangedAt ?? minutesAgo(60),
        model: {
          endpoints: [{ kind: 'Route', name: 'rest-seldon', ...endpoint }],
        },
      }),
      context,
    );

  it("passes on the router's reason and what to do about it", () => {
    expect(
      exposed({
        admitted: false,
        reason: 'HostAlreadyClaimed',
        message: 'route other already exposes x.example.com',
      }),
    ).toMatchObject([
      {
        status: 'degraded',
        title:
          'The Route "rest-seldon" was refused: the model cannot be reached through it',
        detail: 'HostAlreadyClaimed: route other already exposes x.example.com',
        remedy: expect.stringContaining('choose another host'),
      },
    ]);
  });

  it.each<[string, string, Partial<Endpoint>, Date]>([
    ['degraded', 'no router has taken up', {}, minutesAgo(60)],
    ['progressing', 'no router has taken up yet', {}, justNow],
    [
      'progressing',
      'waits for the Service of a new model',
      { admitted: false, reason: 'BackendNotFound' },
      justNow,
    ],
    [
      'degraded',
      'leads to a Service that never came',
      { admitted: false, reason: 'BackendNotFound' },
      minutesAgo(60),
    ],
  ])('is %s for a Route that %s', (status, _, endpoint, specChangedAt) => {
    expect(exposed(endpoint, specChangedAt)).toMatchObject([{ status }]);
  });

  it.each<[string, Partial<Endpoint>]>([
    ['was admitted', { admitted: true }],
    ['is an Ingress without an address', { kind: 'Ingress' }],
    ['is a Service', { kind: 'Service' }],
  ])('has nothing to say of what %s', (_, endpoint) => {
    expect(exposed(endpoint)).toEqual([]);
  });
});

describe('stopped', () => {
  it('tells what was stopped on purpose', () => {
    const facts = clusterFacts({
      model: { predictors: [predictor({ replicas: 0 })] },
    });
    expect(stopped.judge(facts, context)).toMatchObject([
      {
        status: 'stopped',
        confidence: 'certain',
        title: 'Predictor "model" is scaled to zero on purpose',
      },
    ]);
  });

  it('does not call a model stopped of which another predictor runs', () => {
    const facts = clusterFacts({
      model: {
        predictors: [predictor(), predictor({ name: 'v2', replicas: 0 })],
      },
    });
    expect(stopped.judge(facts, context)).toMatchObject([
      { status: 'healthy', predictor: 'v2' },
    ]);
  });

  it('tells of an autoscaler that scaled to zero', () => {
    const { rollouts, ...rest } = predictor();
    const facts = clusterFacts({
      model: {
        predictors: [
          {
            ...rest,
            rollouts: rollouts.map(each => ({ ...each, desired: 0 })),
          },
        ],
      },
    });
    expect(stopped.judge(facts, context)).toMatchObject([
      {
        status: 'stopped',
        confidence: 'likely',
        title: 'Predictor "model" is scaled to zero by its autoscaler',
      },
    ]);
  });
});
