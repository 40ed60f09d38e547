import { until } from '../../control-plane/until';
import {
  expectSuccess,
  type Check,
  type ResourceName,
  type Subject,
} from '../Check';
import { predictor, seldonDeployment } from '../objects';
import { models } from './models';

const availableMilliseconds = 180_000;

const graph = (more: object) => ({
  graph: { name: 'classifier', type: 'MODEL', ...more },
});
const server = (more: object) => ({
  graph: {
    name: 'classifier',
    implementation: 'SKLEARN_SERVER',
    modelUri: 'gs://models/iris',
    ...more,
  },
  componentSpecs: undefined,
});
const spec = (...predictors: object[]) => ({ predictors });

/** One SeldonDeployment per rule of the webhook, and some that break several. */
const refused: Record<string, object> = {
  protocol: { ...spec(predictor('a')), protocol: 'grpc' },
  transport: { ...spec(predictor('a')), transport: 'http' },
  serverType: { ...spec(predictor('a')), serverType: 'batch' },
  'no predictors': spec(),
  'no predictors, with a name': { name: 'fraud', predictors: [] },
  'the same name twice': spec(
    predictor('a', { traffic: 50 }),
    predictor('a', { traffic: 50 }),
  ),
  'no container': spec(predictor('a', graph({ name: 'other' }))),
  'a child without a container': spec(
    predictor('a', graph({ children: [{ name: 'other', type: 'MODEL' }] })),
  ),
  'no methods': spec(predictor('a', graph({ type: 'UNKNOWN_TYPE' }))),
  'no model URI': spec(predictor('a', server({ modelUri: undefined }))),
  'a server without the protocol': {
    ...spec(predictor('a', server({}))),
    protocol: 'tensorflow',
  },
  'an unknown server': spec(
    predictor('a', server({ implementation: 'NO_SERVER' })),
  ),
  'an unknown server without a URI': spec(
    predictor('a', server({ implementation: 'NO_SERVER', modelUri: '' })),
  ),
  'a logger without a mode': spec(
    predictor('a', graph({ logger: { url: 'http://logger' } })),
  ),
  'no engine for a graph': spec(
    predictor('a', {
      ...graph({ children: [{ name: 'classifier', type: 'MODEL' }] }),
      annotations: { 'seldon.io/no-engine': 'false' },
    }),
  ),
  'traffic that is no whole': spec(
    predictor('a', { traffic: 33 }),
    predictor('b', { traffic: 33 }),
    predictor('c', { traffic: 33 }),
  ),
  'no traffic given': spec(predictor('a'), predictor('b')),
  'a part for one alone': spec(predictor('a', { traffic: 50 })),
  'two shadows': spec(
    predictor('a'),
    predictor('b', { shadow: true }),
    predictor('c', { shadow: true }),
  ),
  'too much for a shadow': spec(
    predictor('a'),
    predictor('b', { shadow: true, traffic: 120 }),
  ),
  'nothing but a shadow': spec(predictor('a', { shadow: true })),
  'a service name twice': spec(
    predictor('a', {
      traffic: 50,
      annotations: { 'seldon.io/svc-name': 'same' },
    }),
    predictor('b', {
      traffic: 50,
      annotations: { 'seldon.io/svc-name': 'same' },
    }),
  ),
  'kafka without its variables': {
    ...spec(predictor('a')),
    serverType: 'kafka',
  },
  'two types of endpoints': spec(
    predictor('a', {
      ...graph({
        endpoint: { type: 'REST' },
        children: [
          { name: 'classifier', type: 'MODEL', endpoint: { type: 'GRPC' } },
        ],
      }),
    }),
  ),
  'a transport and another type': {
    ...spec(predictor('a', graph({ endpoint: { type: 'GRPC' } }))),
    transport: 'rest',
  },
  'two mistakes in two places': {
    ...spec(predictor('a', graph({ name: 'other' })), predictor('b')),
    protocol: 'grpc',
  },
};

const decoded = (text: string) =>
  JSON.parse(Buffer.from(text, 'base64').toString('utf8'));

const byName = (left: { name: string }, right: { name: string }) =>
  left.name < right.name ? -1 : 1;

/** As much of the graph as the orchestrator goes by. */
const nodeOf = ({ name, type, endpoint, children }: any): object => ({
  name,
  type,
  endpoint: endpoint && [
    endpoint.service_host,
    endpoint.httpPort,
    endpoint.grpcPort,
  ],
  children: (children ?? []).map(nodeOf),
});

const graphOf = ({ name, graph: root }: any) => ({ name, graph: nodeOf(root) });

/** The orchestrator reads its graph from a variable; the order of variables means nothing. */
const environmentOf = (env: any[] = []) =>
  Object.fromEntries(
    env.map(({ name, value = '', valueFrom }) => [
      name,
      name === 'ENGINE_PREDICTOR'
        ? graphOf(decoded(value))
        : (valueFrom ?? value),
    ]),
  );

const containerOf = ({ env, ports, ...container }: any) => ({
  ...container,
  env: environmentOf(env),
  ports: [...(ports ?? [])].sort(byName),
});

const sortedByName = (list: any[] = []) => [...list].sort(byName);

const ownAnnotations = (annotations: Record<string, string> = {}) =>
  Object.fromEntries(
    Object.entries(annotations).filter(
      ([name]) =>
        !name.startsWith('deployment.kubernetes.io/') &&
        name !== 'seldon.io/last-applied',
    ),
  );

function deploymentFacts({ metadata, spec: of }: any) {
  const { template, ...rest } = of;
  return {
    labels: metadata.labels,
    annotations: ownAnnotations(metadata.annotations),
    ...rest,
    template: {
      labels: template.metadata.labels,
      annotations: template.metadata.annotations ?? {},
      ...template.spec,
      containers: sortedByName(template.spec.containers).map(containerOf),
      initContainers: sortedByName(template.spec.initContainers).map(
        containerOf,
      ),
      volumes: sortedByName(template.spec.volumes),
    },
  };
}

function serviceFacts({ metadata, spec: of }: any) {
  const { clusterIP: _, clusterIPs: __, ...rest } = of;
  return {
    labels: metadata.labels,
    annotations: metadata.annotations ?? {},
    ...rest,
  };
}

const plainFacts = ({ metadata, spec: of }: any) => ({
  labels: metadata.labels ?? {},
  ...of,
});

const kinds: [ResourceName, (object: any) => object][] = [
  ['deployments', deploymentFacts],
  ['services', serviceFacts],
  ['horizontalpodautoscalers', plainFacts],
  ['poddisruptionbudgets', plainFacts],
];

/** Whether every autoscaler has brought its Deployment to where it may be. */
async function isScaled(subject: Subject): Promise<boolean> {
  const items = async (resource: ResourceName) =>
    (await subject.request({ path: subject.path(resource) })).body
      .items as any[];
  const deployments = await items('deployments');
  return (await items('horizontalpodautoscalers')).every(({ spec: of }) => {
    const target = deployments.find(
      ({ metadata }) => metadata.name === of.scaleTargetRef.name,
    );
    return target?.status?.readyReplicas >= of.minReplicas;
  });
}

/** While a Deployment scales, the state is behind its conditions. */
const isReady = ({ conditions = [] }: { conditions?: any[] }) =>
  conditions.every(({ status }) => status === 'True');

async function madeFor(subject: Subject, owner: string) {
  const facts: Record<string, object> = {};
  for (const [resource, factsOf] of kinds) {
    const { body } = await subject.request({ path: subject.path(resource) });
    for (const object of body.items) {
      const isOurs = object.metadata.ownerReferences?.some(
        ({ kind, name }: any) => kind === 'SeldonDeployment' && name === owner,
      );
      if (isOurs) {
        facts[`${resource} ${object.metadata.name}`] = factsOf(object);
      }
    }
  }
  return facts;
}

export const seldonRefusalCheck: Check = {
  title: 'Seldon: refuses what breaks its rules, in the same words',
  async observe(subject) {
    const facts: Record<string, unknown> = {};
    for (const [title, broken] of Object.entries(refused)) {
      const { status, body } = await subject.request({
        method: 'POST',
        path: subject.path('seldondeployments'),
        query: { dryRun: 'All' },
        body: { ...seldonDeployment('model'), spec: broken },
      });
      facts[title] = { status, reason: body.reason, message: body.message };
    }
    return facts;
  },
};

export const seldonChecks: Check[] = [
  seldonRefusalCheck,
  ...Object.entries(models).map(([title, manifest]): Check => ({
    title: `Seldon: makes of ${title} the same objects`,
    async observe(subject) {
      const { name } = manifest.metadata;
      expectSuccess(
        await subject.request({
          method: 'POST',
          path: `/api/v1/namespaces/${subject.namespace}/secrets`,
          body: {
            apiVersion: 'v1',
            kind: 'Secret',
            metadata: { name: 'credentials' },
            stringData: { RCLONE_CONFIG_S3_TYPE: 's3' },
          },
        }),
      );
      expectSuccess(
        await subject.request({
          method: 'POST',
          path: subject.path('seldondeployments'),
          body: manifest,
        }),
      );
      let status: any;
      await until(
        async () => {
          if (!(await isScaled(subject))) return false;
          const { body } = await subject.request({
            path: subject.path('seldondeployments', name),
          });
          status = body.status;
          return status?.state === 'Available' && isReady(status);
        },
        {
          what: `${name} to be Available`,
          timeoutMilliseconds: availableMilliseconds,
        },
      );
      return { status, ...(await madeFor(subject, name)) };
    },
  })),
];
