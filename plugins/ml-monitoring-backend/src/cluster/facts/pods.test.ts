import { podSchema } from '../objects';
import { podOf } from './pods';

const pod = (status: object, metadata: object = {}) =>
  podOf(
    podSchema.parse({ metadata: { name: 'p', ...metadata }, status }),
    'main',
  );
const container = (name: string, state: object, more: object = {}) => ({
  name,
  image: `${name}:1`,
  ready: false,
  restartCount: 0,
  state,
  ...more,
});
const waiting = (reason: string, message?: string) => ({
  waiting: { reason, message },
});
const running = { running: { startedAt: '2026-01-01T00:00:00Z' } };

describe('a pod', () => {
  it.each([
    [
      'the reason of the container that is in trouble, not of those that wait for it',
      pod({
        containerStatuses: [
          container('engine', waiting('ContainerCreating')),
          container('model', waiting('ImagePullBackOff', 'no such tag')),
        ],
      }),
      { reason: 'ImagePullBackOff', message: 'no such tag' },
    ],
    [
      'why an init container fails',
      pod({
        initContainerStatuses: [
          container('loader', waiting('CrashLoopBackOff'), {
            restartCount: 3,
            lastState: {
              terminated: {
                exitCode: 1,
                reason: 'Error',
                message: 'AccessDenied',
                finishedAt: '2026-01-01T00:05:00Z',
              },
            },
          }),
        ],
        containerStatuses: [container('model', waiting('PodInitializing'))],
      }),
      { reason: 'CrashLoopBackOff', restarts: 3 },
    ],
    [
      'nothing of an init container that is done',
      pod({
        initContainerStatuses: [
          container('loader', {
            terminated: { exitCode: 0, reason: 'Completed' },
          }),
        ],
        containerStatuses: [container('model', running, { ready: true })],
      }),
      { reason: undefined },
    ],
    [
      'why it could not be scheduled',
      pod({
        phase: 'Pending',
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message: '0/3 nodes are available',
          },
        ],
      }),
      { reason: 'Unschedulable', message: '0/3 nodes are available' },
    ],
    [
      'that it was evicted, though its container just ended',
      pod({
        phase: 'Failed',
        reason: 'Evicted',
        message: 'low on memory',
        containerStatuses: [
          container('model', {
            terminated: { exitCode: 137, reason: 'Error' },
          }),
        ],
      }),
      { phase: 'Failed', reason: 'Evicted', message: 'low on memory' },
    ],
    [
      'why it was evicted',
      pod({ phase: 'Failed', reason: 'Evicted', message: 'low on memory' }),
      { phase: 'Failed', reason: 'Evicted', message: 'low on memory' },
    ],
    [
      'that it is going away',
      pod({ phase: 'Running' }, { deletionTimestamp: '2026-01-01T00:00:00Z' }),
      { phase: 'Terminating', goneBy: '2026-01-01T00:00:00Z' },
    ],
    [
      'that nothing is known of it',
      podOf(podSchema.parse({ metadata: { name: 'p' } }), undefined),
      { phase: 'Unknown', ready: false, containers: [] },
    ],
  ])('tells %s', (_, told, expected) => {
    expect({ reason: undefined, ...told }).toMatchObject(expected);
  });

  it('remembers how a container ended that runs again', () => {
    const { containers } = pod({
      containerStatuses: [
        container('model', running, {
          ready: true,
          restartCount: 2,
          lastState: {
            terminated: {
              exitCode: 137,
              reason: 'OOMKilled',
              message: 'password=hunter2 was refused',
              startedAt: '2026-01-01T00:04:30Z',
              finishedAt: '2026-01-01T00:05:00Z',
            },
          },
        }),
      ],
    });
    expect(containers).toEqual([
      {
        name: 'model',
        image: 'model:1',
        ready: true,
        restarts: 2,
        state: 'running',
        exitCode: 137,
        endedReason: 'OOMKilled',
        endedMessage: 'password=*** was refused',
        endedAt: '2026-01-01T00:05:00Z',
        endedAfterSeconds: 30,
      },
    ]);
  });
});
