import type { EventFact } from '../facts';
import type { PodFact } from '../pods';
import {
  clusterFacts,
  minutesAgo,
  now,
  pod,
  thresholds,
} from '../__testUtils__/modelFacts';
import { deleting } from './deleting';
import { evicted } from './evicted';
import { nodeLost } from './nodeLost';
import { podsReady } from './podsReady';
import { terminating } from './terminating';
import { unschedulable } from './unschedulable';
import { volume } from './volume';

const context = { thresholds, now };
const NAME = 'rest-seldon-model-0-classifier-abc';
const ago = (minutes: number) => minutesAgo(minutes).toISOString();

const withPods = (pods: PodFact[], events: Partial<EventFact>[] = []) =>
  clusterFacts({
    model: { pods },
    events: events.map(event => ({
      object: `Pod ${NAME}`,
      type: 'Warning',
      reason: 'FailedMount',
      message: '',
      count: 1,
      firstSeen: minutesAgo(5),
      lastSeen: minutesAgo(1),
      ...event,
    })),
    readyEndpoints: { 'rest-seldon-model': 0 },
  });

describe('volume', () => {
  const pending = (message: string) =>
    withPods([
      pod({
        phase: 'Pending',
        ready: false,
        reason: 'Unschedulable',
        message,
        containers: [],
      }),
    ]);
  const mounting = (
    message: string,
    event: Partial<EventFact> = {},
    reason = 'ContainerCreating',
  ) =>
    withPods(
      [pod({ phase: 'Pending', ready: false }, { reason })].map(each => ({
        ...each,
        containers: each.containers.slice(1),
      })),
      [{ message, ...event }],
    );

  it.each([
    [
      pending(
        '0/3 nodes are available: persistentvolumeclaim "models" not found.',
      ),
      'Create the PersistentVolumeClaim',
    ],
    [
      pending(
        '0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.',
      ),
      'storage class',
    ],
    [
      pending(
        '0/3 nodes are available: 3 node(s) had volume node affinity conflict.',
      ),
      'another zone',
    ],
    [
      mounting(
        'MountVolume.SetUp failed for volume "c" : secret "c" not found',
        {
          firstSeen: minutesAgo(0.1),
        },
      ),
      'Create the Secret or ConfigMap',
    ],
    [
      mounting('Multi-Attach error for volume "pvc-1"', {
        reason: 'FailedAttachVolume',
      }),
      'another node',
    ],
  ])('is a cause of its own, with a remedy of its own', (facts, remedy) => {
    expect(volume.judge(facts, context)).toMatchObject([
      {
        rule: 'volume',
        status: 'failing',
        title: 'A pod of predictor "model" waits for a volume',
        remedy: expect.stringContaining(remedy),
      },
    ]);
    expect(unschedulable.judge(facts, context)).toEqual([]);
    expect(podsReady.judge(facts, context)).toEqual([]);
  });

  it.each([
    [
      'a node is merely slow to attach',
      mounting('timed out waiting for the condition', {
        firstSeen: minutesAgo(0.2),
      }),
    ],
    ['the pod runs by now', mounting('timed out', {}, 'CrashLoopBackOff')],
    ['nodes lack CPU', pending('0/3 nodes are available: 3 Insufficient cpu.')],
  ])('says nothing where %s', (_, facts) => {
    expect(volume.judge(facts, context)).toEqual([]);
  });
});

describe('nodeLost', () => {
  const onNode = { ready: false, node: 'worker-2' };

  it.each([
    [
      'the node controller says so of its pod',
      withPods(
        [pod(onNode)],
        [{ reason: 'NodeNotReady', message: 'Node is not ready' }],
      ),
    ],
    [
      'its pods are being removed from it',
      {
        ...withPods([pod({ ...onNode, phase: 'Terminating' })]),
        conditions: [
          {
            object: `Pod ${NAME}`,
            type: 'DisruptionTarget',
            status: 'True',
            reason: 'DeletionByTaintManager',
          },
        ],
      },
    ],
    [
      'nothing is known of its pod',
      withPods([pod({ ...onNode, phase: 'Unknown' })]),
    ],
  ])('names the node where %s', (_, facts) => {
    expect(nodeLost.judge(facts, context)).toMatchObject([
      {
        status: 'failing',
        title:
          'The node "worker-2" does not answer: a pod of predictor "model" is lost',
      },
    ]);
  });

  it('says nothing once the pod is ready again', () => {
    expect(
      nodeLost.judge(
        withPods([pod({ node: 'worker-2' })], [{ reason: 'NodeNotReady' }]),
        context,
      ),
    ).toEqual([]);
  });
});

describe('evicted', () => {
  const MESSAGE = 'The node was low on resource: ephemeral-storage.';
  const gone = (name: string, minutes: number) =>
    pod(
      {
        name,
        phase: 'Failed',
        ready: false,
        reason: 'Evicted',
        message: MESSAGE,
      },
      { state: 'terminated', exitCode: 137, endedAt: ago(minutes) },
    );

  it.each<[string, PodFact[]]>([
    ['degraded', [gone('a', 30), gone('b', 5)]],
    ['healthy', [gone('a', 5)]],
    ['nothing', [gone('a', 120), gone('b', 90)]],
  ])('is %s', (status, pods) => {
    expect(evicted.judge(withPods(pods), context)).toMatchObject(
      status === 'nothing' ? [] : [{ status, detail: MESSAGE }],
    );
  });
});

describe('terminating', () => {
  const deleted = (goneBy: string) =>
    withPods([pod({ phase: 'Terminating', goneBy, node: 'worker-1' })]);

  it.each([
    ['is told of', 20, 1],
    ['is not told of', 1, 0],
  ])(
    'a pod that %s %d minutes after it should be gone',
    (_, minutes, count) => {
      expect(terminating.judge(deleted(ago(minutes)), context)).toHaveLength(
        count,
      );
    },
  );

  it('leaves a lost node to its own rule', () => {
    const facts = withPods(
      [pod({ phase: 'Terminating', ready: false, goneBy: ago(20) })],
      [{ reason: 'NodeNotReady' }],
    );
    expect(terminating.judge(facts, context)).toEqual([]);
  });
});

describe('deleting', () => {
  it.each<[string, Parameters<typeof clusterFacts>[0], object[]]>([
    [
      'the model goes',
      { deletedAt: minutesAgo(1) },
      [{ rule: 'model-deleting', status: 'progressing' }],
    ],
    [
      'the model does not go',
      { deletedAt: minutesAgo(20) },
      [{ rule: 'model-deleting', status: 'degraded', since: ago(20) }],
    ],
    [
      'the namespace goes',
      { namespaceDeletedAt: minutesAgo(1) },
      [{ rule: 'namespace-deleting', status: 'degraded' }],
    ],
    [
      'the namespace goes and nobody is answered',
      {
        namespaceDeletedAt: minutesAgo(1),
        readyEndpoints: { 'rest-seldon-model': 0 },
      },
      [{ rule: 'namespace-deleting', status: 'failing' }],
    ],
    ['nothing goes', {}, []],
  ])('tells that %s', (_, facts, findings) => {
    expect(deleting.judge(clusterFacts(facts), context)).toMatchObject(
      findings,
    );
  });
});
