import { type Check, answerOf } from '../Check';
import {
  type Manifest,
  configMap,
  deployment,
  route,
  service,
  serviceMonitor,
} from '../objects';
import {
  type ApplyOptions,
  apply,
  create,
  owners,
  versionOf,
} from '../requests';

export const applyChecks: Check[] = [
  {
    title: 'apply: creates, and applying the same again changes nothing',
    async observe(subject) {
      const first = await apply(subject, 'configmaps', configMap('settings'));
      const again = await apply(subject, 'configmaps', configMap('settings'));
      return {
        first: answerOf(first),
        again: answerOf(again),
        sameVersion: versionOf(first) === versionOf(again),
      };
    },
  },
  {
    title: 'apply: fields that are dropped are removed',
    async observe(subject) {
      await apply(
        subject,
        'configmaps',
        configMap('settings', { a: '1', b: '2' }),
      );
      const dropped = await apply(
        subject,
        'configmaps',
        configMap('settings', { a: '1' }),
      );
      const monitor = serviceMonitor('model', { jobLabel: 'app' });
      await apply(subject, 'servicemonitors', monitor);
      const custom = await apply(
        subject,
        'servicemonitors',
        serviceMonitor('model'),
      );
      const labelled = configMap(
        'settings',
        { a: '1' },
        {
          labels: { team: 'fraud' },
        },
      );
      await apply(subject, 'configmaps', labelled);
      const unlabelled = await apply(
        subject,
        'configmaps',
        configMap('settings', { a: '1' }),
      );
      return {
        dropped: [dropped.body.data, owners(dropped.body)],
        custom: [custom.body.spec, owners(custom.body)],
        unlabelled: unlabelled.body.metadata.labels ?? null,
      };
    },
  },
  {
    title: 'apply: a dropped container goes, a port of a Service goes',
    async observe(subject) {
      const two = deployment('model');
      two.spec.template.spec.containers.push({
        name: 'sidecar',
        image: 'registry.example.com/sidecar:1',
      });
      await apply(subject, 'deployments', two);
      const one = await apply(subject, 'deployments', deployment('model'));
      await apply(
        subject,
        'services',
        service('model', {
          ports: [
            { name: 'http', port: 8000 },
            { name: 'grpc', port: 9000 },
          ],
        }),
      );
      const port = await apply(subject, 'services', service('model'));
      return {
        containers: one.body.spec?.template.spec.containers.map(
          (container: any) => container.name,
        ),
        ports: port.body.spec?.ports,
      };
    },
  },
  {
    title: 'apply: wrong requests',
    async observe(subject) {
      const settings = configMap('settings');
      const send = async (body: Manifest, options: ApplyOptions = {}) =>
        answerOf(await apply(subject, 'configmaps', body, options));
      const created = await create(
        subject,
        'configmaps',
        configMap('existing'),
        'kubectl',
      );
      const withoutManager = await subject.request({
        method: 'PATCH',
        path: subject.path('configmaps', 'settings'),
        contentType: 'application/apply-patch+yaml',
        body: settings,
      });
      return {
        noManager: answerOf(withoutManager),
        longManager: await send(settings, { manager: 'm'.repeat(129) }),
        managedFields: await send({
          ...settings,
          metadata: { name: 'settings', managedFields: [{ manager: 'a' }] },
        }),
        noKind: await send({ ...settings, kind: undefined as any }),
        otherKind: await send({ ...settings, kind: 'Secret' }),
        otherNamespace: await send({
          ...settings,
          metadata: { name: 'settings', namespace: 'default' },
        }),
        otherName: answerOf(
          await subject.request({
            method: 'PATCH',
            path: subject.path('configmaps', 'another'),
            contentType: 'application/apply-patch+yaml',
            query: { fieldManager: 'portal' },
            body: settings,
          }),
        ),
        unknownField: (await send({ ...settings, colour: 'green' })).status,
        unknownFieldOfCustom: await apply(
          subject,
          'servicemonitors',
          serviceMonitor('model', { colour: 'green' }),
        ).then(({ status, body }) => [status, body.message ?? body.spec]),
        oldVersion: await send(
          configMap('existing', { a: '1' }, { resourceVersion: '1' }),
        ),
        otherUid: await send(
          configMap(
            'existing',
            { a: '1' },
            {
              uid: '00000000-0000-4000-8000-000000000000',
            },
          ),
        ),
        existing: created.data,
        forceOnMerge: answerOf(
          await subject.request({
            method: 'PATCH',
            path: subject.path('configmaps', 'existing'),
            contentType: 'application/merge-patch+json',
            query: { force: true },
            body: {},
          }),
        ),
      };
    },
  },
  {
    title: 'apply: dry run shows conflicts and stores nothing',
    async observe(subject) {
      const dry = { query: { dryRun: 'All' } };
      const first = await apply(
        subject,
        'configmaps',
        configMap('settings'),
        dry,
      );
      const absent = await subject.request({
        path: subject.path('configmaps', 'settings'),
      });
      await apply(subject, 'configmaps', configMap('settings'), {
        manager: 'other',
      });
      const conflict = await apply(
        subject,
        'configmaps',
        configMap('settings', { colour: 'red' }),
        dry,
      );
      const forced = await apply(
        subject,
        'configmaps',
        configMap('settings', { colour: 'red' }),
        { ...dry, force: true },
      );
      const left = await subject.request({
        path: subject.path('configmaps', 'settings'),
      });
      return {
        first: answerOf(first),
        absent: absent.status,
        conflict: [conflict.status, conflict.body.message],
        forced: [forced.status, forced.body.data],
        left: [left.body.data, owners(left.body)],
      };
    },
  },
  {
    title: 'apply: to the status subresource',
    async observe(subject) {
      await apply(subject, 'routes', route('model'));
      const status = {
        apiVersion: 'route.openshift.io/v1',
        kind: 'Route',
        metadata: { name: 'model' },
        status: { ingress: [{ host: 'model.example.com' }] },
      };
      const applied = await apply(subject, 'routes', status, {
        manager: 'other',
        subresource: 'status',
      });
      return {
        status: [applied.status, applied.body.status, applied.body.message],
        owners: owners(applied.body),
      };
    },
  },
];
