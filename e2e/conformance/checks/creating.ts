import { type Check, answerOf } from '../Check';
import { configMap, deployment, service, serviceMonitor } from '../objects';
import { create } from '../requests';

export const createChecks: Check[] = [
  {
    title: 'create: an object of a built-in and of a custom kind',
    async observe(subject) {
      const post = (resource: 'configmaps' | 'servicemonitors', body: object) =>
        subject.request({
          method: 'POST',
          path: subject.path(resource),
          body,
        });
      const builtIn = await post('configmaps', configMap('settings'));
      const custom = await post('servicemonitors', serviceMonitor('model'));
      const read = await subject.request({
        path: subject.path('configmaps', 'settings'),
      });
      return {
        builtIn: answerOf(builtIn),
        custom: answerOf(custom),
        readsWhatWasAnswered:
          JSON.stringify(read.body) === JSON.stringify(builtIn.body),
        type: builtIn.headers['content-type'],
      };
    },
  },
  {
    title: 'create: names are generated from a prefix',
    async observe(subject) {
      const { name: _, ...metadata } = configMap('x').metadata;
      const { status, body } = await subject.request({
        method: 'POST',
        path: subject.path('configmaps'),
        body: {
          ...configMap('x'),
          metadata: { ...metadata, generateName: 'settings-' },
        },
      });
      return {
        status,
        name: /^settings-[bcdfghjklmnpqrstvwxz2456789]{5}$/.test(
          body.metadata.name,
        ),
        generateName: body.metadata.generateName,
      };
    },
  },
  {
    title: 'create: what Kubernetes fills into a Service',
    async observe(subject) {
      const { spec, status } = await create(
        subject,
        'services',
        service('model'),
      );
      const { clusterIP, clusterIPs, ...rest } = spec;
      return {
        spec: rest,
        status,
        hasAddress: /^\d+\.\d+\.\d+\.\d+$/.test(clusterIP),
        sameAddress: clusterIPs?.[0] === clusterIP,
      };
    },
  },
  {
    title: 'create: what Kubernetes fills into a Deployment',
    async observe(subject) {
      const { spec, metadata } = await create(
        subject,
        'deployments',
        deployment('model'),
      );
      return { spec, generation: metadata.generation };
    },
  },
  {
    title: 'dry run: answers as if, and stores nothing',
    async observe(subject) {
      const dry = { dryRun: 'All' };
      const path = subject.path('configmaps', 'settings');
      const created = await subject.request({
        method: 'POST',
        path: subject.path('configmaps'),
        query: dry,
        body: configMap('settings'),
      });
      const absent = await subject.request({ path });
      const real = await create(subject, 'configmaps', configMap('settings'));
      const changed = await subject.request({
        method: 'PUT',
        path,
        query: dry,
        body: { ...real, data: { colour: 'red' } },
      });
      const patched = await subject.request({
        method: 'PATCH',
        path,
        query: dry,
        contentType: 'application/merge-patch+json',
        body: { data: { colour: 'blue' } },
      });
      const exists = await subject.request({
        method: 'POST',
        path: subject.path('configmaps'),
        query: dry,
        body: configMap('settings'),
      });
      const deleted = await subject.request({
        method: 'DELETE',
        path,
        query: dry,
      });
      const left = await subject.request({ path });
      const wrong = await subject.request({
        method: 'POST',
        path: subject.path('configmaps'),
        query: { dryRun: 'Some' },
        body: configMap('others'),
      });
      return {
        created: answerOf(created),
        absent: absent.status,
        changed: [changed.status, changed.body.data],
        changedVersionIsOld:
          changed.body.metadata.resourceVersion ===
          real.metadata.resourceVersion,
        patched: [patched.status, patched.body.data],
        exists: exists.status,
        deleted: [deleted.status, deleted.body.status],
        left: left.body.data,
        sameVersion:
          left.body.metadata.resourceVersion === real.metadata.resourceVersion,
        wrong: answerOf(wrong),
      };
    },
  },
];
