import { type Check, answerOf, expectSuccess, outcomeOf } from '../Check';
import { configMap, serviceMonitor } from '../objects';
import { tryToCreate } from '../requests';

export const refusalChecks: Check[] = [
  {
    title: '404: an absent object of a built-in and of a custom kind',
    async observe(subject) {
      const get = async (path: string) =>
        answerOf(await subject.request({ path }));
      return {
        configMap: await get(subject.path('configmaps', 'absent')),
        deployment: await get(subject.path('deployments', 'absent')),
        serviceMonitor: await get(subject.path('servicemonitors', 'absent')),
        seldonDeployment: await get(
          subject.path('seldondeployments', 'absent'),
        ),
        namespace: await get('/api/v1/namespaces/absent'),
        logs: await get(subject.path('pods', 'absent', 'log')),
        patch: answerOf(
          await subject.request({
            method: 'PATCH',
            path: subject.path('configmaps', 'absent'),
            contentType: 'application/merge-patch+json',
            body: {},
          }),
        ),
      };
    },
  },
  {
    title: '404: creating in a namespace that is absent',
    async observe(subject) {
      const path = '/api/v1/namespaces/no-such-namespace/configmaps';
      const list = await subject.request({ path });
      return {
        create: answerOf(
          await subject.request({
            method: 'POST',
            path,
            body: configMap('settings'),
          }),
        ),
        list: [list.status, list.body.items],
      };
    },
  },
  {
    title: '409: an object that is there already',
    async observe(subject) {
      expectSuccess(
        await subject.request({
          method: 'POST',
          path: subject.path('configmaps'),
          body: configMap('settings'),
        }),
      );
      expectSuccess(
        await subject.request({
          method: 'POST',
          path: subject.path('servicemonitors'),
          body: serviceMonitor('model'),
        }),
      );
      return {
        configMap: await tryToCreate(
          subject,
          'configmaps',
          configMap('settings'),
        ),
        serviceMonitor: await tryToCreate(
          subject,
          'servicemonitors',
          serviceMonitor('model'),
        ),
      };
    },
  },
  {
    title: '400: bodies that contradict their address',
    async observe(subject) {
      const settings = configMap('settings');
      return {
        otherNamespace: await tryToCreate(subject, 'configmaps', {
          ...settings,
          metadata: { name: 'settings', namespace: 'default' },
        }),
        otherKind: outcomeOf(
          await subject.request({
            method: 'POST',
            path: subject.path('configmaps'),
            body: { ...settings, kind: 'Secret' },
          }),
        ),
        otherVersion: outcomeOf(
          await tryToCreate(subject, 'configmaps', {
            ...settings,
            apiVersion: 'v2',
          }),
        ),
        noKind: outcomeOf(
          await tryToCreate(subject, 'servicemonitors', {
            ...serviceMonitor('model'),
            kind: undefined,
          }),
        ),
        otherKindOfCustom: await tryToCreate(subject, 'servicemonitors', {
          ...serviceMonitor('model'),
          kind: 'PodMonitor',
        }),
        withVersion: await tryToCreate(
          subject,
          'configmaps',
          configMap('settings', {}, { resourceVersion: '7' }),
        ),
      };
    },
  },
  {
    title: '400: bodies that cannot be read',
    async observe(subject) {
      const send = async (
        resource: 'configmaps' | 'servicemonitors',
        text: string,
        type = 'application/json',
      ) =>
        outcomeOf(
          await subject.request({
            method: 'POST',
            path: subject.path(resource),
            rawBody: { type, text },
          }),
        );
      return {
        malformed: await send('configmaps', '{"apiVersion": '),
        empty: await send('configmaps', ''),
        wrongType: await send('configmaps', '{}', 'text/plain'),
        yaml: await send(
          'configmaps',
          'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: from-yaml}\n',
          'application/yaml',
        ),
        numberForString: await send(
          'configmaps',
          '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"n"},"data":{"a":1}}',
        ),
      };
    },
  },
  {
    title: '405, 406 and 415: methods and types that are not served',
    async observe(subject) {
      const path = subject.path('configmaps', 'settings');
      expectSuccess(
        await subject.request({
          method: 'POST',
          path: subject.path('configmaps'),
          body: configMap('settings'),
        }),
      );
      expectSuccess(
        await subject.request({
          method: 'POST',
          path: subject.path('servicemonitors'),
          body: serviceMonitor('model'),
        }),
      );
      return {
        postToObject: answerOf(
          await subject.request({ method: 'POST', path, body: configMap('a') }),
        ),
        putToCollection: answerOf(
          await subject.request({
            method: 'PUT',
            path: subject.path('configmaps'),
            body: configMap('a'),
          }),
        ),
        accept: outcomeOf(
          await subject.request({ path, headers: { Accept: 'text/csv' } }),
        ),
        patchType: answerOf(
          await subject.request({
            method: 'PATCH',
            path,
            contentType: 'application/json',
            body: {},
          }),
        ),
        strategicOnCustom: answerOf(
          await subject.request({
            method: 'PATCH',
            path: subject.path('servicemonitors', 'model'),
            contentType: 'application/strategic-merge-patch+json',
            body: {},
          }),
        ),
      };
    },
  },
];
