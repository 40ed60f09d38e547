import { answerOf, type Check, type Subject } from '../Check';
import { configMap, deployment, service, serviceMonitor } from '../objects';
import { create } from '../requests';
import { until } from '../../control-plane/until';

const waitMilliseconds = 120_000;

const referenceTo = (owner: any, more: object = {}) => ({
  apiVersion: owner.apiVersion,
  kind: owner.kind,
  name: owner.metadata.name,
  uid: owner.metadata.uid,
  ...more,
});

const isGone = async (
  subject: Subject,
  resource: Parameters<Subject['path']>[0],
  name: string,
) =>
  (await subject.request({ path: subject.path(resource, name) })).status ===
  404;

const gone = (
  subject: Subject,
  resource: Parameters<Subject['path']>[0],
  name: string,
) =>
  until(() => isGone(subject, resource, name), {
    what: `${resource}/${name} to be collected`,
    timeoutMilliseconds: waitMilliseconds,
  }).then(
    () => true,
    () => false,
  );

const remove = (subject: Subject, name: string, propagationPolicy?: string) =>
  subject.request({
    method: 'DELETE',
    path: subject.path('configmaps', name),
    query: { propagationPolicy },
  });

export const garbageChecks: Check[] = [
  {
    title: 'garbage: what an object owns goes with it, across kinds',
    async observe(subject) {
      const owner = await create(subject, 'configmaps', configMap('owner'));
      const ownerReferences = [referenceTo(owner, { controller: true })];
      await create(
        subject,
        'servicemonitors',
        serviceMonitor('owned', {}, { ownerReferences }),
      );
      const owned = service('owned');
      await create(subject, 'services', {
        ...owned,
        metadata: { ...owned.metadata, ownerReferences },
      });
      await create(subject, 'services', service('free'));
      const deleted = await remove(subject, 'owner');
      return {
        deleted: answerOf(deleted),
        ownerGone: await gone(subject, 'configmaps', 'owner'),
        serviceMonitor: await gone(subject, 'servicemonitors', 'owned'),
        service: await gone(subject, 'services', 'owned'),
        free: await isGone(subject, 'services', 'free'),
      };
    },
  },
  {
    title: 'garbage: stays while one of two owners is there',
    async observe(subject) {
      const [first, second] = [
        await create(subject, 'configmaps', configMap('first')),
        await create(subject, 'configmaps', configMap('second')),
      ];
      await create(
        subject,
        'configmaps',
        configMap(
          'owned',
          {},
          {
            ownerReferences: [referenceTo(first), referenceTo(second)],
          },
        ),
      );
      await remove(subject, 'first');
      await until(
        async () => {
          const { body } = await subject.request({
            path: subject.path('configmaps', 'owned'),
          });
          return body.metadata?.ownerReferences?.length !== 2;
        },
        {
          what: 'the first reference to be dropped',
          timeoutMilliseconds: waitMilliseconds,
        },
      );
      const { status, body } = await subject.request({
        path: subject.path('configmaps', 'owned'),
      });
      const left = body.metadata?.ownerReferences?.map((one: any) => one.name);
      await remove(subject, 'second');
      return {
        status,
        left,
        goneInTheEnd: await gone(subject, 'configmaps', 'owned'),
      };
    },
  },
  {
    title: 'garbage: orphaning leaves what was owned',
    async observe(subject) {
      const owner = await create(subject, 'configmaps', configMap('owner'));
      await create(
        subject,
        'configmaps',
        configMap('owned', {}, { ownerReferences: [referenceTo(owner)] }),
      );
      const deleted = await remove(subject, 'owner', 'Orphan');
      const ownerGone = await gone(subject, 'configmaps', 'owner');
      const { status, body } = await subject.request({
        path: subject.path('configmaps', 'owned'),
      });
      return {
        deleted: [deleted.status, deleted.body.kind],
        ownerGone,
        owned: [status, body.metadata?.ownerReferences ?? null],
      };
    },
  },
  {
    title: 'garbage: in the foreground the owner waits for what it owns',
    async observe(subject) {
      const owner = await create(subject, 'configmaps', configMap('owner'));
      await create(
        subject,
        'configmaps',
        configMap(
          'owned',
          {},
          {
            ownerReferences: [referenceTo(owner, { blockOwnerDeletion: true })],
            finalizers: ['example.com/hold'],
          },
        ),
      );
      const deleted = await remove(subject, 'owner', 'Foreground');
      await until(
        async () => {
          const { body } = await subject.request({
            path: subject.path('configmaps', 'owned'),
          });
          return Boolean(body.metadata?.deletionTimestamp);
        },
        {
          what: 'the owned object to be deleted',
          timeoutMilliseconds: waitMilliseconds,
        },
      );
      const waiting = await subject.request({
        path: subject.path('configmaps', 'owner'),
      });
      await subject.request({
        method: 'PATCH',
        path: subject.path('configmaps', 'owned'),
        contentType: 'application/merge-patch+json',
        body: { metadata: { finalizers: null } },
      });
      return {
        deleted: [
          deleted.status,
          deleted.body.kind,
          deleted.body.metadata?.finalizers,
        ],
        waiting: [waiting.status, waiting.body.metadata?.finalizers],
        gone: await gone(subject, 'configmaps', 'owner'),
      };
    },
  },
  {
    title: 'garbage: an owner that does not exist is as good as deleted',
    async observe(subject) {
      await create(
        subject,
        'configmaps',
        configMap(
          'stray',
          {},
          {
            ownerReferences: [
              {
                apiVersion: 'v1',
                kind: 'ConfigMap',
                name: 'never-was',
                uid: '00000000-0000-4000-8000-000000000000',
              },
            ],
          },
        ),
      );
      return { collected: await gone(subject, 'configmaps', 'stray') };
    },
  },
  {
    title: 'garbage: a Deployment takes its ReplicaSets along',
    async observe(subject) {
      await create(subject, 'deployments', deployment('model'));
      let replicaSet: any;
      await until(
        async () => {
          const { body } = await subject.request({
            path: subject.path('replicasets'),
          });
          [replicaSet] = body.items;
          return Boolean(replicaSet);
        },
        { what: 'a ReplicaSet', timeoutMilliseconds: waitMilliseconds },
      );
      const [owner] = replicaSet.metadata.ownerReferences;
      await subject.request({
        method: 'DELETE',
        path: subject.path('deployments', 'model'),
      });
      return {
        owner: { ...owner, uid: undefined },
        name: /^model-[0-9bcdf-hj-np-tv-xz]{5,10}$/.test(
          replicaSet.metadata.name,
        ),
        labels: Object.keys(replicaSet.metadata.labels).sort(),
        annotations: replicaSet.metadata.annotations,
        gone: await gone(subject, 'replicasets', replicaSet.metadata.name),
      };
    },
  },
  {
    title: 'namespaces: deleting one deletes what is in it',
    async observe(subject) {
      await create(subject, 'configmaps', configMap('settings'));
      const path = `/api/v1/namespaces/${subject.namespace}`;
      const deleted = await subject.request({ method: 'DELETE', path });
      const late = await subject.request({
        method: 'POST',
        path: subject.path('configmaps'),
        body: configMap('late'),
      });
      await until(
        async () => (await subject.request({ path })).status === 404,
        { what: 'the namespace to go', timeoutMilliseconds: waitMilliseconds },
      );
      return {
        deleted: [deleted.status, deleted.body.kind, deleted.body.status],
        late: answerOf(late),
        left: (await subject.request({ path: subject.path('configmaps') })).body
          .items,
      };
    },
  },
];
