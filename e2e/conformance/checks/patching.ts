import { type Check, answerOf, outcomeOf } from '../Check';
import { configMap, deployment, service, serviceMonitor } from '../objects';
import { create, patcher } from '../requests';

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
        notAList: outcomeOf(await patch('json', { data: {} })),
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
        keyless: outcomeOf(
          await patch('strategic', template([{ image: 'b:2' }])),
        ),
      };
    },
  },
];
