import {
  clusterFacts,
  minutesAgo,
  now,
  pod,
  predictor,
  thresholds,
} from '../__testUtils__/modelFacts';
import { containerConfig } from './containerConfig';
import { crashLoop } from './crashLoop';
import { outOfMemory } from './outOfMemory';
import { podsReady } from './podsReady';
import { unschedulable } from './unschedulable';

const context = { thresholds, now };
const only = (...parts: Parameters<typeof pod>) =>
  clusterFacts({
    model: { pods: [pod(...parts)] },
    readyEndpoints: { 'rest-seldon-model': 0 },
  });

describe('crashLoop', () => {
  it.each([
    [
      'waits to be started again',
      { reason: 'CrashLoopBackOff', exitCode: 1 },
      {
        rule: 'crash-loop',
        title:
          'The container "classifier" of predictor "model" keeps ending with exit code 1',
        remedy: expect.stringContaining('last log lines'),
      },
    ],
    [
      'has just ended',
      { state: 'terminated' as const, reason: 'Error', exitCode: 2 },
      { rule: 'crash-loop', title: expect.stringContaining('exit code 2') },
    ],
    [
      'was killed',
      { reason: 'CrashLoopBackOff', exitCode: 137 },
      { rule: 'crash-loop', remedy: expect.stringContaining('memory') },
    ],
  ])('tells of a container that %s', (_, container, finding) => {
    expect(crashLoop.judge(only({}, container), context)).toMatchObject([
      { status: 'failing', ...finding },
    ]);
  });

  it.each([
    ['ended well', { state: 'terminated' as const, exitCode: 0 }],
    ['is being created', { reason: 'ContainerCreating' }],
    ['runs after a restart', { state: 'running' as const, exitCode: 1 }],
  ])('says nothing of a container that %s', (_, container) => {
    expect(crashLoop.judge(only({}, container), context)).toEqual([]);
  });
});

describe('outOfMemory', () => {
  const killed = { endedReason: 'OOMKilled', exitCode: 137 };

  it.each([
    [
      'failing',
      'it waits to be started again',
      only({}, { ...killed, reason: 'CrashLoopBackOff' }),
    ],
    [
      'degraded',
      'it runs again, having been killed a moment ago',
      only(
        { ready: true },
        {
          ...killed,
          state: 'running',
          ready: true,
          endedAt: minutesAgo(5).toISOString(),
        },
      ),
    ],
    [
      'healthy',
      'it runs again since long',
      only(
        { ready: true },
        {
          ...killed,
          state: 'running',
          ready: true,
          endedAt: minutesAgo(600).toISOString(),
        },
      ),
    ],
  ])('is %s when %s', (status, _, facts) => {
    expect(outOfMemory.judge(facts, context)).toMatchObject([
      {
        status,
        title:
          'The container "classifier" of predictor "model" used more memory than it may and was killed',
      },
    ]);
  });

  it('leaves the crash loop that follows to this rule', () => {
    const facts = only({}, { ...killed, reason: 'CrashLoopBackOff' });
    expect(crashLoop.judge(facts, context)).toEqual([]);
  });
});

describe('containerConfig', () => {
  it('tells what Kubernetes misses', () => {
    const facts = only(
      {},
      {
        reason: 'CreateContainerConfigError',
        message: 'secret "gcs" not found',
      },
    );
    expect(containerConfig.judge(facts, context)).toMatchObject([
      {
        status: 'failing',
        title:
          'The container "classifier" of predictor "model" cannot be created',
        detail: 'CreateContainerConfigError: secret "gcs" not found',
      },
    ]);
  });
});

describe('unschedulable', () => {
  it('tells why no node takes the pods', () => {
    const waiting = {
      phase: 'Pending',
      ready: false,
      reason: 'Unschedulable',
      message: '0/3 nodes are available: 3 Insufficient cpu.',
      containers: [],
    };
    const facts = clusterFacts({
      model: {
        pods: [pod({ ...waiting, name: 'a' }), pod({ ...waiting, name: 'b' })],
      },
      readyEndpoints: { 'rest-seldon-model': 0 },
    });
    expect(unschedulable.judge(facts, context)).toMatchObject([
      {
        status: 'failing',
        title: 'No node of the cluster can take 2 pods of predictor "model"',
        detail: '0/3 nodes are available: 3 Insufficient cpu.',
      },
    ]);
  });
});

describe('podsReady', () => {
  const unready = { ready: false };

  it.each([
    ['failing', 'an old pod', { startedAt: minutesAgo(60).toISOString() }, 0],
    [
      'degraded',
      'one of several',
      { startedAt: minutesAgo(60).toISOString() },
      1,
    ],
    ['progressing', 'a new pod', { startedAt: minutesAgo(2).toISOString() }, 0],
  ])('is %s when %s is not ready', (status, _, overrides, ready) => {
    const facts = clusterFacts({
      model: { pods: [pod({ ...unready, ...overrides })] },
      readyEndpoints: { 'rest-seldon-model': ready },
    });
    expect(podsReady.judge(facts, context)).toMatchObject([
      { status, title: '1 of 1 pod of predictor "model" is not ready' },
    ]);
  });

  it.each([
    ['crashes', only({}, { reason: 'CrashLoopBackOff', exitCode: 1 })],
    ['is over', only({ ...unready, phase: 'Failed' })],
    ['is going away', only({ ...unready, phase: 'Terminating' })],
    [
      'cannot be scheduled',
      only({ ...unready, phase: 'Pending', reason: 'Unschedulable' }),
    ],
    [
      'is of a predictor that was stopped',
      clusterFacts({
        model: {
          pods: [pod(unready)],
          predictors: [predictor({ replicas: 0 })],
        },
      }),
    ],
  ])('says nothing of a pod that %s', (_, facts) => {
    expect(podsReady.judge(facts, context)).toEqual([]);
  });
});
