import {
  answerOf,
  expectSuccess,
  outcomeOf,
  type Check,
  type Subject,
} from '../Check';
import {
  configMap,
  deployment,
  prometheusRule,
  seldonDeployment,
  serviceMonitor,
} from '../objects';

const post = async (
  subject: Subject,
  resource: Parameters<Subject['path']>[0],
  body: unknown,
  query: Record<string, string> = {},
) =>
  answerOf(
    await subject.request({
      method: 'POST',
      path: subject.path(resource),
      body,
      query,
    }),
  );

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
        configMap: await post(subject, 'configmaps', configMap('settings')),
        serviceMonitor: await post(
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
        otherNamespace: await post(subject, 'configmaps', {
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
        otherVersion: await post(subject, 'configmaps', {
          ...settings,
          apiVersion: 'v2',
        }),
        noKind: await post(subject, 'servicemonitors', {
          ...serviceMonitor('model'),
          kind: undefined,
        }),
        otherKindOfCustom: await post(subject, 'servicemonitors', {
          ...serviceMonitor('model'),
          kind: 'PodMonitor',
        }),
        withVersion: await post(
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
        accept: answerOf(
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
  {
    title: '422: names and labels that break the rules',
    async observe(subject) {
      return {
        name: await post(subject, 'configmaps', configMap('Not_Allowed')),
        noName: await post(subject, 'configmaps', {
          ...configMap('x'),
          metadata: {},
        }),
        customName: await post(
          subject,
          'servicemonitors',
          serviceMonitor('Not_Allowed'),
        ),
        label: await post(
          subject,
          'configmaps',
          configMap('settings', {}, { labels: { team: 'a b' } }),
        ),
        dataKey: await post(
          subject,
          'configmaps',
          configMap('settings', { 'a b': 'c' }),
        ),
      };
    },
  },
  {
    title: '422: a Deployment that contradicts itself',
    async observe(subject) {
      const body = deployment('model');
      body.spec.selector = { matchLabels: { app: 'another' } };
      body.spec.template.spec.containers[0].image = '';
      const refused = await post(subject, 'deployments', body);
      expectSuccess(
        await subject.request({
          method: 'POST',
          path: subject.path('deployments'),
          body: deployment('model'),
        }),
      );
      const moved = deployment('model');
      moved.spec.selector = { matchLabels: { app: 'b' } };
      moved.spec.template.metadata.labels = { app: 'b' };
      const immutable = await subject.request({
        method: 'PUT',
        path: subject.path('deployments', 'model'),
        body: moved,
      });
      return { refused, immutable: answerOf(immutable) };
    },
  },
  {
    title: '422: custom objects that break their schema',
    async observe(subject) {
      const rule = prometheusRule('model');
      rule.spec.groups[0].rules[0].expr = undefined;
      return {
        required: await post(
          subject,
          'servicemonitors',
          serviceMonitor('model', {
            selector: undefined,
            endpoints: undefined,
          }),
        ),
        type: await post(
          subject,
          'servicemonitors',
          serviceMonitor('model', { endpoints: 'http' }),
        ),
        pattern: await post(
          subject,
          'servicemonitors',
          serviceMonitor('model', {
            endpoints: [{ port: 'http', interval: 'often' }],
          }),
        ),
        rule: await post(subject, 'prometheusrules', rule),
        seldon: await post(
          subject,
          'seldondeployments',
          seldonDeployment('model', [{ name: 'default' }]),
        ),
        replicas: await post(
          subject,
          'seldondeployments',
          seldonDeployment('model', [
            { name: 'default', replicas: 'two', graph: { name: 'a' } },
          ]),
        ),
      };
    },
  },
  {
    title: 'unknown fields: warned of, refused when strict, and pruned',
    async observe(subject) {
      const body = serviceMonitor('model', { colour: 'green' });
      const warned = await subject.request({
        method: 'POST',
        path: subject.path('servicemonitors'),
        body,
        query: { fieldValidation: 'Warn', dryRun: 'All' },
      });
      const builtIn = await subject.request({
        method: 'POST',
        path: subject.path('configmaps'),
        body: { ...configMap('settings'), colour: 'green' },
        query: { fieldValidation: 'Warn', dryRun: 'All' },
      });
      const strict = { fieldValidation: 'Strict' };
      return {
        warned: [warned.status, warned.headers.warning, warned.body.spec],
        builtIn: [builtIn.status, builtIn.headers.warning, builtIn.body.colour],
        strict: await post(subject, 'servicemonitors', body, strict),
        strictBuiltIn: await post(
          subject,
          'configmaps',
          { ...configMap('settings'), colour: 'green' },
          strict,
        ),
        strictSeldon: await post(
          subject,
          'seldondeployments',
          seldonDeployment('model', [
            { name: 'default', graph: { name: 'a' }, colour: 'green' },
          ]),
          strict,
        ),
      };
    },
  },
];
