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
        kind: await send({ to: { kind: 'Deployment', name: 'a', weight: 1 } }),
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
