import { configMap, namespace, until, useWire } from '../__testUtils__/wire';

const on = useWire();

describe('a watch', () => {
  const path = '/api/v1/namespaces/ml/configmaps';

  function startWatch(query: Record<string, any>, at = path) {
    const seen: string[] = [];
    let ended = false;
    const controller = new on.k8s.Watch(on.config).watch(
      at,
      query,
      (type, object) =>
        seen.push(
          `${type} ${object.metadata?.name ?? object.reason ?? ''}`.trim(),
        ),
      () => {
        ended = true;
      },
    );
    return {
      seen,
      isEnded: () => ended,
      stop: async () => (await controller).abort(),
    };
  }

  it('shows what is there and what changes, as far as the selector sees it', async () => {
    on.wire.cluster.create(configMap('a', { show: 'yes' }));
    on.wire.cluster.create(configMap('b'));
    const { seen, stop } = startWatch({ labelSelector: 'show=yes' });
    await until(() => seen.length === 1);
    const a = on.wire.cluster.list({ group: '', resource: 'configmaps' })[0];
    on.wire.cluster.update({ ...a, data: { x: '1' } });
    on.wire.cluster.update({ ...configMap('b', { show: 'yes' }) });
    on.wire.cluster.update({ ...configMap('a') });
    on.wire.cluster.delete(
      { group: '', resource: 'configmaps' },
      { namespace, name: 'b' },
    );
    await until(() => seen.length === 5);
    expect(seen).toEqual([
      'ADDED a',
      'MODIFIED a',
      'ADDED b',
      'DELETED a',
      'DELETED b',
    ]);
    await stop();
  });

  it('goes on from where another ended', async () => {
    on.wire.cluster.create(configMap('a'));
    const resourceVersion = String(on.wire.cluster.store.version);
    on.wire.cluster.create(configMap('b'));
    const { seen, stop } = startWatch({ resourceVersion });
    await until(() => seen.length === 1);
    on.wire.cluster.create(configMap('c'));
    await until(() => seen.length === 2);
    expect(seen).toEqual(['ADDED b', 'ADDED c']);
    await stop();
  });

  it('cannot go on from what is forgotten', async () => {
    const resourceVersion = String(on.wire.cluster.store.version);
    on.wire.cluster.create(configMap('a'));
    on.wire.cluster.store.forgetHistory();
    const { seen, isEnded } = startWatch({ resourceVersion });
    await until(isEnded);
    expect(seen).toEqual(['ERROR Expired']);
  });

  it('ends after the time it was given, or with the server', async () => {
    const { isEnded } = startWatch({ timeoutSeconds: 1 });
    const other = startWatch({});
    await until(isEnded);
    expect(other.isEnded()).toBe(false);
    await on.wire.server.close();
    await until(other.isEnded);
  });

  it('marks the end of what was there when asked to', async () => {
    on.wire.cluster.create(configMap('a'));
    const { seen, stop } = startWatch({
      sendInitialEvents: true,
      resourceVersionMatch: 'NotOlderThan',
      allowWatchBookmarks: true,
    });
    await until(() => seen.length === 2);
    expect(seen).toEqual(['ADDED a', 'BOOKMARK']);
    await stop();
  });
});

it('an informer keeps up through cut connections and forgotten history', async () => {
  const api = on.config.makeApiClient(on.k8s.CoreV1Api);
  const known = new Set<string>();
  const informer = on.k8s.makeInformer(
    on.config,
    '/api/v1/namespaces/ml/configmaps',
    () => api.listNamespacedConfigMap({ namespace }),
  );
  informer.on('add', ({ metadata }) => known.add(metadata!.name!));
  informer.on('delete', ({ metadata }) => known.delete(metadata!.name!));
  let failures = 0;
  let isDone = false;
  const restart = () => {
    failures += 1;
    if (!isDone) informer.start().catch(restart);
  };
  informer.on('error', restart);
  on.wire.cluster.create(configMap('a'));
  await informer.start();
  await until(() => known.has('a'));
  on.fault = { kind: 'cut' };
  on.wire.server.cutConnections();
  await until(() => failures > 0);
  on.wire.cluster.create(configMap('b'));
  on.wire.cluster.delete(
    { group: '', resource: 'configmaps' },
    { namespace, name: 'a' },
  );
  on.wire.cluster.store.forgetHistory();
  on.fault = undefined;
  await until(() => !known.has('a'));
  expect([...known]).toEqual(['b']);
  isDone = true;
  await informer.stop();
});
