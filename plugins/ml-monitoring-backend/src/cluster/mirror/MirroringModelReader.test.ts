/* eslint jest/expect-expect: ["warn", { "assertFunctionNames": ["expect", "until"] }] */
import { setTimeout as delay } from 'node:timers/promises';
import type { KubeObject } from 'sandbox';
import {
  fraud,
  fraudRunning,
  stockPodMonitor,
} from '../../__testUtils__/objects';
import {
  granted,
  namespace,
  startTestCluster,
  type TestCluster,
} from '../../__testUtils__/startTestCluster';
import { CachingModelReader } from '../CachingModelReader';
import { ClusterModelReader } from '../ClusterModelReader';
import { Clusters } from '../Clusters';
import { MirroringModelReader } from './MirroringModelReader';

// The first test also loads the client library.
jest.setTimeout(60_000);

const models = {
  group: 'machinelearning.seldon.io',
  resource: 'seldondeployments',
};
const fraudRef = { cluster: 'local', namespace: 'ml-mon', name: 'fraud' };
const open: { close(): unknown }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map(each => each.close()));
});

async function start(
  options: Parameters<typeof startTestCluster>[0] & {
    scopes?: Record<string, { namespaces?: string[] }>;
  } = {},
) {
  const { scopes = {}, ...rest } = options;
  const started = await startTestCluster(rest);
  const clusters = new Clusters(started.connections);
  const watching = new AbortController();
  const clock = { aheadMs: 0 };
  const now = () => new Date(Date.now() + clock.aheadMs);
  const reader = new MirroringModelReader({
    clusters,
    scopes,
    reader: new CachingModelReader(
      new ClusterModelReader({ clusters, scopes, now }),
    ),
    clock: {
      now,
      // Waiting takes no time here, but lets others go first.
      sleep: async (_, signal) => {
        await delay(10, undefined, { signal });
      },
      random: () => 0.5,
    },
    signal: watching.signal,
  });
  open.push({
    close: async () => {
      watching.abort();
      await started.close();
    },
  });
  return { ...started, reader, clock };
}

type Started = Awaited<ReturnType<typeof start>>;

/** Asks until the answer is one from memory, which asks the cluster nothing. */
async function warm({
  reader,
  requests,
}: Pick<Started, 'reader' | 'requests'>) {
  await until(async () => {
    await reader.list({});
    const before = reads(requests);
    await reader.list({});
    // Between two asks within the time a direct answer is shared, nothing is asked either.
    (
      reader as unknown as { options: { reader: { forget(): void } } }
    ).options.reader.forget();
    await reader.list({});
    return reads(requests) === before;
  });
}

const reads = (requests: TestCluster['requests']) =>
  requests.filter(each => !each.includes('watch=true')).length;

async function until(isSo: () => Promise<boolean> | boolean) {
  const giveUpAt = Date.now() + 20_000;
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) {
      throw new Error('It did not come about in 20 s');
    }
    await delay(20);
  }
}

async function namesOf({ reader }: Started): Promise<string[]> {
  const listings = await reader.list({});
  return listings
    .flatMap(each => each.models.map(({ model }) => model.ref.name))
    .sort();
}

function named(name: string): KubeObject {
  return fraud({ metadata: { name } });
}

describe('reading models from memory', () => {
  it('answers as a direct reading does', async () => {
    const started = await start({ objects: fraudRunning() });
    const direct = await started.reader.facts(fraudRef, {});
    await warm(started);
    const before = reads(started.requests);
    const fromMemory = await started.reader.facts(fraudRef, {});
    expect(reads(started.requests)).toBe(before);
    expect(fromMemory).toEqual({
      facts: direct.facts,
      source: { ...direct.source, asOf: expect.any(String) },
    });
  });

  it('follows models that are made, changed and deleted', async () => {
    const started = await start({ objects: [named('a'), named('b')] });
    await warm(started);
    started.cluster.create(named('c'));
    started.cluster.delete(models, { namespace: 'ml-mon', name: 'a' });
    const b = started.cluster.get(models, { namespace: 'ml-mon', name: 'b' })!;
    started.cluster.updateStatus({ ...b, status: { state: 'Failed' } });
    await until(async () => {
      const [{ models: found }] = await started.reader.list({});
      return (
        found.map(({ model }) => model.ref.name).join() === 'b,c' &&
        found[0].model.state === 'Failed'
      );
    });
  });

  it('shows what belongs to a model as it changes', async () => {
    const started = await start({ objects: fraudRunning() });
    await warm(started);
    const pods = { group: '', resource: 'pods' };
    for (const { metadata } of started.cluster.list(pods)) {
      started.cluster.delete(pods, metadata);
    }
    await until(
      async () =>
        (await started.reader.facts(fraudRef, {})).facts.model.pods.length ===
        0,
    );
  });

  it('does not show as it was what it no longer understands', async () => {
    const started = await start({ objects: [named('a'), named('b')] });
    await warm(started);
    const b = started.cluster.get(models, { namespace: 'ml-mon', name: 'b' })!;
    started.cluster.updateStatus({ ...b, status: { state: 7 } });
    await until(async () => (await namesOf(started)).join() === 'a');
    const [{ source }] = await started.reader.list({});
    expect(source.message).toContain(
      'SeldonDeployment ml-mon/b has an unknown',
    );
    started.cluster.delete(models, { namespace: 'ml-mon', name: 'b' });
    await until(async () => {
      const [listing] = await started.reader.list({});
      return listing.source.status === 'ok';
    });
  });

  it('finds a model that is too new to be known', async () => {
    const started = await start();
    await warm(started);
    started.cluster.create(fraud());
    const { facts } = await started.reader.facts(fraudRef, {});
    expect(facts.model.ref).toEqual(fraudRef);
  });

  it('says what a direct reading says of a model that is not there', async () => {
    const started = await start();
    await warm(started);
    await expect(started.reader.facts(fraudRef, {})).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('asks the cluster right after a change', async () => {
    const started = await start({ objects: fraudRunning() });
    await warm(started);
    const before = reads(started.requests);
    started.reader.forget();
    await started.reader.facts(fraudRef, {});
    expect(reads(started.requests)).toBeGreaterThan(before);
  });
});

describe('a watch that does not last', () => {
  it('goes on where it was cut, and misses nothing', async () => {
    let cuts = 0;
    const started = await start({
      objects: [named('a')],
      intercept: ({ path, query }) => {
        const isModels = path.includes('seldondeployments');
        if (isModels && query.get('watch') && cuts < 5) {
          cuts += 1;
          return { kind: 'cut', afterBytes: 100 };
        }
        return undefined;
      },
    });
    await warm(started);
    for (const name of ['b', 'c', 'd', 'e', 'f', 'g', 'h']) {
      started.cluster.create(named(name));
      await delay(15);
    }
    await until(
      async () => (await namesOf(started)).join() === 'a,b,c,d,e,f,g,h',
    );
    const lists = started.requests.filter(
      each => each.includes('seldondeployments') && !each.includes('watch'),
    );
    expect(cuts).toBeGreaterThan(1);
    // What reads directly while memory fills lists too; going on does not.
    expect(lists.length).toBeLessThan(cuts + 4);
  });

  it('reads everything anew when it was away too long', async () => {
    let watching: 'cut at the next event' | 'refused' | 'well' =
      'cut at the next event';
    const started = await start({
      objects: [named('a'), named('b')],
      intercept: ({ path, query }) => {
        if (!path.includes('seldondeployments') || !query.get('watch')) {
          return undefined;
        }
        return {
          'cut at the next event': { kind: 'cut' as const, afterBytes: 1 },
          refused: { kind: 'status' as const, code: 503 },
          well: undefined,
        }[watching];
      },
    });
    await warm(started);
    watching = 'refused';
    started.cluster.delete(models, { namespace: 'ml-mon', name: 'a' });
    // More than the cluster remembers.
    for (let round = 0; round < 2_100; round += 1) {
      const b = started.cluster.get(models, {
        namespace: 'ml-mon',
        name: 'b',
      })!;
      b.metadata.labels = { round: String(round) };
      started.cluster.update(b);
    }
    watching = 'well';
    await until(async () => {
      const [{ models: found }] = await started.reader.list({});
      return (
        found.length === 1 && found[0].model.labels.round === String(2_099)
      );
    });
  });

  it('shows what it knows as of when it knew it, while the cluster is gone', async () => {
    let isGone = false;
    const started = await start({
      objects: fraudRunning(),
      intercept: ({ query }) => {
        if (isGone) {
          return { kind: 'status', code: 503, message: 'etcd is away' };
        }
        return query.get('watch') ? { kind: 'cut', afterBytes: 1 } : undefined;
      },
    });
    await warm(started);
    isGone = true;
    const goneAt = Date.now();
    const model = started.cluster.get(models, fraudRef)!;
    const before = started.requests.length;
    started.cluster.updateStatus({ ...model, status: { state: 'Creating' } });
    // The second attempt comes after the first has been understood to fail.
    await until(
      () =>
        started.requests
          .slice(before)
          .filter(each => each.includes('seldondeployments')).length > 1,
    );
    started.clock.aheadMs = 60_000;
    await until(async () => {
      const { source } = await started.reader.facts(fraudRef, {});
      return source.status === 'stale';
    });
    const { facts, source } = await started.reader.facts(fraudRef, {});
    expect(facts.model.pods).toHaveLength(1);
    expect(source.message).toContain('etcd is away');
    expect(Date.parse(source.asOf!)).toBeLessThan(goneAt + 30_000);

    isGone = false;
    await until(async () => {
      const answer = await started.reader.facts(fraudRef, {});
      return answer.source.status === 'ok';
    });
  });
});

describe('rights', () => {
  const everything = [
    { apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list', 'watch'] },
  ];

  it('watches the configured namespaces only, so that Roles suffice', async () => {
    const started = await start({
      objects: [...fraudRunning(), ...granted(everything)],
      restricted: true,
      scopes: { local: { namespaces: ['ml-mon'] } },
    });
    await warm(started);
    expect(await namesOf(started)).toEqual(['fraud']);
    expect(
      started.requests.filter(
        each => each.includes('watch=true') && !each.includes('/ml-mon/'),
      ),
    ).toEqual([]);
  });

  it.each([
    ['all namespaces are watched', {}],
    [
      'only that of the model is',
      { scopes: { local: { namespaces: ['ml-mon'] } } },
    ],
  ])('sees a monitor of another namespace where %s', async (_, options) => {
    const started = await start({
      objects: [namespace('seldon-system'), ...fraudRunning()],
      ...options,
    });
    await warm(started);
    started.cluster.create(stockPodMonitor());
    await until(async () => {
      const { facts } = await started.reader.facts(fraudRef, {});
      return facts.model.monitors.some(
        ({ namespace: where }) => where === 'seldon-system',
      );
    });
  });

  it('watches namespaces that appear and match', async () => {
    const started = await start({
      objects: [named('a')],
      scopes: { local: { namespaces: ['ml-*'] } },
    });
    await warm(started);
    started.cluster.create(namespace('ml-new'));
    started.cluster.create(
      fraud({ metadata: { name: 'b', namespace: 'ml-new' } }),
    );
    started.cluster.create(namespace('other'));
    started.cluster.create(
      fraud({ metadata: { name: 'c', namespace: 'other' } }),
    );
    await until(async () => (await namesOf(started)).join() === 'a,b');
  });

  it('names what may not be read', async () => {
    const started = await start({
      objects: [
        ...fraudRunning(),
        ...granted([
          {
            apiGroups: ['machinelearning.seldon.io'],
            resources: ['*'],
            verbs: ['get', 'list', 'watch'],
          },
        ]),
      ],
      restricted: true,
      scopes: { local: { namespaces: ['ml-mon'] } },
    });
    await until(async () => {
      const { source } = await started.reader.facts(fraudRef, {});
      return (
        source.status === 'partial' &&
        !!source.message?.includes('deployments may not be read in ml-mon')
      );
    });
  });

  it('lists again and again what may be listed and not watched', async () => {
    const started = await start({
      objects: [
        named('a'),
        ...granted([
          { apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list'] },
        ]),
      ],
      restricted: true,
      scopes: { local: { namespaces: ['ml-mon'] } },
    });
    await started.reader.list({});
    started.cluster.create(named('b'));
    await until(async () => (await namesOf(started)).join() === 'a,b');
  });

  it('forgets what was read by a right that was taken away', async () => {
    let isAllowed = true;
    const started = await start({
      objects: fraudRunning(),
      intercept: ({ query }) => {
        if (!isAllowed) {
          return { kind: 'status', code: 403, message: 'not any more' };
        }
        return query.get('watch') ? { kind: 'cut', afterBytes: 1 } : undefined;
      },
    });
    await warm(started);
    isAllowed = false;
    // A watch that is open goes on until there is something to cut.
    const model = started.cluster.get(models, fraudRef)!;
    started.cluster.updateStatus({ ...model, status: { state: 'Creating' } });
    await until(() =>
      started.reader.facts(fraudRef, {}).then(
        () => false,
        error => error.name === 'NotAllowedError',
      ),
    );
    isAllowed = true;
    await until(async () => (await namesOf(started)).join() === 'fraud');
  });

  it('knows the labels of a namespace that may be read by name only', async () => {
    const started = await start({
      objects: [namespace('ml-secret', { labels: { tier: 'secret' } })],
      intercept: ({ path }) =>
        path === '/api/v1/namespaces'
          ? { kind: 'status', code: 403, message: 'not to be listed' }
          : undefined,
    });
    const ref = { ...fraudRef, namespace: 'ml-secret' };
    started.cluster.create(
      fraud({ metadata: { name: 'fraud', namespace: 'ml-secret' } }),
    );
    await started.reader.list({});
    const watches = () =>
      started.requests.filter(each =>
        /seldondeployments.*watch=true/.test(each),
      );
    await until(() => watches().length > 0);
    const { facts } = await started.reader.facts(ref, {});
    expect(facts.namespaceLabels).toMatchObject({ tier: 'secret' });
  });
});
