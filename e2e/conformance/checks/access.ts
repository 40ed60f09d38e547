import { answerOf, expectSuccess, type Check, type Subject } from '../Check';
import { configMap, serviceMonitor } from '../objects';
import { create } from '../requests';
import type { KubeHttp, KubeRequest } from '../../kube/KubeHttp';
import { until } from '../../control-plane/until';

const rbacGroup = 'rbac.authorization.k8s.io';

const settingsReader = {
  role: 'reads-settings',
  rules: [
    {
      apiGroups: [''],
      resources: ['configmaps'],
      verbs: ['get', 'list', 'watch'],
    },
  ],
};

/** Lets somebody read ConfigMaps and nothing else. */
async function allowToRead(subject: Subject, who: object) {
  await create(subject, 'roles', {
    apiVersion: `${rbacGroup}/v1`,
    kind: 'Role',
    metadata: { name: settingsReader.role },
    rules: settingsReader.rules,
  });
  await create(subject, 'rolebindings', {
    apiVersion: `${rbacGroup}/v1`,
    kind: 'RoleBinding',
    metadata: { name: 'reader-reads-settings' },
    roleRef: {
      apiGroup: rbacGroup,
      kind: 'Role',
      name: settingsReader.role,
    },
    subjects: [who],
  });
}

/** Authorisers learn of a new binding through a watch of their own. */
const untilLetIn = (subject: Subject, reader: KubeHttp) =>
  until(
    async () =>
      (await reader.request({ path: subject.path('configmaps') })).status ===
      200,
    { what: 'the reader to be let in', timeoutMilliseconds: 60_000 },
  );

async function readerOf(subject: Subject): Promise<KubeHttp> {
  const name = `reader-of-${subject.namespace}`;
  await allowToRead(subject, { apiGroup: rbacGroup, kind: 'User', name });
  const reader = subject.kube.impersonating(name);
  await untilLetIn(subject, reader);
  return reader;
}

async function serviceAccountReaderOf(subject: Subject): Promise<KubeHttp> {
  const name = 'reader';
  await create(subject, 'serviceaccounts', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name },
  });
  await allowToRead(subject, {
    kind: 'ServiceAccount',
    name,
    namespace: subject.namespace,
  });
  const { body } = expectSuccess(
    await subject.request({
      method: 'POST',
      path: subject.path('serviceaccounts', name, 'token'),
      body: {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        spec: {},
      },
    }),
  );
  const reader = subject.kube.withToken(body.status.token);
  await untilLetIn(subject, reader);
  return reader;
}

const review = (kube: KubeHttp, attributes: object, kind = 'resource') =>
  kube.request({
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    body: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { [`${kind}Attributes`]: attributes },
    },
  });

export const accessChecks: Check[] = [
  {
    title: '401: a token that nobody has, and no token',
    async observe(subject) {
      const path = subject.path('configmaps');
      return {
        wrong: answerOf(
          await subject.kube.withToken('wrong').request({ path }),
        ),
        none: answerOf(
          await subject.kube.withToken(undefined).request({ path }),
        ),
        versionForAll: (
          await subject.kube.withToken(undefined).request({ path: '/version' })
        ).status,
      };
    },
  },
  {
    title: '403: what is not allowed, in words',
    async observe(subject) {
      const reader = await readerOf(subject);
      const send = async (request: KubeRequest) =>
        answerOf(await reader.request(request));
      const apply = (body: any, resource: 'configmaps' | 'servicemonitors') =>
        send({
          method: 'PATCH',
          path: subject.path(resource, body.metadata.name),
          query: { fieldManager: 'portal' },
          contentType: 'application/apply-patch+yaml',
          body,
        });
      return {
        allowed: (await send({ path: subject.path('configmaps') })).status,
        list: await send({ path: subject.path('secrets') }),
        get: await send({ path: subject.path('secrets', 'key') }),
        listOfGroup: await send({ path: subject.path('deployments') }),
        listEverywhere: await send({ path: '/api/v1/configmaps' }),
        listNamespaces: await send({ path: '/api/v1/namespaces' }),
        otherNamespace: await send({
          path: '/api/v1/namespaces/default/configmaps',
        }),
        watch: await send({
          path: subject.path('secrets'),
          query: { watch: true },
        }),
        create: await send({
          method: 'POST',
          path: subject.path('configmaps'),
          body: configMap('settings'),
        }),
        apply: await apply(configMap('settings'), 'configmaps'),
        applyCustom: await apply(serviceMonitor('model'), 'servicemonitors'),
        delete: await send({
          method: 'DELETE',
          path: subject.path('configmaps', 'settings'),
        }),
        logs: await send({ path: subject.path('pods', 'a', 'log') }),
        proxy: await send({
          path: `${subject.path('services', 'http:a:8000', 'proxy')}/metrics`,
        }),
        nonResource: await send({ path: '/metrics' }),
        discovery: (await send({ path: '/apis' })).status,
      };
    },
  },
  {
    title: 'access review: of an administrator and of a reader',
    async observe(subject) {
      const reader = await readerOf(subject);
      const attributes = (verb: string, resource: string, group?: string) => ({
        namespace: subject.namespace,
        verb,
        resource,
        group,
      });
      const ask = async (kube: KubeHttp, of: object, kind?: string) => {
        const { status, body } = await review(kube, of, kind);
        return { status, answer: body.status, message: body.message };
      };
      const whole = await review(reader, attributes('list', 'configmaps'));
      const { managedFields: _, ...metadata } = whole.body.metadata;
      return {
        administrator: await ask(
          subject.kube,
          attributes(
            'delete',
            'seldondeployments',
            'machinelearning.seldon.io',
          ),
        ),
        whole: answerOf({ ...whole, body: { ...whole.body, metadata } }),
        refused: await ask(reader, attributes('list', 'secrets')),
        otherNamespace: await ask(reader, {
          ...attributes('list', 'configmaps'),
          namespace: 'default',
        }),
        everywhere: await ask(reader, { verb: 'list', resource: 'configmaps' }),
        named: await ask(reader, {
          ...attributes('get', 'configmaps'),
          name: 'settings',
        }),
        subresource: await ask(reader, {
          ...attributes('get', 'pods'),
          subresource: 'log',
        }),
        nonResource: await ask(
          reader,
          { verb: 'get', path: '/metrics' },
          'nonResource',
        ),
        // Several bindings allow it, and which one is named differs from time to time.
        version: (
          await review(reader, { verb: 'get', path: '/version' }, 'nonResource')
        ).body.status.allowed,
        empty: answerOf(
          await subject.request({
            method: 'POST',
            path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
            body: {
              apiVersion: 'authorization.k8s.io/v1',
              kind: 'SelfSubjectAccessReview',
              spec: {},
            },
          }),
        ),
      };
    },
  },
  {
    title: 'rules review: what a reader may do in a namespace',
    async observe(subject) {
      const reader = await readerOf(subject);
      const { status, body } = await reader.request({
        method: 'POST',
        path: '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
        body: {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectRulesReview',
          spec: { namespace: subject.namespace },
        },
      });
      return {
        status,
        incomplete: body.status?.incomplete,
        configMaps: body.status?.resourceRules?.filter((rule: any) =>
          rule.resources.includes('configmaps'),
        ),
      };
    },
  },
  {
    title: 'service account: its token, and how it is named when refused',
    async observe(subject) {
      const reader = await serviceAccountReaderOf(subject);
      const list = (resource: 'configmaps' | 'secrets') =>
        reader.request({ path: subject.path(resource) });
      return {
        configMaps: (await list('configmaps')).status,
        secrets: answerOf(await list('secrets')),
      };
    },
  },
  {
    title: 'impersonation: only by those who may',
    async observe(subject) {
      const name = `reader-of-${subject.namespace}`;
      const asNobody = await subject.kube.withToken(undefined).request({
        path: subject.path('configmaps'),
        headers: { 'Impersonate-User': name },
      });
      return { asNobody: answerOf(asNobody) };
    },
  },
];
