import type { EventFact } from '../facts';
import type { ContainerFact, PodFact } from '../pods';
import {
  clusterFacts,
  minutesAgo,
  now,
  pod,
  predictor,
  thresholds,
} from '../__testUtils__/modelFacts';
import { evaluateHealth } from '../evaluateHealth';
import { crashLoop } from './crashLoop';
import { liveness } from './liveness';
import { podsReady } from './podsReady';
import { readiness } from './readiness';
import { restarts } from './restarts';

const context = { thresholds, now };
const NAME = 'rest-seldon-model-0-classifier-abc';
const ago = (minutes: number) => minutesAgo(minutes).toISOString();

const unhealthy = (
  message: string,
  overrides: Partial<EventFact> = {},
): EventFact => ({
  object: `Pod ${NAME}`,
  container: 'classifier',
  type: 'Warning',
  reason: 'Unhealthy',
  message,
  count: 1,
  firstSeen: minutesAgo(30),
  lastSeen: minutesAgo(0.1),
  ...overrides,
});
const unreadySince = (minutes: number) => [
  {
    object: `Pod ${NAME}`,
    type: 'Ready',
    status: 'False',
    since: minutesAgo(minutes),
  },
];

describe('readiness', () => {
  const REFUSED =
    'Readiness probe failed: dial tcp 10.0.0.1:9000: connect: connection refused';
  const probed = (
    overrides: Partial<PodFact>,
    options: {
      event?: Partial<EventFact>;
      unreadyMinutes?: number;
      container?: Partial<ContainerFact>;
    } = {},
  ) => {
    const { event, unreadyMinutes, container } = options;
    return clusterFacts({
      model: {
        pods: [
          pod(overrides, {
            state: 'running',
            ready: overrides.ready ?? false,
            ...container,
          }),
        ],
      },
      conditions:
        unreadyMinutes === undefined ? [] : unreadySince(unreadyMinutes),
      events: [unhealthy(REFUSED, event)],
      readyEndpoints: { 'rest-seldon-model': overrides.ready ? 1 : 0 },
    });
  };

  it('tells what the probe was answered, and whose lines tell more', () => {
    const facts = probed({}, { unreadyMinutes: 20 });
    expect(readiness.judge(facts, context)).toEqual([
      {
        rule: 'readiness',
        status: 'failing',
        title:
          'The container "classifier" of predictor "model" is not ready: its readiness probe fails',
        detail: REFUSED,
        predictor: 'model',
        since: ago(30),
        confidence: 'certain',
        evidence: [
          expect.objectContaining({ kind: 'event', message: REFUSED }),
          expect.objectContaining({ kind: 'object', object: `Pod ${NAME}` }),
        ],
        remedy: expect.stringContaining('port of the probe'),
        container: { pod: NAME, container: 'classifier', previous: false },
      },
    ]);
    expect(podsReady.judge(facts, context)).toEqual([]);
  });

  it.each<[string, string | undefined, Parameters<typeof probed>]>([
    [
      'a new pod',
      'progressing',
      [{ startedAt: ago(2) }, { unreadyMinutes: 2 }],
    ],
    [
      'an old pod that is unready for a moment',
      'progressing',
      [{}, { unreadyMinutes: 0.5, event: { firstSeen: minutesAgo(0.5) } }],
    ],
    [
      'an old pod that nobody knows since when it is unready',
      'failing',
      [{}, {}],
    ],
    [
      'a pod that was ready in between and fails again and again',
      'degraded',
      [{}, { unreadyMinutes: 0.1, event: { count: 40 } }],
    ],
    [
      'a pod that is ready at the moment and fails again and again',
      'degraded',
      [{ ready: true }, { event: { count: 40 } }],
    ],
    [
      'a pod that is ready and failed some time ago',
      undefined,
      [{ ready: true }, { event: { count: 40, lastSeen: minutesAgo(20) } }],
    ],
    ['a pod that is ready and failed once', undefined, [{ ready: true }, {}]],
  ])('judges %s as %s', (_, status, parts) => {
    expect(readiness.judge(probed(...parts), context)).toMatchObject(
      status ? [{ status }] : [],
    );
  });

  it('blames the model container where the orchestrator only waits for it', () => {
    const facts = clusterFacts({
      model: {
        pods: [pod({ ready: false }, { state: 'running', ready: false })].map(
          each => ({
            ...each,
            containers: each.containers.map(one => ({ ...one, ready: false })),
          }),
        ),
      },
      events: [
        unhealthy(
          'Readiness probe failed: HTTP probe failed with statuscode: 503',
          {
            container: 'seldon-container-engine',
          },
        ),
        unhealthy(REFUSED),
      ],
      readyEndpoints: { 'rest-seldon-model': 0 },
    });
    expect(readiness.judge(facts, context)).toMatchObject([
      { detail: REFUSED, container: { container: 'classifier' } },
    ]);
  });

  it('says nothing of a predictor that was stopped', () => {
    const facts = clusterFacts({
      model: {
        pods: [pod({ ready: false }, { state: 'running' })],
        predictors: [predictor({ replicas: 0 })],
      },
      events: [unhealthy(REFUSED)],
    });
    expect(readiness.judge(facts, context)).toEqual([]);
  });
});

describe('liveness', () => {
  const NOT_FOUND =
    'Liveness probe failed: HTTP probe failed with statuscode: 404';
  const killed = (
    container: Partial<ContainerFact>,
    event: Partial<EventFact> = {},
  ) =>
    clusterFacts({
      model: {
        pods: [
          pod(
            { ready: container.ready ?? false },
            {
              exitCode: 137,
              endedReason: 'Error',
              endedAt: ago(1),
              restarts: 4,
              ...container,
            },
          ),
        ],
      },
      events: [unhealthy(NOT_FOUND, { lastSeen: minutesAgo(1), ...event })],
      readyEndpoints: { 'rest-seldon-model': container.ready ? 1 : 0 },
    });
  const crashing = { reason: 'CrashLoopBackOff' } as const;
  const running = { state: 'running', ready: true } as const;

  it('is told instead of a crash loop, for its exit code misleads', () => {
    const facts = killed(crashing);
    expect(liveness.judge(facts, context)).toMatchObject([
      {
        status: 'failing',
        title:
          'The container "classifier" of predictor "model" is killed because its liveness probe fails',
        detail: NOT_FOUND,
        container: { container: 'classifier', previous: true },
      },
    ]);
    expect(crashLoop.judge(facts, context)).toEqual([]);
  });

  it.each<[string, string | undefined, ReturnType<typeof killed>]>([
    ['degraded', 'runs again between two kills', killed(running)],
    [
      'nothing',
      'was killed once and runs again',
      killed({ ...running, restarts: 1 }),
    ],
    [
      'nothing',
      'ended long after its probe failed',
      killed(crashing, { lastSeen: minutesAgo(60) }),
    ],
    [
      'nothing',
      'ran out of memory',
      killed({ ...crashing, endedReason: 'OOMKilled' }),
    ],
    [
      'nothing',
      'crashes beside another whose probe fails',
      killed(crashing, { container: 'seldon-container-engine' }),
    ],
  ])('is %s for a container that %s', (status, _, facts) => {
    expect(liveness.judge(facts, context)).toMatchObject(
      status === 'nothing' ? [] : [{ status }],
    );
  });
});

describe('restarts', () => {
  const up = (container: Partial<ContainerFact>) =>
    clusterFacts({
      model: {
        pods: [
          pod(
            { ready: true },
            {
              state: 'running',
              ready: true,
              restarts: 5,
              exitCode: 139,
              endedAt: ago(3),
              endedAfterSeconds: 240,
              endedMessage: 'segfault',
              ...container,
            },
          ),
        ],
      },
    });

  it('tells of a container that runs between two ends', () => {
    expect(restarts.judge(up({}), context)).toEqual([
      {
        rule: 'restarts',
        status: 'degraded',
        title:
          'The container "classifier" of predictor "model" runs, and was restarted 5 times',
        detail:
          'The last time it ran for 240 s; it ended with exit code 139; its last words: segfault',
        predictor: 'model',
        since: ago(3),
        confidence: 'certain',
        evidence: [expect.objectContaining({ object: `Pod ${NAME}` })],
        remedy: expect.stringContaining('the run before'),
        container: { pod: NAME, container: 'classifier', previous: true },
      },
    ]);
  });

  it.each<[string, Partial<ContainerFact>, number]>([
    ['was restarted once', { restarts: 1 }, 0],
    ['was restarted often, but hours ago', { endedAt: ago(180) }, 0],
    ['ended just now after days', { endedAfterSeconds: 200_000 }, 0],
    ['ended, and nobody knows when', { endedAt: undefined }, 1],
    ['ran out of memory', { endedReason: 'OOMKilled' }, 0],
    ['waits to be started again', { state: 'waiting' }, 0],
  ])('judges a container that %s', (_, container, findings) => {
    expect(restarts.judge(up(container), context)).toHaveLength(findings);
  });
});

describe('what passes by itself', () => {
  const verdict = (facts: ReturnType<typeof clusterFacts>) =>
    evaluateHealth(
      {
        cluster: { status: 'answered', value: facts, asOf: now },
        metrics: { status: 'absent', message: 'none' },
      },
      thresholds,
      now,
    ).findings.filter(
      ({ rule, status }) =>
        rule !== 'source-metrics' &&
        ['unknown', 'degraded', 'failing'].includes(status),
    );
  const short = {
    deployment: 'rest-seldon-model-0-classifier',
    desired: 1,
    updated: 1,
    ready: 0,
    available: 0,
    phase: 'complete' as const,
  };
  const away = (seconds: number) =>
    clusterFacts({
      model: {
        state: 'Creating',
        pods: [pod({ ready: false }, { state: 'running', ready: false })],
        predictors: [predictor({ rollouts: [short] })],
      },
      conditions: [
        ...unreadySince(seconds / 60),
        {
          object: 'Deployment rest-seldon-model-0-classifier',
          type: 'Available',
          status: 'False',
          since: minutesAgo(seconds / 60),
        },
      ],
      readyEndpoints: { 'rest-seldon-model': 0 },
    });

  it.each([
    ['the only pod is unready for 20 seconds', away(20)],
    [
      'a container has ended for the first time, 2 seconds ago',
      clusterFacts({
        model: {
          pods: [
            pod(
              { ready: true },
              {
                state: 'terminated',
                exitCode: 1,
                endedAt: ago(0.03),
                ready: true,
              },
            ),
          ],
        },
      }),
    ],
    [
      'a large Deployment is rolled out for 20 minutes, pod by pod',
      clusterFacts({
        specChangedAt: minutesAgo(20),
        model: {
          state: 'Creating',
          predictors: [
            predictor({
              rollouts: [
                {
                  ...short,
                  desired: 10,
                  updated: 7,
                  ready: 9,
                  available: 9,
                  phase: 'progressing',
                },
              ],
            }),
          ],
        },
        conditions: [
          {
            object: 'Deployment rest-seldon-model-0-classifier',
            type: 'Progressing',
            status: 'True',
            reason: 'ReplicaSetUpdated',
          },
        ],
      }),
    ],
  ])('gives no finding above info: %s', (_, facts) => {
    expect(verdict(facts)).toEqual([]);
  });

  it('is an outage once it does not pass', () => {
    expect(verdict(away(90)).map(({ rule }) => rule)).toEqual(['pods-ready']);
  });
});
