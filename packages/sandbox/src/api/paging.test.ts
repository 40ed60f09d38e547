import { createCluster } from './createCluster';
import { listPage } from './paging';

const configMaps = { group: '', resource: 'configmaps' };

function clusterWith(...names: string[]) {
  let uid = 0;
  const cluster = createCluster({
    now: () => new Date(0),
    newUid: () => `uid-${(uid += 1)}`,
    historyLimit: 5,
  });
  const add = (name: string) =>
    cluster.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: 'default' },
    });
  names.forEach(add);
  const page = (options: object = {}) => {
    const { items, ...rest } = listPage(
      cluster.store,
      cluster.registry.get(configMaps),
      { matches: () => true, selective: false, ...options },
    );
    return { names: items.map(({ metadata }) => metadata.name), ...rest };
  };
  return { cluster, add, page };
}

it('gives pages of one moment, whatever changes meanwhile', () => {
  const { cluster, add, page } = clusterWith('a', 'b', 'd', 'e');
  const first = page({ limit: 2 });
  expect(first).toMatchObject({ names: ['a', 'b'], remainingItemCount: 2 });
  add('c');
  cluster.delete(configMaps, { namespace: 'default', name: 'd' });
  expect(page({ limit: 2, continueToken: first.continueToken })).toEqual({
    names: ['d', 'e'],
    version: first.version,
  });
  expect(page().names).toEqual(['a', 'b', 'c', 'e']);
});

it('counts nothing that remains when a selector may leave something out', () => {
  const { page } = clusterWith('a', 'b');
  expect(page({ limit: 1, selective: true })).not.toHaveProperty(
    'remainingItemCount',
  );
});

it('refuses a token that has become too old, and says how to go on', () => {
  const { cluster, add, page } = clusterWith('a', 'b', 'c');
  const { continueToken } = page({ limit: 1 });
  add('d');
  cluster.store.forgetHistory();
  let refusal: any;
  try {
    page({ limit: 2, continueToken });
  } catch (error) {
    refusal = error;
  }
  expect(refusal.status).toMatchObject({
    code: 410,
    reason: 'Expired',
    message: expect.stringMatching(
      /^The provided continue parameter is too old/,
    ),
  });
  expect(
    page({ limit: 2, continueToken: refusal.status.metadata.continue }).names,
  ).toEqual(['b', 'c']);
});

it('lists an exact version while it is remembered', () => {
  const { cluster, add, page } = clusterWith('a');
  const { version } = page();
  add('b');
  const then = { resourceVersion: String(version), exact: true };
  expect(page(then).names).toEqual(['a']);
  cluster.store.forgetHistory();
  expect(() => page(then)).toThrow(
    'The resourceVersion for the provided list is too old.',
  );
});

it.each(['nonsense', Buffer.from('{"v":"x"}').toString('base64url')])(
  'refuses "%s", which is no token of its own',
  continueToken => {
    const { page } = clusterWith('a');
    expect(() => page({ continueToken })).toThrow('continue key is not valid');
  },
);

it('refuses a version that lies in the future', () => {
  const { page } = clusterWith('a');
  expect(() => page({ resourceVersion: '100000' })).toThrow(
    'Too large resource version: 100000',
  );
});
