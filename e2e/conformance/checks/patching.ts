import {
  answerOf,
  expectSuccess,
  type Check,
  type ResourceName,
  type Subject,
} from '../Check';
import {
  configMap,
  deployment,
  service,
  serviceMonitor,
  type Manifest,
} from '../objects';

const types = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
};

const create = async (
  subject: Subject,
  resource: ResourceName,
  body: Manifest,
) =>
  expectSuccess(
    await subject.request({
      method: 'POST',
      path: subject.path(resource),
      body,
    }),
  ).body;

const patcher =
  (subject: Subject, resource: ResourceName, name: string) =>
  (type: keyof typeof types, body: unknown, subresource?: string) =>
    subject.request({
      method: 'PATCH',
      path: subject.path(resource, name, subresource),
      contentType: types[type],
      body,
    });

export const patchChecks: Check[] = [
  {
    title: 'merge patch: adds, replaces and removes',
    async observe(subject) {
      const created = await create(
        subject,
        'configmaps',
        configMap('settings', { a: '1', b: '2' }),
      );
      const patch = patcher(subject, 'configmaps', 'settings');
      const changed = await patch('merge', {
        data: { a: null, b: '3', c: '4' },
        metadata: { labels: { team: 'fraud' } },
      });
      const unchanged = await patch('merge', { data: { b: '3' } });
      const old = await patch('merge', {
        metadata: { resourceVersion: created.metadata.resourceVersion },
        data: { b: '5' },
      });
      return {
        changed: [changed.body.data, changed.body.metadata.labels],
        unchangedKeepsVersion:
          unchanged.body.metadata.resourceVersion ===
          changed.body.metadata.resourceVersion,
        old: answerOf(old),
        name: answerOf(await patch('merge', { metadata: { name: 'other' } })),
        namespace: answerOf(
          await patch('merge', { metadata: { namespace: 'default' } }),
        ),
        uid: answerOf(
          await patch('merge', {
            metadata: { uid: '00000000-0000-4000-8000-000000000000' },
          }),
        ),
        kind: (await patch('merge', { kind: 'Secret' })).status,
        notAnObject: (await patch('merge', ['a'])).status,
        type: (await patch('merge', { data: { a: 1 } })).status,
      };
    },
  },
  {
    title: 'merge patch: of a custom object replaces lists whole',
    async observe(subject) {
      await create(subject, 'servicemonitors', serviceMonitor('model'));
      const patch = patcher(subject, 'servicemonitors', 'model');
      const changed = await patch('merge', {
        spec: { endpoints: [{ port: 'grpc' }] },
      });
      return {
        changed: changed.body.spec,
        invalid: answerOf(await patch('merge', { spec: { endpoints: null } })),
      };
    },
  },
  {
    title: 'JSON patch: operations and their refusals',
    async observe(subject) {
      await create(
        subject,
        'configmaps',
        configMap('settings', { a: '1' }, { annotations: { 'b/c': '2' } }),
      );
      const patch = patcher(subject, 'configmaps', 'settings');
      const changed = await patch('json', [
        { op: 'test', path: '/data/a', value: '1' },
        { op: 'replace', path: '/data/a', value: '2' },
        { op: 'remove', path: '/metadata/annotations/b~1c' },
        { op: 'add', path: '/metadata/labels', value: { team: 'fraud' } },
        { op: 'copy', from: '/data/a', path: '/data/d' },
        { op: 'move', from: '/data/d', path: '/data/e' },
      ]);
      const empty = await patch('json', []);
      return {
        changed: [
          changed.status,
          changed.body.data,
          changed.body.metadata?.labels,
          changed.body.metadata?.annotations ?? null,
        ],
        emptyKeepsVersion:
          empty.body.metadata?.resourceVersion ===
          changed.body.metadata?.resourceVersion,
        test: answerOf(
          await patch('json', [{ op: 'test', path: '/data/a', value: '9' }]),
        ),
        removeAbsent: answerOf(
          await patch('json', [{ op: 'remove', path: '/data/z' }]),
        ),
        replaceAbsent: answerOf(
          await patch('json', [{ op: 'replace', path: '/data/z', value: '1' }]),
        ),
        addBelowAbsent: answerOf(
          await patch('json', [
            { op: 'add', path: '/binaryData/z', value: '' },
          ]),
        ),
        unknownOperation: answerOf(
          await patch('json', [{ op: 'swap', path: '/data/a' }]),
        ),
        notAList: answerOf(await patch('json', { data: {} })),
      };
    },
  },
  {
    title: 'strategic merge patch: containers merge by name, ports by number',
    async observe(subject) {
      await create(subject, 'deployments', deployment('model'));
      await create(subject, 'services', service('model'));
      const patch = patcher(subject, 'deployments', 'model');
      const containers = (body: any) => body.spec.template.spec.containers;
      const template = (list: object[], more: object = {}) => ({
        spec: { template: { spec: { containers: list, ...more } } },
      });
      const image = await patch(
        'strategic',
        template([{ name: 'classifier', image: 'registry.example.com/b:2' }]),
      );
      const added = await patch(
        'strategic',
        template([{ name: 'sidecar', image: 'registry.example.com/s:1' }], {
          '$setElementOrder/containers': [
            { name: 'sidecar' },
            { name: 'classifier' },
          ],
        }),
      );
      const env = await patch(
        'strategic',
        template([
          {
            name: 'classifier',
            env: [
              { name: 'LOG_LEVEL', $patch: 'delete' },
              { name: 'THREADS', value: '2' },
            ],
          },
        ]),
      );
      const removed = await patch(
        'strategic',
        template([{ name: 'sidecar', $patch: 'delete' }]),
      );
      const replaced = await patch('strategic', {
        spec: {
          template: {
            metadata: {
              labels: { $patch: 'replace', app: 'model', version: '2' },
            },
          },
        },
      });
      const ports = await patcher(
        subject,
        'services',
        'model',
      )('strategic', {
        spec: { ports: [{ name: 'grpc', port: 9000 }] },
      });
      const outline = (body: any) =>
        containers(body)?.map((one: any) => [one.name, one.image, one.env]);
      return {
        image: outline(image.body),
        added: outline(added.body),
        env: outline(env.body),
        removed: outline(removed.body),
        replaced: replaced.body.spec?.template.metadata.labels,
        ports: ports.body.spec?.ports,
        keyless: answerOf(
          await patch('strategic', template([{ image: 'b:2' }])),
        ),
      };
    },
  },
  {
    title: 'status: is written through its subresource alone',
    async observe(subject) {
      const created = await create(subject, 'routes', {
        apiVersion: 'route.openshift.io/v1',
        kind: 'Route',
        metadata: { name: 'model' },
        spec: { to: { kind: 'Service', name: 'model', weight: 100 } },
        status: { ingress: [{ host: 'created.example.com' }] },
      });
      const patch = patcher(subject, 'routes', 'model');
      const byMain = await patch('merge', {
        status: { ingress: [{ host: 'main.example.com' }] },
      });
      const byStatus = await patch(
        'merge',
        {
          status: { ingress: [{ host: 'status.example.com' }] },
          spec: { path: '/ignored' },
          metadata: { labels: { ignored: 'yes' } },
        },
        'status',
      );
      const read = await subject.request({
        path: subject.path('routes', 'model', 'status'),
      });
      const put = await subject.request({
        method: 'PUT',
        path: subject.path('routes', 'model', 'status'),
        body: { ...read.body, status: { ingress: [] } },
      });
      return {
        created: created.status ?? null,
        byMain: byMain.body.status ?? null,
        byStatus: [
          byStatus.status,
          byStatus.body.status,
          byStatus.body.spec,
          byStatus.body.metadata?.labels,
          byStatus.body.metadata?.generation,
        ],
        read: [read.status, read.body.kind, read.body.status],
        put: [put.status, put.body.status, put.body.metadata?.generation],
        withoutSubresource: answerOf(
          await subject.request({
            path: subject.path('configmaps', 'model', 'status'),
          }),
        ),
      };
    },
  },
  {
    title: 'status: of a Deployment, with its generation left alone',
    async observe(subject) {
      await create(subject, 'deployments', deployment('model'));
      const patched = await patcher(subject, 'deployments', 'model')(
        'merge',
        {
          status: {
            conditions: [
              { type: 'Example', status: 'True', reason: 'Because' },
            ],
          },
        },
        'status',
      );
      return {
        status: patched.status,
        condition: patched.body.status?.conditions
          ?.filter((one: any) => one.type === 'Example')
          .map((one: any) => [one.type, one.status, one.reason]),
        generation: patched.body.metadata.generation,
      };
    },
  },
  {
    title: 'scale: reads and changes the replicas of a Deployment',
    async observe(subject) {
      await create(subject, 'deployments', {
        ...deployment('model', { paused: true }),
      });
      const path = subject.path('deployments', 'model', 'scale');
      const read = await subject.request({ path });
      const patched = await subject.request({
        method: 'PATCH',
        path,
        contentType: types.merge,
        body: { spec: { replicas: 2 } },
      });
      const after = await subject.request({
        path: subject.path('deployments', 'model'),
      });
      return {
        read: answerOf(read),
        patched: [patched.status, patched.body.spec],
        after: [after.body.spec.replicas, after.body.metadata.generation],
      };
    },
  },
];
