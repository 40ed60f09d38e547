import type {
  DeploymentRequest,
  GraphNodeRequest,
  PredictorRequest,
} from '../contract/provisioning';
import {
  predictorOf,
  renderRequest,
  requestOf,
} from './__testUtils__/renderRequest';
import { readDeployment, type SeldonCapabilities } from './checkDeployment';

type Row = [why: string, request: unknown, message: string];

const withPredictor = (more: Partial<PredictorRequest>) =>
  requestOf({ predictors: [predictorOf(more)] });
const withPatch = (patch: PredictorRequest['patch']) =>
  withPredictor({ patch });
const withSpecPatch = (patch: DeploymentRequest['patch']) =>
  requestOf({ patch });
const withGraph = (
  graph: GraphNodeRequest,
  deployment: Partial<DeploymentRequest> = {},
) =>
  requestOf({
    predictors: [{ name: 'main', graph }],
    ...deployment,
  });
const withTraffic = (...shares: (number | undefined | 'shadow')[]) =>
  requestOf({
    predictors: shares.map((share, index) =>
      predictorOf({
        name: `p${index}`,
        ...(share === 'shadow' ? { shadow: true } : { traffic: share }),
      }),
    ),
  });
const withContainer = (
  more: Partial<NonNullable<PredictorRequest['containers']>[number]>,
) =>
  withPredictor({
    containers: [{ name: 'classifier', image: 'seldonio/x:1', ...more }],
  });
const withModel = (modelUri: string) =>
  withGraph({ name: 'classifier', implementation: 'SKLEARN_SERVER', modelUri });
const iris = 'gs://seldon-models/sklearn/iris';
const named = (name: string) => ({ name, image: 'seldonio/x:1' });
const field = 'deployment.predictors.0';

const refused = (rows: Row[], seldon?: SeldonCapabilities) =>
  it.each(rows)('refuses %s', (_, request, message) => {
    expect(() => renderRequest(request, { seldon })).toThrow(message);
  });

describe('before Seldon’s own admission would, a check', () => {
  refused([
    [
      'an unknown protocol',
      withSpecPatch({ protocol: 'soap' }),
      'deployment.patch.protocol: must be seldon, tensorflow, v2, kfserving (got soap)',
    ],
    [
      'an unknown transport',
      withSpecPatch({ transport: 'pigeon' }),
      'deployment.patch.transport: must be rest, grpc (got pigeon)',
    ],
    [
      'an unknown server type',
      withSpecPatch({ serverType: 'web' }),
      'deployment.patch.serverType: must be rpc, kafka (got web)',
    ],
    ['no predictors', requestOf({ predictors: [] }), 'must contain at least 1'],
    [
      'two predictors of one name',
      requestOf({ predictors: [predictorOf(), predictorOf()] }),
      'deployment.predictors: each must have a name of its own (got main twice)',
    ],
    [
      'a node without container',
      withPredictor({ containers: undefined }),
      `${field}.graph: needs a container of the same name or the implementation of a prepackaged server (got classifier)`,
    ],
    [
      'a nested node without container',
      withPredictor({
        graph: { name: 'classifier', children: [{ name: 'deeper' }] },
      }),
      `${field}.graph.children.0: needs a container of the same name`,
    ],
    [
      'UNKNOWN_TYPE without methods',
      withPatch({ graph: { type: 'UNKNOWN_TYPE' } }),
      `${field}.patch.graph.type: must be ROUTER, COMBINER, MODEL, TRANSFORMER, OUTPUT_TRANSFORMER, or the node must have methods`,
    ],
    [
      'a type that is none',
      withPatch({ graph: { type: 'ORACLE' } }),
      `${field}.patch.graph.type: must be UNKNOWN_TYPE, ROUTER`,
    ],
    [
      'a method that is none',
      withPatch({ graph: { methods: ['GUESS'] } }),
      `${field}.patch.graph.methods: must be TRANSFORM_INPUT`,
    ],
    [
      'a prepackaged server without model',
      withGraph({ name: 'classifier', implementation: 'SKLEARN_SERVER' }),
      `${field}.graph.modelUri: SKLEARN_SERVER needs one (got nothing)`,
    ],
    ...['SKLEARN', 'XGBOOST', 'MLFLOW', 'HUGGINGFACE', 'TRITON'].map(
      (server): Row => [
        `${server} with TensorFlow’s protocol`,
        withGraph(
          {
            name: 'classifier',
            implementation: `${server}_SERVER`,
            modelUri: iris,
          },
          { protocol: 'tensorflow' },
        ),
        `${field}.graph.implementation: ${server}_SERVER speaks the protocol`,
      ],
    ),
    [
      'Triton with Seldon’s protocol, for which it has no image',
      withGraph({
        name: 'classifier',
        implementation: 'TRITON_SERVER',
        modelUri: iris,
      }),
      `${field}.graph.implementation: TRITON_SERVER speaks the protocol v2, so deployment.protocol must be that (got seldon)`,
    ],
    [
      'a logger without mode',
      withPatch({ graph: { logger: { url: 'http://logs' } } }),
      `${field}.graph.logger.mode: must be all, request, response (got nothing)`,
    ],
    [
      'no engine for more than one node, whatever the annotation says',
      withPredictor({
        graph: { name: 'classifier', children: [{ name: 'b' }] },
        containers: [named('classifier'), named('b')],
        annotations: { 'seldon.io/no-engine': 'false' },
      }),
      `${field}.graph: must be a single node with the annotation seldon.io/no-engine, whatever it says (got 2 nodes)`,
    ],
    [
      'traffic of 33, 33 and 33',
      withTraffic(33, 33, 33),
      'deployment.predictors: their traffic must add up to 100 (got 99)',
    ],
    [
      'several predictors without traffic',
      withTraffic(undefined, undefined),
      'deployment.predictors: their traffic must add up to 100 (got 0)',
    ],
    [
      'traffic of 50 for the only predictor',
      withTraffic(50),
      'deployment.predictors: their traffic must add up to 100 (got 50)',
    ],
    [
      'traffic below nothing',
      withPatch({ traffic: -5 }),
      `${field}.patch.traffic: must be from 0 to 100 (got -5)`,
    ],
    [
      'two shadows',
      withTraffic(100, 'shadow', 'shadow'),
      'deployment.predictors: at most one may be a shadow (got p1, p2)',
    ],
    [
      'a shadow with more than all traffic',
      requestOf({
        predictors: [
          predictorOf(),
          predictorOf({ name: 'trial', patch: { shadow: true, traffic: 101 } }),
        ],
      }),
      'deployment.predictors.1.patch.traffic: must be from 0 to 100, for a shadow too (got 101)',
    ],
    [
      'a shadow alone',
      withTraffic('shadow'),
      'deployment.predictors: one must not be a shadow, so that somebody answers (got none)',
    ],
    [
      'two predictors of one Service',
      requestOf({
        predictors: ['a', 'b'].map((name, index) =>
          predictorOf({
            name,
            traffic: index ? 100 : 0,
            annotations: { 'seldon.io/svc-name': 'mine' },
          }),
        ),
      }),
      'deployment.predictors.1.annotations.seldon.io/svc-name: must differ between predictors (got mine twice)',
    ],
    [
      'a Service that another predictor has by its name',
      requestOf({
        predictors: [
          predictorOf({ traffic: 100 }),
          predictorOf({
            name: 'b',
            traffic: 0,
            annotations: { 'seldon.io/svc-name': 'fraud-main' },
          }),
        ],
      }),
      'must differ between predictors (got fraud-main twice)',
    ],
    [
      'Kafka without its variables',
      withSpecPatch({ serverType: 'kafka' }),
      `${field}.svcOrchSpec.env: must set KAFKA_BROKER, KAFKA_INPUT_TOPIC, KAFKA_OUTPUT_TOPIC for serverType kafka`.replace(
        'svcOrchSpec',
        'orchestrator',
      ),
    ],
    [
      'two transports in one graph',
      withPredictor({
        graph: { name: 'classifier', children: [{ name: 'b' }] },
        containers: [named('classifier'), named('b')],
        patch: {
          graph: {
            endpoint: { type: 'REST' },
            children: [{ name: 'b', endpoint: { type: 'GRPC' } }],
          },
        },
      }),
      'deployment.transport: all nodes must have the same endpoint.type (got REST and GRPC)',
    ],
    [
      'a transport that the nodes contradict',
      requestOf({
        predictors: [
          predictorOf({ patch: { graph: { endpoint: { type: 'GRPC' } } } }),
        ],
        patch: { transport: 'rest' },
      }),
      'deployment.patch.transport: must be grpc, as endpoint.type of the nodes is GRPC (got rest)',
    ],
  ]);

  refused(
    [
      [
        'a server that the cluster does not have',
        withGraph({
          name: 'classifier',
          implementation: 'MY_SERVER',
          modelUri: iris,
        }),
        `${field}.graph.implementation: must be SKLEARN_SERVER on this cluster, as predictor_servers of its seldon-config says (got MY_SERVER)`,
      ],
    ],
    {
      servers: [
        {
          name: 'SKLEARN_SERVER',
          title: 'scikit-learn',
          protocols: ['seldon'],
          needsModelUri: true,
        },
      ],
    },
  );
});

describe('where Seldon looks away, a check', () => {
  refused([
    ...[
      '../etc',
      'Fraud',
      'a_b',
      '',
      'é',
      'x'.repeat(64),
      'a b',
      '-a',
      "a';--",
    ].map((name): Row => [
      `the predictor name "${name}"`,
      withPredictor({ name }),
      name ? 'must be' : 'must be lower-case letters',
    ]),
    [
      'a model name with a dot',
      requestOf({}, { name: 'a.b' }),
      'name: must start with a letter and have no "."',
    ],
    [
      'a model name that starts with a digit',
      requestOf({}, { name: '1a' }),
      'name: must start with a letter',
    ],
    [
      'a model name of 300 letters',
      requestOf({}, { name: 'a'.repeat(300) }),
      'must be at most 253 characters',
    ],
    [
      'a namespace that climbs',
      requestOf({}, { namespace: '../kube-system' }),
      'must be lower-case letters',
    ],
    [
      '200 predictors',
      requestOf({
        predictors: Array.from({ length: 200 }, (_, index) =>
          predictorOf({ name: `p${index}` }),
        ),
      }),
      'Array must contain at most 20 element(s)',
    ],
    [
      'a graph that is thousands deep',
      withPredictor({
        graph: Array.from({ length: 5000 }).reduce<GraphNodeRequest>(
          inner => ({ name: 'a', children: [inner] }),
          { name: 'a' },
        ),
      }),
      'must be at most 20 levels deep',
    ],
    [
      'a graph of too many nodes',
      withPredictor({
        graph: {
          name: 'classifier',
          children: Array.from({ length: 20 }, (_, index) => ({
            name: `c${index}`,
            implementation: 'SIMPLE_MODEL',
            children: ['x', 'y', 'z'].map(suffix => ({
              name: `c${index}${suffix}`,
              implementation: 'SIMPLE_MODEL',
            })),
          })),
        },
      }),
      `${field}.graph: must have at most 50 nodes (got 81)`,
    ],
    [
      'a name that only a patch gives',
      withPatch({ graph: { name: 'No Name' } }),
      `${field}.patch.graph: the name must be lower-case letters, digits and "-"`,
    ],
    [
      'a container name that only a patch gives',
      withPatch({
        componentSpecs: [
          { spec: { containers: [named('classifier'), named('A B')] } },
        ],
      }),
      `${field}.patch.componentSpecs.0.spec.containers.1: the name must be lower-case letters`,
    ],
    [
      'two containers of one name',
      withPredictor({ containers: [named('classifier'), named('classifier')] }),
      `${field}.containers.1: each container of a predictor must have a name of its own (got classifier twice)`,
    ],
    [
      'two nodes of one name',
      withPredictor({
        graph: { name: 'classifier', children: [{ name: 'classifier' }] },
      }),
      `${field}.graph: each node must have a name of its own (got classifier twice)`,
    ],
    [
      'a container that no node names',
      withPredictor({ containers: [named('classifier'), named('spare')] }),
      `${field}.containers.1: must have the name of a graph node, which is classifier (got spare); a sidecar can be given in a patch`,
    ],
    [
      'a container without image that is no server',
      withContainer({ image: undefined }),
      `${field}.containers.0.image: is needed, as classifier is not a prepackaged server (got nothing)`,
    ],
    ...[
      'a b',
      'UPPER/case',
      'x:',
      'x@sha256:1',
      'http://x/y',
      'a//b',
      '-x',
    ].map((image): Row => [
      `the image "${image}"`,
      withContainer({ image }),
      `${field}.containers.0.image: must be an image such as registry.example.com/team/model:1.0 (got ${image})`,
    ]),
    [
      'the orchestrator’s port',
      withContainer({ port: 8000 }),
      `${field}.containers.0: must not listen on port 8000 or 5001, as the orchestrator beside it does (got 8000)`,
    ],
    [
      'the orchestrator’s name',
      withPredictor({
        graph: { name: 'seldon-container-engine' },
        containers: [named('seldon-container-engine')],
      }),
      `the name seldon-container-engine is the orchestrator's own`,
    ],
    [
      'two containers on one port',
      withPredictor({
        graph: { name: 'classifier', children: [{ name: 'b' }] },
        containers: [
          { ...named('classifier'), port: 7000 },
          { ...named('b'), port: 7000 },
        ],
      }),
      'each must listen on a port of its own (got 7000 twice)',
    ],
    [
      'requests above limits',
      withContainer({
        resources: { requests: { cpu: '2' }, limits: { cpu: '500m' } },
      }),
      `${field}.containers.0.resources.requests.cpu: must be at most the limit, which is 500m (got 2)`,
    ],
    [
      'a router with nothing to route to',
      withPredictor({ graph: { name: 'classifier', type: 'ROUTER' } }),
      `${field}.graph.children: a ROUTER needs at least one (got none)`,
    ],
    [
      'a combiner with nothing to combine',
      withGraph({ name: 'c', implementation: 'AVERAGE_COMBINER' }),
      `${field}.graph.children: a COMBINER needs at least one (got none)`,
    ],
    [
      'an A/B test of one',
      withPredictor({
        graph: {
          name: 'ab',
          implementation: 'RANDOM_ABTEST',
          children: [{ name: 'classifier' }],
        },
      }),
      `${field}.graph.children: RANDOM_ABTEST chooses between 2 (got 1)`,
    ],
    [
      'a selector that no node can have',
      withPredictor({ nodeSelector: { disk: 'very fast!' } }),
      `${field}.nodeSelector.disk: must be the value of a label`,
    ],
    [
      'a selector by a name that is none',
      withPredictor({ nodeSelector: { 'a b': 'c' } }),
      `${field}.nodeSelector: the name of a label must be`,
    ],
    [
      'a toleration of everything by chance',
      withPredictor({ tolerations: [{ effect: 'NoSchedule' }] }),
      `${field}.tolerations.0: without a key the operator must be Exists (got no key)`,
    ],
    [
      'a toleration that exists with a value',
      withPredictor({
        tolerations: [{ key: 'gpu', operator: 'Exists', value: 'yes' }],
      }),
      `${field}.tolerations.0: must have no value with the operator Exists (got yes)`,
    ],
    [
      'seconds that nothing counts',
      withPredictor({ tolerations: [{ key: 'gpu', tolerationSeconds: 5 }] }),
      `${field}.tolerations.0: tolerationSeconds needs the effect NoExecute (got no effect)`,
    ],
    [
      'labels by which requests would reach another model',
      withPatch({ labels: { 'seldon-app': 'payments-main' } }),
      `${field}.patch.labels.seldon-app: cannot be set: it is how Seldon finds the pods of a model (got payments-main)`,
    ],
    [
      'a label value that is none',
      withPatch({ labels: { team: 'a b' } }),
      `${field}.patch.labels.team: must be the value of a label`,
    ],
    [
      'a Service name that is none',
      withPredictor({ annotations: { 'seldon.io/svc-name': 'My Service' } }),
      `${field}.annotations.seldon.io/svc-name: must be the name of a Service`,
    ],
    [
      'no engine where Seldon does not look',
      requestOf({ annotations: { 'seldon.io/no-engine': 'true' } }),
      'deployment.annotations.seldon.io/no-engine: must be an annotation of a predictor: Seldon reads it there only',
    ],
    [
      'a separate engine where Seldon does not look',
      withPredictor({
        annotations: { 'seldon.io/engine-separate-pod': 'true' },
      }),
      `${field}.annotations.seldon.io/engine-separate-pod: must be an annotation for all predictors`,
    ],
    [
      'replicas both fixed and by load',
      withPredictor({
        replicas: 2,
        autoscaling: { minReplicas: 1, maxReplicas: 3, cpuPercent: 70 },
      }),
      `${field}.replicas: must not be set beside autoscaling (got 2)`,
    ],
  ]);
});

describe('secrets in a request', () => {
  const secret = 'hunter2hunter2';
  const uris = [
    `https://user:${secret}@models.example.com/a`,
    `https://${secret}@models.example.com/a`,
    `s3://AKIAABCDEFGHIJKLMNOP:${secret}@bucket/a`,
    `https://b.s3.amazonaws.com/a?X-Amz-Credential=${secret}&X-Amz-Date=1`,
    `https://b.s3.amazonaws.com/a?x=1&X-Amz-Signature=${secret}`,
    `https://acc.blob.core.windows.net/c/a?sv=1&sig=${secret}`,
    `https://storage.googleapis.com/b/a?X-Goog-Signature=${secret}`,
    `https://models.example.com/a?token=${secret}`,
    `https://models.example.com/a?access_token=${secret}`,
    `https://models.example.com/a?apikey=${secret}`,
    `s3://bucket/a#secret=${secret}`,
    `remote,secret_access_key=${secret}:bucket/a`,
  ];

  const messageOf = (request: unknown): string => {
    try {
      renderRequest(request);
    } catch (error) {
      return (error as Error).message;
    }
    return 'not refused';
  };

  it.each(uris)('are refused in the URI %s, and not repeated', uri => {
    const message = messageOf(withModel(uri));
    expect(message).toContain(
      `${field}.graph.modelUri: must not contain credentials: put them into a Secret in the namespace and name that in envSecretRefName`,
    );
    expect(message).not.toContain(secret);
  });

  it.each([
    ['an explainer', withPatch({ explainer: { modelUri: uris[0] } })],
    ['an argument', withContainer({ args: [`--store=${uris[0]}`] })],
    ['a variable', withContainer({ env: [{ name: 'STORE', value: uris[1] }] })],
    [
      'a logger',
      withPatch({ graph: { logger: { mode: 'all', url: uris[0] } } }),
    ],
    ['a patch as YAML', withPatch(`explainer: {modelUri: "${uris[0]}"}`)],
    ['a runbook', requestOf({ runbook: uris[0] })],
  ])('are refused in %s, and not repeated', (_, request) => {
    const message = messageOf(request);
    expect(message).toContain('must not contain credentials');
    expect(message).not.toContain(secret);
  });

  it.each([
    'PASSWORD',
    'DB_PASSWORD',
    'DB_PWD',
    'API_TOKEN',
    'apiKey',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_ACCESS_KEY_ID',
    'CLIENT_SECRET',
    'GOOGLE_CREDENTIALS',
  ])('are refused in the variable %s', name => {
    const message = messageOf(
      withContainer({ env: [{ name, value: secret }] }),
    );
    expect(message).toContain(
      `${field}.containers.0.env.0.value: the variable ${name} sounds like a secret: put it into a Secret in the namespace and refer to it with secretRef`,
    );
    expect(message).not.toContain(secret);
  });

  it.each([
    { name: 'PASSWORD', secretRef: { name: 'db', key: 'password' } },
    { name: 'TOKENIZERS_PARALLELISM', value: 'false' },
    { name: 'MAX_TOKENS', value: '256' },
    { name: 'PAD_TOKEN', value: '<pad>' },
    { name: 'PRINT_TOKEN', value: 'false' },
    { name: 'PASSWORD_FILE', value: '/run/secrets/db' },
    { name: 'PRIMARY_KEY', value: 'customer' },
    { name: 'CONTACT', value: 'ml@example.com' },
    { name: 'PATH', value: '/usr/bin:/bin' },
  ])('are not suspected in %j', variable => {
    expect(messageOf(withContainer({ env: [variable] }))).toBe('not refused');
  });

  it.each([
    'gs://seldon-models/sklearn/iris',
    's3://bucket/a/b.joblib',
    'https://models.example.com/a?version=3',
    'pvc://claim/path',
    'hdfs://namenode/a',
    'minio:bucket/a',
    'gs://bucket/model@v2',
    '/mnt/models',
  ])('are not suspected in the URI %s', uri => {
    expect(messageOf(withModel(uri))).toBe('not refused');
  });

  it.each([
    'not a uri',
    'gs://',
    'iris',
    ':s3,env:b',
    'gs://a\nb',
    ':s3:bucket',
  ])('are not the only thing wrong with a URI such as "%s"', uri => {
    expect(messageOf(withModel(uri))).toContain(
      `${field}.graph.modelUri: must be where a model is found`,
    );
  });
});

describe('a refusal', () => {
  it('names everything that is wrong, up to a bound', () => {
    const containers = Array.from({ length: 9 }, (_, index) =>
      named(`c${index}`),
    );
    expect(() =>
      renderRequest(
        withPredictor({ containers: [named('classifier'), ...containers] }),
      ),
    ).toThrow(
      /^deployment\.predictors\.0\.containers\.1: .*; deployment\.predictors\.0\.containers\.2: .*; and 4 more$/,
    );
  });

  it.each<Row>([
    [
      'a text where a number belongs',
      withPatch({ traffic: 'all' }),
      `${field}.patch.traffic: is not what a SeldonDeployment takes there (got: Expected number, received string)`,
    ],
    [
      'no graph',
      withPatch({ graph: null }),
      `${field}.patch.graph: is not what a SeldonDeployment takes there (got: Required)`,
    ],
    [
      'a graph as a list',
      withPatch({ graph: [] }),
      `${field}.patch.graph: is not what a SeldonDeployment takes there`,
    ],
  ])('says which type is wrong: %s', (_, request, message) => {
    expect(() => renderRequest(request)).toThrow(message);
  });
});

describe('a SeldonDeployment that no request stands behind', () => {
  it('is refused by its own fields', () => {
    expect(() =>
      readDeployment({
        metadata: { name: 'fraud', namespace: 'ml-mon', labels: {} },
        spec: {
          predictors: [
            {
              name: 'main',
              graph: {
                name: 'a',
                implementation: 'SKLEARN_SERVER',
                modelUri: 'https://u:p@host/a',
              },
            },
          ],
        },
      }),
    ).toThrow('spec.predictors.0.graph.modelUri: must not contain credentials');
  });
});

describe('what works but deserves a look', () => {
  it.each<Row>([
    [
      'a hashed name',
      requestOf({}, { name: 'a'.repeat(60) }),
      'is longer than 63 characters, so Seldon calls the Service of predictor main "seldon-',
    ],
    [
      'no replicas',
      withPredictor({ replicas: 0 }),
      'Predictor main has 0 replicas: it answers nobody, and Seldon never calls the model Available',
    ],
    [
      'scaling by a share of nothing',
      withPredictor({
        autoscaling: { minReplicas: 1, maxReplicas: 3, cpuPercent: 70 },
      }),
      'Predictor main is to be scaled by cpu, but classifier requests none: unless the namespace has a default, it will not be scaled',
    ],
    [
      'traffic that nothing splits yet',
      withTraffic(90, 10),
      'Requests are only divided between p0, p1 once the model is exposed by what can do it',
    ],
  ])('is said of %s', (_, request, warning) => {
    expect(renderRequest(request).warnings).toEqual([
      expect.stringContaining(warning),
    ]);
  });

  it('is nothing where the Service has a name of its own', () => {
    const { warnings } = renderRequest(
      requestOf(
        {
          predictors: [
            predictorOf({ annotations: { 'seldon.io/svc-name': 'mine' } }),
          ],
        },
        { name: 'a'.repeat(60) },
      ),
    );
    expect(warnings).toEqual([]);
  });
});
