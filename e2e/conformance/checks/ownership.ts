import { type Check, type ResourceName, answerOf } from '../Check';
import {
  type Manifest,
  configMap,
  deployment,
  httpRoute,
  ingress,
  podMonitor,
  prometheusRule,
  route,
  seldonDeployment,
  service,
  serviceMonitor,
} from '../objects';
import { apply, create, generationOf, owners } from '../requests';

const owned: Array<[ResourceName, Manifest]> = [
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

export const ownershipChecks: Check[] = [
  ...owned.map(([resource, manifest]): Check => ({
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
