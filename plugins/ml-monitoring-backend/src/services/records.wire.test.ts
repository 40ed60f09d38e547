import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { KubeObject } from 'sandbox';
import { fraudRunning } from '../__testUtils__/objects';
import { startPortal, type Portal } from '../__testUtils__/startPortal';
import {
  startTestCluster,
  type TestCluster,
} from '../__testUtils__/startTestCluster';

jest.setTimeout(60_000);

const ref = { cluster: 'local', namespace: 'ml-mon', name: 'fraud' };
const deployment = 'fraud-main-0-classifier';
const pod = `${deployment}-5d8f7-abcde`;

let counter = 0;
function event(
  kind: string,
  name: string,
  minute: number,
  more: Record<string, unknown> = {},
): KubeObject {
  counter += 1;
  const at = `2026-01-01T00:${String(minute).padStart(2, '0')}:00Z`;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `event-${counter}`, namespace: 'ml-mon' },
    involvedObject: { kind, name, namespace: 'ml-mon' },
    type: 'Normal',
    reason: 'Happened',
    message: `${kind} ${name}`,
    firstTimestamp: at,
    lastTimestamp: at,
    count: 1,
    ...more,
  };
}

const neighbour: KubeObject = {
  ...fraudRunning()[2],
  metadata: {
    name: 'other-main-0-classifier-5d8f7-abcde',
    namespace: 'ml-mon',
    labels: { 'seldon-deployment-id': 'other' },
  },
};

const LOGS = [
  'loading',
  '\u001b[31mconnecting to postgres://me:hunter2@db\u001b[0m',
  'token=abcdef',
  'ready',
].join('\n');

let cluster: TestCluster;
let portal: Portal;
let answers: Record<string, AuthorizeResult.ALLOW | AuthorizeResult.DENY> = {};

beforeAll(async () => {
  cluster = await startTestCluster({
    objects: [
      ...fraudRunning(),
      neighbour,
      event('SeldonDeployment', 'fraud', 1),
      event('Deployment', deployment, 2),
      event('ReplicaSet', `${deployment}-5d8f7`, 3, {
        type: 'Warning',
        reason: 'FailedCreate',
        message: 'Error creating: exceeded quota, password=hunter2',
        count: 4,
        lastTimestamp: '2026-01-01T00:09:00Z',
      }),
      event('Pod', pod, 4),
      event('Pod', `${deployment}-5d8f7-zzzzz`, 5),
      event('HorizontalPodAutoscaler', deployment, 6),
      event('Service', 'fraud-main', 7),
      event('Route', 'fraud', 8),
      event('SeldonDeployment', 'other', 1),
      event('Pod', neighbour.metadata.name, 2),
      event('Pod', `${deployment}-b-5d8f7-abcde`, 2),
      event('ReplicaSet', `${deployment}-b-5d8f7`, 2),
    ],
    podLogs: (_, container, { previous, tailLines }) => {
      if (previous) {
        return undefined;
      }
      const lines = `${container}\n${LOGS}`
        .split('\n')
        .slice(-(tailLines ?? 0));
      return `${lines.join('\n')}\n`;
    },
  });
  portal = await startPortal({
    clusters: { local: cluster },
    policy: permission => ({
      result: answers[permission] ?? AuthorizeResult.ALLOW,
    }),
  });
});

afterAll(async () => {
  await portal?.stop();
  await cluster?.close();
});

beforeEach(() => {
  answers = {};
});

describe('the events of a model', () => {
  it('are those of everything that belongs to it, good news too, the newest first', async () => {
    const { items, sources } = await portal.api.getModelEvents(ref);
    expect(items.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      `ReplicaSet ${deployment}-5d8f7`,
      'Route fraud',
      'Service fraud-main',
      `HorizontalPodAutoscaler ${deployment}`,
      `Pod ${deployment}-5d8f7-zzzzz`,
      `Pod ${pod}`,
      `Deployment ${deployment}`,
      'SeldonDeployment fraud',
    ]);
    expect(items[0]).toEqual({
      type: 'Warning',
      reason: 'FailedCreate',
      message: 'Error creating: exceeded quota, password=***',
      kind: 'ReplicaSet',
      name: `${deployment}-5d8f7`,
      count: 4,
      firstAt: '2026-01-01T00:03:00.000Z',
      lastAt: '2026-01-01T00:09:00.000Z',
    });
    expect(sources).toMatchObject([{ kind: 'cluster', status: 'ok' }]);
  });

  it('and its changes are those of the time that is asked for', async () => {
    const of = async (query: { from?: string; to?: string }) => {
      const { items, changes } = await portal.api.getModelEvents({
        ...ref,
        ...query,
      });
      return {
        items: items.map(({ kind }) => kind),
        changes: changes.map(({ kind }) => kind),
      };
    };
    expect(
      await of({
        from: '2026-01-01T00:04:00Z',
        to: '2026-01-01T01:06:00+01:00',
      }),
    ).toEqual({
      items: ['ReplicaSet', 'HorizontalPodAutoscaler', 'Pod', 'Pod'],
      changes: [],
    });
    const { items, changes } = await of({ from: '2026-01-02T00:00:00Z' });
    expect(items).toEqual([]);
    expect([...changes].sort()).toEqual(['monitoring', 'routing', 'spec']);
  });

  it('are the same for all who look within seconds, and read anew after that', async () => {
    const count = async () =>
      (await portal.api.getModelEvents(ref)).items.length;
    const before = await count();
    cluster.cluster.create(event('Pod', pod, 10));
    const untilMore = async (): Promise<number> => {
      const now = await count();
      await new Promise(resolve => {
        setTimeout(resolve, 200);
      });
      return now > before ? now : untilMore();
    };
    await expect(untilMore()).resolves.toBe(before + 1);
  }, 15_000);

  it('are for those who may read the model', async () => {
    answers['ml-monitoring.model.read'] = AuthorizeResult.DENY;
    await expect(portal.api.getModelEvents(ref)).rejects.toMatchObject({
      body: { error: { name: 'NotAllowedError' } },
    });
  });
});

describe('the logs of a model', () => {
  const query = { ...ref, pod, container: 'classifier' };

  it('are the last lines of a container, without secrets and colours', async () => {
    await expect(portal.api.getModelLogs(query)).resolves.toEqual({
      pod,
      container: 'classifier',
      previous: false,
      lines: [
        'classifier',
        'loading',
        'connecting to postgres://***@db',
        'token=***',
        'ready',
      ],
      truncated: false,
    });
    await expect(
      portal.api.getModelLogs({ ...query, tail: 2 }),
    ).resolves.toMatchObject({
      lines: ['token=***', 'ready'],
      truncated: true,
    });
    expect(cluster.requests.at(-1)).toBe(
      `GET /api/v1/namespaces/ml-mon/pods/${pod}/log?container=classifier&previous=false&tailLines=3&limitBytes=524288`,
    );
  });

  it('are written down, by whom and of what', async () => {
    await portal.api.getModelLogs(query);
    expect(portal.audited.at(-1)).toEqual({
      eventId: 'model-logs',
      outcome: 'success',
      meta: {
        who: 'user:default/mock',
        model: ref,
        pod,
        container: 'classifier',
      },
    });
  });

  it.each([
    neighbour.metadata.name,
    'prometheus-0',
    '../secrets/x',
    `${pod}/exec`,
  ])('are not those of another pod (%s)', async name => {
    const before = cluster.requests.length;
    await expect(
      portal.api.getModelLogs({ ...query, pod: name }),
    ).rejects.toMatchObject({
      body: { error: { name: 'NotFoundError' } },
    });
    expect(
      cluster.requests.slice(before).filter(each => each.includes('/log')),
    ).toEqual([]);
  });

  it("say in the cluster's words why there are none", async () => {
    await expect(
      portal.api.getModelLogs({ ...query, previous: 'true' }),
    ).rejects.toMatchObject({
      body: {
        error: {
          name: 'InputError',
          message: expect.stringContaining(
            `previous terminated container "classifier" in pod "${pod}" not found`,
          ),
        },
      },
    });
  });

  it('need a permission of their own', async () => {
    answers['ml-monitoring.model.logs'] = AuthorizeResult.DENY;
    await expect(portal.api.getModelLogs(query)).rejects.toMatchObject({
      body: {
        error: {
          name: 'NotAllowedError',
          message: expect.stringContaining('ml-monitoring.model.logs'),
        },
      },
    });
    expect(portal.audited.at(-1)).toMatchObject({ outcome: 'fail' });
  });

  it.each([0, 501])('are at most 500 lines (%d)', async tail => {
    await expect(
      portal.api.getModelLogs({ ...query, tail }),
    ).rejects.toMatchObject({ body: { error: { name: 'InputError' } } });
  });
});
