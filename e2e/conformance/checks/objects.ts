import {
  answerOf,
  expectSuccess,
  outcomeOf,
  type Check,
  type Subject,
} from '../Check';
import { configMap, deployment, service, serviceMonitor } from '../objects';

const asClient = { 'User-Agent': 'conformance/1.0' };

const create = async (
  subject: Subject,
  resource: 'configmaps' | 'services' | 'deployments' | 'servicemonitors',
  body: object,
) =>
  expectSuccess(
    await subject.request({
      method: 'POST',
      path: subject.path(resource),
      body,
      headers: asClient,
    }),
  ).body;

export const objectChecks: Check[] = [
  {
    title: 'create: an object of a built-in and of a custom kind',
    async observe(subject) {
      const post = (resource: 'configmaps' | 'servicemonitors', body: object) =>
        subject.request({
          method: 'POST',
          path: subject.path(resource),
          body,
          headers: asClient,
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
    title: 'replace: with the current, an old and no resource version',
    async observe(subject) {
      const created = await create(
        subject,
        'configmaps',
        configMap('settings'),
      );
      const path = subject.path('configmaps', 'settings');
      const put = (body: object) =>
        subject.request({ method: 'PUT', path, body, headers: asClient });
      const same = await put(created);
      const changed = await put({ ...created, data: { colour: 'red' } });
      const old = await put({ ...created, data: { colour: 'blue' } });
      const { resourceVersion: _, ...unversioned } = created.metadata;
      const unconditional = await put({
        ...created,
        metadata: unversioned,
        data: { colour: 'grey' },
      });
      const custom = await create(
        subject,
        'servicemonitors',
        serviceMonitor('model'),
      );
      const customUnconditional = await subject.request({
        method: 'PUT',
        path: subject.path('servicemonitors', 'model'),
        body: serviceMonitor('model', { jobLabel: custom.metadata.name }),
      });
      return {
        sameKeepsVersion:
          same.body.metadata.resourceVersion ===
          created.metadata.resourceVersion,
        changed: changed.status,
        newVersion:
          changed.body.metadata.resourceVersion !==
          created.metadata.resourceVersion,
        old: answerOf(old),
        unconditional: [unconditional.status, unconditional.body.data],
        customUnconditional: answerOf(customUnconditional),
      };
    },
  },
  {
    title: 'replace: refuses another name, another uid and an absent object',
    async observe(subject) {
      const created = await create(
        subject,
        'configmaps',
        configMap('settings'),
      );
      const put = (name: string, metadata: object) =>
        subject.request({
          method: 'PUT',
          path: subject.path('configmaps', name),
          body: { ...created, metadata },
        });
      const { uid: _, resourceVersion: __, ...plain } = created.metadata;
      return {
        otherName: answerOf(await put('others', created.metadata)),
        otherUid: outcomeOf(
          await put('settings', {
            ...plain,
            uid: '00000000-0000-4000-8000-000000000000',
          }),
        ),
        absent: answerOf(await put('absent', { ...plain, name: 'absent' })),
      };
    },
  },
  {
    title: 'generation: counts changes of the specification alone',
    async observe(subject) {
      const generations: Record<string, number[]> = {};
      for (const [resource, body, change] of [
        ['deployments', deployment('model'), { spec: { minReadySeconds: 3 } }],
        [
          'servicemonitors',
          serviceMonitor('model'),
          { spec: { jobLabel: 'a' } },
        ],
      ] as const) {
        const created = await create(subject, resource, body);
        const path = subject.path(resource, 'model');
        const patch = async (patchBody: object) =>
          expectSuccess(
            await subject.request({
              method: 'PATCH',
              path,
              body: patchBody,
              contentType: 'application/merge-patch+json',
            }),
          ).body.metadata.generation;
        generations[resource] = [
          created.metadata.generation,
          await patch({ metadata: { labels: { team: 'fraud' } } }),
          await patch(change),
          await patch(change),
        ];
      }
      return generations;
    },
  },
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
        headers: asClient,
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
