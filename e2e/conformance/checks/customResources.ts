import { answerOf, expectSuccess, type Check, type Subject } from '../Check';
import {
  httpRoute,
  predictor,
  route,
  seldonDeployment,
  serviceMonitor,
} from '../objects';

const post = (
  subject: Subject,
  resource: Parameters<Subject['path']>[0],
  body: object,
  query: Record<string, string> = {},
) =>
  subject.request({
    method: 'POST',
    path: subject.path(resource),
    body,
    query,
  });

export const customResourceChecks: Check[] = [
  {
    title: 'custom kinds: fields that the schema does not know are pruned',
    async observe(subject) {
      const monitor = await post(
        subject,
        'servicemonitors',
        serviceMonitor('model', {
          colour: 'green',
          endpoints: [{ port: 'http', colour: 'green' }],
        }),
      );
      const model = await post(
        subject,
        'seldondeployments',
        seldonDeployment('model', [
          predictor('default', {
            colour: 'green',
            progressDeadlineSeconds: 60,
            annotations: { 'seldon.io/no-engine': 'true' },
          }),
        ]),
        { dryRun: 'All' },
      );
      const [pruned] = model.body.spec?.predictors ?? [];
      return {
        monitor: monitor.body.spec,
        model: [
          model.status,
          pruned && {
            colour: pruned.colour ?? null,
            progressDeadlineSeconds: pruned.progressDeadlineSeconds,
            annotations: pruned.annotations,
          },
        ],
      };
    },
  },
  {
    title: 'custom kinds: defaults of the schema are filled in',
    async observe(subject) {
      const { spec } = expectSuccess(
        await post(subject, 'httproutes', httpRoute('model')),
      ).body;
      const { spec: routeSpec } = expectSuccess(
        await post(subject, 'routes', {
          ...route('model'),
          spec: { to: { kind: 'Service', name: 'model' } },
        }),
      ).body;
      return { httpRoute: spec, route: routeSpec };
    },
  },
  {
    title: 'custom kinds: a Route that breaks its rules',
    async observe(subject) {
      const send = async (spec: object) => {
        const { status, body } = await post(
          subject,
          'routes',
          { ...route('model'), spec },
          { dryRun: 'All' },
        );
        return { status, message: body.message };
      };
      return {
        noTarget: await send({}),
        weight: await send({ to: { kind: 'Service', name: 'a', weight: 300 } }),
        backends: await send({
          to: { kind: 'Service', name: 'a' },
          alternateBackends: ['b', 'c', 'd', 'e'].map(name => ({
            kind: 'Service',
            name,
          })),
        }),
      };
    },
  },
  {
    title: 'custom kinds: values that the schemas of gateways do not allow',
    async observe(subject) {
      const send = async (change: object) =>
        answerOf(
          await post(
            subject,
            'httproutes',
            { ...httpRoute('model'), spec: change },
            { dryRun: 'All' },
          ),
        );
      const backend = { name: 'model', port: 8000 };
      return {
        weight: await send({
          rules: [{ backendRefs: [{ ...backend, weight: -1 }] }],
        }),
        port: await send({
          rules: [{ backendRefs: [{ ...backend, port: 70_000 }] }],
        }),
        portName: await send({
          rules: [{ backendRefs: [{ ...backend, port: 'http' }] }],
        }),
        emptyName: await send({ parentRefs: [{ name: '' }] }),
        longHost: await send({ hostnames: [`${'a'.repeat(254)}`] }),
        badHost: await send({ hostnames: ['Model_1.example.com'] }),
        noRules: await send({ rules: [] }),
        manyBackends: await send({
          rules: [{ backendRefs: Array.from({ length: 17 }, () => backend) }],
        }),
        filter: await send({ rules: [{ filters: [{ type: 'Mirror' }] }] }),
        mirrored: await send({
          rules: [
            {
              backendRefs: [backend],
              filters: [
                {
                  type: 'RequestMirror',
                  requestMirror: { backendRef: { name: 'shadow', port: 8000 } },
                },
              ],
            },
          ],
        }),
        noListener: answerOf(
          await post(
            subject,
            'gateways',
            {
              apiVersion: 'gateway.networking.k8s.io/v1',
              kind: 'Gateway',
              metadata: { name: 'gateway' },
              spec: { gatewayClassName: 'example', listeners: [] },
            },
            { dryRun: 'All' },
          ),
        ),
      };
    },
  },
  {
    title: 'custom kinds: dashboards, and what may not change in them',
    async observe(subject) {
      const dashboard = (spec: object) => ({
        apiVersion: 'grafana.integreatly.org/v1beta1',
        kind: 'GrafanaDashboard',
        metadata: { name: 'model' },
        spec,
      });
      const spec = {
        instanceSelector: { matchLabels: { dashboards: 'grafana' } },
        json: '{}',
        uid: 'model',
      };
      const { body: created } = expectSuccess(
        await post(subject, 'grafanadashboards', dashboard(spec)),
      );
      const change = async (changes: object) =>
        answerOf(
          await subject.request({
            method: 'PATCH',
            path: subject.path('grafanadashboards', 'model'),
            contentType: 'application/merge-patch+json',
            query: { dryRun: 'All' },
            body: { spec: changes },
          }),
        );
      const { message } = (
        await change({
          instanceSelector: { matchLabels: { dashboards: 'other' } },
        })
      ).body;
      return {
        created: created.spec,
        unselected: answerOf(
          await post(subject, 'grafanadashboards', dashboard({ json: '{}' })),
        ),
        longUid: await change({ uid: 'u'.repeat(41) }),
        resync: await change({ resyncPeriod: 'often' }),
        selector: message,
        content: (await change({ json: '{"title":"other"}' })).status,
      };
    },
  },
  {
    title: 'custom kinds: an older version of the same object',
    async observe(subject) {
      expectSuccess(
        await post(subject, 'seldondeployments', seldonDeployment('model')),
      );
      const older = await subject.request({
        path: `/apis/machinelearning.seldon.io/v1alpha2/namespaces/${subject.namespace}/seldondeployments/model`,
      });
      return {
        status: older.status,
        apiVersion: older.body.apiVersion,
        name: older.body.metadata?.name,
        noSuchVersion: answerOf(
          await subject.request({
            path: `/apis/machinelearning.seldon.io/v9/namespaces/${subject.namespace}/seldondeployments/model`,
          }),
        ),
      };
    },
  },
  {
    title: 'custom kinds: their definitions can be read',
    async observe(subject) {
      const read = async (name: string) => {
        const { status, body } = await subject.request({
          path: `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}`,
        });
        return {
          status,
          group: body.spec?.group,
          names: body.spec?.names,
          scope: body.spec?.scope,
          versions: body.spec?.versions.map((version: any) => ({
            name: version.name,
            served: version.served,
            storage: version.storage,
            subresources: version.subresources ?? null,
            hasSchema: Boolean(version.schema?.openAPIV3Schema),
          })),
          established: body.status?.conditions?.find(
            (condition: any) => condition.type === 'Established',
          )?.status,
        };
      };
      return {
        seldonDeployment: await read(
          'seldondeployments.machinelearning.seldon.io',
        ),
        serviceMonitor: await read('servicemonitors.monitoring.coreos.com'),
        prometheusRule: await read('prometheusrules.monitoring.coreos.com'),
        route: await read('routes.route.openshift.io'),
        httpRoute: await read('httproutes.gateway.networking.k8s.io'),
      };
    },
  },
];
