import { fieldChanges, fieldChangesByManifest } from './fieldChanges';

const US = 'us';

type Fields = { [element: string]: Fields };

const applied = (fieldsV1: Fields, manager = US) => ({
  manager,
  operation: 'Apply',
  fieldsV1,
});

const object = (
  fields: Fields,
  rest: object,
  metadata: Record<string, unknown> = {},
) => ({
  ...rest,
  metadata: { ...metadata, managedFields: [applied(fields)] },
});

const changesOf = (
  [beforeFields, before]: [Fields, object],
  [afterFields, after]: [Fields, object],
) =>
  fieldChanges({
    before: object(beforeFields, before),
    after: object(afterFields, after),
    manager: US,
  }).changes;

const spec = (below: Fields): Fields => ({ 'f:spec': below });

describe('what applying changes', () => {
  const replicas = spec({ 'f:replicas': {} });
  const predictors = spec({ 'f:predictors': {} });
  const named = (...items: object[]) => ({ spec: { predictors: items } });

  it.each<[string, [Fields, object], [Fields, object], unknown[]]>([
    [
      'is nothing of defaults, status and other managers',
      [replicas, { spec: { replicas: 1, type: 'A' }, status: { ready: 0 } }],
      [replicas, { spec: { replicas: 1, type: 'B' }, status: { ready: 1 } }],
      [],
    ],
    [
      'is a value that we set to another',
      [replicas, { spec: { replicas: 1 } }],
      [replicas, { spec: { replicas: 2 } }],
      [{ path: 'spec.replicas', before: 1, after: 2 }],
    ],
    [
      'is a field that we set for the first time',
      [{}, { spec: {} }],
      [replicas, { spec: { replicas: 2 } }],
      [{ path: 'spec.replicas', after: 2 }],
    ],
    [
      'is a field that we no longer set and nobody else keeps',
      [replicas, { spec: { replicas: 2 } }],
      [spec({ 'f:type': {} }), { spec: { type: 'A' } }],
      [
        { path: 'spec.type', after: 'A' },
        { path: 'spec.replicas', before: 2 },
      ],
    ],
    [
      'is none where another keeps what we no longer set',
      [replicas, { spec: { replicas: 2 } }],
      [{}, { spec: { replicas: 2 } }],
      [],
    ],
    [
      'is shown within a list that is owned as a whole, by the names of its items',
      [predictors, named({ name: 'a', traffic: 100 }, { name: 'b' })],
      [predictors, named({ name: 'a', traffic: 80 }, { name: 'c' })],
      [
        { path: 'spec.predictors[a].traffic', before: 100, after: 80 },
        { path: 'spec.predictors[b]', before: { name: 'b' } },
        { path: 'spec.predictors[c]', after: { name: 'c' } },
      ],
    ],
    [
      'is also the order of a list',
      [predictors, named({ name: 'a' }, { name: 'b' })],
      [predictors, named({ name: 'b' }, { name: 'a' })],
      [{ path: 'spec.predictors', before: ['a', 'b'], after: ['b', 'a'] }],
    ],
    [
      'is a whole list where its items have no names',
      [predictors, { spec: { predictors: ['--a', '--b'] } }],
      [predictors, { spec: { predictors: ['--a'] } }],
      [{ path: 'spec.predictors', before: ['--a', '--b'], after: ['--a'] }],
    ],
    [
      'is shown by place where unnamed items are as many',
      [predictors, { spec: { predictors: [{ port: 1 }, { port: 2 }] } }],
      [predictors, { spec: { predictors: [{ port: 1 }, { port: 3 }] } }],
      [{ path: 'spec.predictors[1].port', before: 2, after: 3 }],
    ],
    [
      'is only of our items in a list that several own',
      [
        spec({
          'f:ports': {
            'k:{"port":80}': { '.': {}, 'f:port': {}, 'f:name': {} },
          },
        }),
        {
          spec: {
            ports: [
              { port: 80, name: 'a' },
              { port: 90, name: 'x' },
            ],
          },
        },
      ],
      [
        spec({
          'f:ports': {
            'k:{"port":80}': { '.': {}, 'f:port': {}, 'f:name': {} },
          },
        }),
        {
          spec: {
            ports: [
              { port: 80, name: 'b' },
              { port: 90, name: 'y' },
            ],
          },
        },
      ],
      [{ path: 'spec.ports[b].name', before: 'a', after: 'b' }],
    ],
  ])('%s', (_, before, after, expected) => {
    const changes = changesOf(before, after);
    expect(changes).toHaveLength(expected.length);
    expect(changes).toEqual(expect.arrayContaining(expected));
  });

  it('is told by paths that can be read when keys have dots', () => {
    const fields = {
      'f:metadata': { 'f:labels': { 'f:app.kubernetes.io/name': {} } },
    };
    const labelled = (value: string) => ({
      metadata: {
        labels: { 'app.kubernetes.io/name': value },
        managedFields: [applied(fields)],
      },
    });
    expect(
      fieldChanges({
        before: labelled('a'),
        after: labelled('b'),
        manager: US,
      }).changes,
    ).toEqual([
      {
        path: 'metadata.labels["app.kubernetes.io/name"]',
        before: 'a',
        after: 'b',
      },
    ]);
  });

  it('never shows what looks like a secret, but that it changes', () => {
    const containers = spec({ 'f:containers': {} });
    const withSecrets = (value: string) => ({
      spec: {
        containers: [
          {
            name: 'a',
            env: [{ name: 'DB_PASSWORD', value }],
            args: [`--api-key=${value}`],
            uri: `s3://user:${value}@bucket/x`,
            apiKey: value,
          },
        ],
      },
    });
    const changes = changesOf(
      [containers, withSecrets('hunter1')],
      [containers, withSecrets('hunter2')],
    );
    expect(changes.map(({ path }) => path)).toEqual([
      'spec.containers[a].env[DB_PASSWORD].value',
      'spec.containers[a].args',
      'spec.containers[a].uri',
      'spec.containers[a].apiKey',
    ]);
    const added = changesOf([{}, {}], [containers, withSecrets('hunter3')]);
    expect(JSON.stringify([changes, added])).not.toContain('hunter');
  });

  it('is bounded in number and size, and says how much is left out', () => {
    const many = (value: string) => ({
      spec: Object.fromEntries(
        Array.from({ length: 150 }, (_, index) => [`f${index}`, value]),
      ),
    });
    const whole = { 'f:spec': {} };
    const { changes, omitted } = fieldChanges({
      before: object(whole, many('a')),
      after: object(whole, many('b'.repeat(100_000))),
      manager: US,
    });
    expect(changes).toHaveLength(100);
    expect(omitted).toBe(50);
    expect(String(changes[0].after).length).toBeLessThan(1_100);
    expect(changes[0].after).toMatch(/… \(100000 characters\)$/);
  });
});

describe('what applying changes by our own reckoning', () => {
  const before = object(
    { 'f:spec': { 'f:predictors': {}, 'f:protocol': {} } },
    {
      spec: {
        protocol: 'seldon',
        predictors: [
          { name: 'a', replicas: 1, labels: { version: 'a' } },
          { name: 'b', replicas: 1 },
        ],
      },
    },
    { name: 'x' },
  );
  const reckon = (manifestSpec: object) =>
    fieldChangesByManifest({
      before,
      manifest: {
        apiVersion: 'v1',
        kind: 'X',
        metadata: { name: 'x' },
        spec: manifestSpec,
      },
      manager: US,
    }).changes;

  it('takes what only the cluster has within an item for its own', () => {
    expect(
      reckon({
        protocol: 'seldon',
        predictors: [
          { name: 'a', replicas: 2 },
          { name: 'b', replicas: 1 },
        ],
      }),
    ).toEqual([{ path: 'spec.predictors[a].replicas', before: 1, after: 2 }]);
  });

  it('sees items that go, and fields that we set and no longer do', () => {
    expect(reckon({ predictors: [{ name: 'a', replicas: 1 }] })).toEqual([
      { path: 'spec.predictors[b]', before: { name: 'b', replicas: 1 } },
      { path: 'spec.protocol', before: 'seldon' },
    ]);
  });
});
