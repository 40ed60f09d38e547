import { type Check, answerOf } from '../Check';
import { configMap, service, serviceMonitor } from '../objects';
import { create } from '../requests';

export const deleteChecks: Check[] = [
  {
    title: 'delete: answers, preconditions and absence',
    async observe(subject) {
      await create(subject, 'configmaps', configMap('settings'));
      await create(subject, 'servicemonitors', serviceMonitor('model'));
      await create(subject, 'services', service('model'));
      const remove = (
        resource: 'configmaps' | 'servicemonitors' | 'services',
        name: string,
        body?: object,
      ) =>
        subject.request({
          method: 'DELETE',
          path: subject.path(resource, name),
          body,
        });
      const deletion = (preconditions: object) => ({
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        preconditions,
      });
      return {
        otherUid: answerOf(
          await remove(
            'configmaps',
            'settings',
            deletion({ uid: '00000000-0000-4000-8000-000000000000' }),
          ),
        ),
        otherVersion: (
          await remove(
            'configmaps',
            'settings',
            deletion({ resourceVersion: '1' }),
          )
        ).status,
        configMap: answerOf(await remove('configmaps', 'settings')),
        serviceMonitor: answerOf(await remove('servicemonitors', 'model')),
        service: (await remove('services', 'model')).body.kind,
        again: answerOf(await remove('configmaps', 'settings')),
      };
    },
  },
  {
    title: 'delete: waits for finalizers',
    async observe(subject) {
      const held = configMap('held', {}, { finalizers: ['example.com/hold'] });
      await create(subject, 'configmaps', held);
      const path = subject.path('configmaps', 'held');
      const deleted = await subject.request({ method: 'DELETE', path });
      const there = await subject.request({ path });
      const addFinalizer = await subject.request({
        method: 'PATCH',
        path,
        contentType: 'application/merge-patch+json',
        body: {
          metadata: { finalizers: ['example.com/hold', 'example.com/b'] },
        },
      });
      const released = await subject.request({
        method: 'PATCH',
        path,
        contentType: 'application/merge-patch+json',
        body: { metadata: { finalizers: null } },
      });
      const gone = await subject.request({ path });
      const { metadata } = deleted.body;
      return {
        deleted: [deleted.status, deleted.body.kind],
        deletionTimestamp: Boolean(metadata?.deletionTimestamp),
        grace: metadata?.deletionGracePeriodSeconds,
        there: there.status,
        addFinalizer: answerOf(addFinalizer),
        released: released.status,
        gone: gone.status,
      };
    },
  },
  {
    title: 'delete: a collection by its labels',
    async observe(subject) {
      for (const [name, team] of [
        ['a', 'fraud'],
        ['b', 'fraud'],
        ['c', 'pricing'],
      ]) {
        await create(
          subject,
          'configmaps',
          configMap(name, {}, { labels: { team } }),
        );
      }
      const { status, body } = await subject.request({
        method: 'DELETE',
        path: subject.path('configmaps'),
        query: { labelSelector: 'team=fraud' },
      });
      const left = await subject.request({
        path: subject.path('configmaps'),
        query: { labelSelector: 'team' },
      });
      return {
        status,
        kind: body.kind,
        deleted: body.items?.map((item: any) => item.metadata.name),
        left: left.body.items.map((item: any) => item.metadata.name),
      };
    },
  },
];
