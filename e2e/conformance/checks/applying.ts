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
  httpRoute,
  ingress,
  podMonitor,
  predictor,
  prometheusRule,
  route,
  seldonDeployment,
  service,
  serviceMonitor,
  type Manifest,
} from '../objects';

interface ApplyOptions {
  manager?: string;
  force?: boolean;
  query?: Record<string, string | boolean>;
  subresource?: string;
}

const apply = (
  subject: Subject,
  resource: ResourceName,
  body: Manifest,
  { manager = 'portal', force, query, subresource }: ApplyOptions = {},
) =>
  subject.request({
    method: 'PATCH',
    path: subject.path(resource, body.metadata.name, subresource),
    contentType: 'application/apply-patch+yaml',
    query: { fieldManager: manager, force, ...query },
    body,
  });

const create = async (
  subject: Subject,
  resource: ResourceName,
  body: Manifest,
  manager: string,
) =>
  expectSuccess(
    await subject.request({
      method: 'POST',
      path: subject.path(resource),
      query: { fieldManager: manager },
      body,
    }),
  ).body;

/** Who owns what, without the controllers that a cluster may run. */
const owners = (body: any, known: string[] = ['portal', 'other', 'kubectl']) =>
  body.metadata?.managedFields
    ?.filter((entry: any) => known.includes(entry.manager))
    .map(({ time: _, ...entry }: any) => entry)
    .sort((left: any, right: any) => (orderOf(left) < orderOf(right) ? -1 : 1));

const orderOf = ({ manager, operation, subresource = '' }: any) =>
  [manager, operation, subresource].join(' ');

const versionOf = ({ body }: { body: any }) => body.metadata?.resourceVersion;

const generationOf = ({ body }: { body: any }) => body.metadata?.generation;

const rendered: Array<[ResourceName, Manifest]> = [
  ['configmaps', configMap('model')],
  ['services', service('model')],
  ['deployments', deployment('model')],
  ['servicemonitors', serviceMonitor('model')],
  ['podmonitors', podMonitor('model')],
  ['prometheusrules', prometheusRule('model')],
  ['routes', route('model')],
  ['ingresses', ingress('model')],
  ['httproutes', httpRoute('model')],
  ['seldondeployments', seldonDeployment('model')],
];

export const applyChecks: Check[] = [
  ...rendered.map(([resource, manifest]): Check => ({
    title: `apply: the fields of ${resource} that the applier owns`,
    async observe(subject) {
      const first = await apply(subject, resource, manifest);
      const second = await apply(subject, resource, manifest);
      return {
        status: [first.status, second.status],
        owners: owners(first.body),
        // Not the version, which a controller may raise meanwhile.
        againChangesNothing:
          generationOf(first) === generationOf(second) &&
          JSON.stringify(owners(first.body)) ===
            JSON.stringify(owners(second.body)),
        refusal: first.status >= 300 ? first.body : undefined,
      };
    },
  })),
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
    title: 'apply: conflicts name the manager and the field',
    async observe(subject) {
      await apply(
        subject,
        'configmaps',
        configMap('settings', { a: '1', b: '2' }),
      );
      const one = await apply(
        subject,
        'configmaps',
        configMap('settings', { a: '9' }),
        {
          manager: 'other',
        },
      );
      const two = await apply(
        subject,
        'configmaps',
        configMap('settings', { a: '9', b: '9' }),
        { manager: 'other' },
      );
      const left = await subject.request({
        path: subject.path('configmaps', 'settings'),
      });
      return {
        one: answerOf(one),
        two: answerOf(two),
        left: left.body.data,
      };
    },
  },
  {
    title: 'apply: conflicts with several managers and with plain writers',
    async observe(subject) {
      await create(
        subject,
        'configmaps',
        configMap('settings', { a: '1', b: '2' }),
        'kubectl',
      );
      await apply(
        subject,
        'configmaps',
        configMap('settings', { a: '1', c: '3' }),
        {
          manager: 'other',
        },
      );
      const conflict = await apply(
        subject,
        'configmaps',
        configMap('settings', { a: '9', b: '9', c: '9' }),
      );
      await create(
        subject,
        'servicemonitors',
        serviceMonitor('model'),
        'kubectl',
      );
      const custom = await apply(
        subject,
        'servicemonitors',
        serviceMonitor('model', { endpoints: [{ port: 'grpc' }] }),
      );
      await create(subject, 'deployments', deployment('model'), 'kubectl');
      const changed = deployment('model');
      changed.spec.replicas = 3;
      changed.spec.template.spec.containers[0].image =
        'registry.example.com/b:2';
      const nested = await apply(subject, 'deployments', changed);
      return {
        conflict: answerOf(conflict),
        custom: answerOf(custom),
        nested: answerOf(nested),
      };
    },
  },
  {
    title: 'apply: force takes the field, and its former owner loses it',
    async observe(subject) {
      await apply(
        subject,
        'configmaps',
        configMap('settings', { a: '1', b: '2' }),
        {
          manager: 'other',
        },
      );
      const forced = await apply(
        subject,
        'configmaps',
        configMap('settings', { a: '9' }),
        { force: true },
      );
      const formerly = await apply(
        subject,
        'configmaps',
        configMap('settings', { b: '2' }),
        { manager: 'other' },
      );
      return {
        forced: [forced.body.data, owners(forced.body)],
        formerly: [formerly.body.data, owners(formerly.body)],
      };
    },
  },
  {
    title: 'apply: a value shared by two managers stays until both drop it',
    async observe(subject) {
      const shared = configMap('settings', { a: '1' });
      await apply(subject, 'configmaps', shared);
      const both = await apply(subject, 'configmaps', shared, {
        manager: 'other',
      });
      const one = await apply(
        subject,
        'configmaps',
        configMap('settings', { b: '2' }),
      );
      const none = await apply(
        subject,
        'configmaps',
        configMap('settings', { c: '3' }),
        {
          manager: 'other',
        },
      );
      return {
        both: owners(both.body),
        one: [one.body.data, owners(one.body)],
        none: [none.body.data, owners(none.body)],
      };
    },
  },
  {
    title: 'apply: predictors are owned as a whole',
    async observe(subject) {
      await apply(subject, 'seldondeployments', seldonDeployment('model'));
      const added = seldonDeployment('model', [
        predictor('default'),
        predictor('canary'),
      ]);
      const refused = await apply(subject, 'seldondeployments', added, {
        manager: 'other',
      });
      const forced = await apply(subject, 'seldondeployments', added, {
        manager: 'other',
        force: true,
      });
      return {
        refused: answerOf(refused),
        forced: [
          forced.status,
          forced.body.spec?.predictors.map((one: any) => one.name),
          owners(forced.body),
        ],
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
    title: 'apply: ownership follows plain updates and patches',
    async observe(subject) {
      const applied = await apply(
        subject,
        'configmaps',
        configMap('settings', { a: '1', b: '2' }),
      );
      const put = await subject.request({
        method: 'PUT',
        path: subject.path('configmaps', 'settings'),
        query: { fieldManager: 'other' },
        body: { ...applied.body, data: { a: '9', b: '2', c: '3' } },
      });
      const patched = await subject.request({
        method: 'PATCH',
        path: subject.path('configmaps', 'settings'),
        contentType: 'application/merge-patch+json',
        query: { fieldManager: 'kubectl' },
        body: { data: { b: null } },
      });
      return {
        put: owners(put.body),
        patched: owners(patched.body),
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
  {
    title: 'apply: owner references merge by uid',
    async observe(subject) {
      const owner = await create(
        subject,
        'configmaps',
        configMap('owner'),
        'kubectl',
      );
      const reference = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        name: 'owner',
        uid: owner.metadata.uid,
      };
      const applied = await apply(
        subject,
        'configmaps',
        configMap('owned', {}, { ownerReferences: [reference] }),
      );
      const incomplete = await apply(
        subject,
        'configmaps',
        configMap(
          'owned',
          {},
          {
            ownerReferences: [{ ...reference, name: '' }],
          },
        ),
      );
      return {
        references: applied.body.metadata?.ownerReferences,
        owners: owners(applied.body),
        incomplete: answerOf(incomplete),
      };
    },
  },
];
