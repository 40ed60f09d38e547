import fc from 'fast-check';
import type {
  GraphNodeRequest,
  PredictorRequest,
  ProvisionRequest,
} from '../../contract/provisioning';

type Protocol = 'seldon' | 'tensorflow' | 'v2';

const SERVERS: Record<Protocol, string[]> = {
  seldon: [
    'SKLEARN_SERVER',
    'XGBOOST_SERVER',
    'MLFLOW_SERVER',
    'TENSORFLOW_SERVER',
  ],
  tensorflow: ['TENSORFLOW_SERVER'],
  v2: ['SKLEARN_SERVER', 'TRITON_SERVER', 'HUGGINGFACE_SERVER'],
};

const part = fc.stringMatching(/^[a-z]([-a-z0-9]{0,14}[a-z0-9])?$/);
const labelValue = fc.stringMatching(
  /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,20}[A-Za-z0-9])?$/,
);
const image = fc.stringMatching(
  /^(registry\.example\.com(:5000)?\/)?[a-z]{1,8}\/[a-z]{1,8}(:[0-9]\.[0-9])?$/,
);
/** Whatever people type, short of what sounds like a secret. */
const anyText = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .filter(text => !/:\/\/|=|-----|_/.test(text));

const resources = fc.record(
  {
    requests: fc.constant({ cpu: '100m', memory: '64Mi' }),
    limits: fc.constant({ cpu: '1', memory: '1Gi' }),
  },
  { requiredKeys: [] },
);

const details = fc.record(
  {
    args: fc.array(anyText, { maxLength: 3 }),
    env: fc.uniqueArray(
      fc.record({
        name: fc.stringMatching(/^[A-Z]{1,8}_MODE$/),
        value: anyText,
      }),
      { selector: ({ name }) => name, maxLength: 3 },
    ),
    resources,
  },
  { requiredKeys: [] },
);

type Kind = 'own' | 'server' | 'combined';

/** A graph whose nodes have the given names, with a container for each node of its own. */
function graphOf(protocol: Protocol) {
  return fc
    .record({
      names: fc.uniqueArray(part, { minLength: 1, maxLength: 5 }),
      kinds: fc.array(
        fc.constantFrom<Kind>('own', 'server', 'server', 'combined'),
        {
          minLength: 5,
          maxLength: 5,
        },
      ),
      server: fc.constantFrom(...SERVERS[protocol]),
      secret: fc.boolean(),
      image,
      details,
    })
    .map(({ names, kinds, server, secret, image: own, details: more }) => {
      // Each node but the last holds the rest: nested as deep as there are names.
      const build = ([name, ...rest]: string[]): GraphNodeRequest => {
        const children = rest.length ? { children: [build(rest)] } : {};
        const kind = kinds[names.length - rest.length - 1];
        if (kind === 'own') {
          return { name, ...children };
        }
        if (kind === 'combined' && rest.length) {
          return { name, implementation: 'AVERAGE_COMBINER', ...children };
        }
        return {
          name,
          implementation: server,
          modelUri: 'gs://models/some/path',
          ...(secret && { envSecretRefName: 'bucket' }),
          ...children,
        };
      };
      const containers = names
        .filter((_, index) => kinds[index] === 'own')
        .map(name => ({ name, image: own, ...more }));
      return {
        graph: build(names),
        ...(containers.length && { containers }),
      };
    });
}

const size = fc.oneof(
  fc.record({ replicas: fc.integer({ min: 0, max: 5 }) }, { requiredKeys: [] }),
  fc.record({
    autoscaling: fc.record({
      minReplicas: fc.constant(1),
      maxReplicas: fc.integer({ min: 1, max: 9 }),
      cpuPercent: fc.integer({ min: 1, max: 100 }),
    }),
  }),
);

const scheduling = fc.record(
  {
    serviceAccountName: part,
    nodeSelector: fc.dictionary(part, labelValue, { maxKeys: 2 }),
    tolerations: fc.array(
      fc.record({
        key: part,
        operator: fc.constant('Equal' as const),
        value: labelValue,
        effect: fc.constantFrom('NoSchedule' as const, 'NoExecute' as const),
      }),
      { maxLength: 2 },
    ),
    orchestrator: fc.record({ resources }),
    progressDeadlineSeconds: fc.integer({ min: 1, max: 600 }),
    annotations: fc.constant({ 'seldon.io/rest-timeout': '1000' }),
    patch: fc.constantFrom<PredictorRequest['patch']>(
      { explainer: { type: 'AnchorTabular', modelUri: 'gs://models/e' } },
      'svcOrchSpec: {env: [{name: LOG_LEVEL, value: debug}]}',
      { labels: { stage: 'trial' } },
    ),
  },
  { requiredKeys: [] },
);

/** Shares of 100 for so many predictors. */
const sharesOf = (count: number) =>
  fc
    .array(fc.integer({ min: 0, max: 100 }), {
      minLength: count - 1,
      maxLength: count - 1,
    })
    .map(cuts => [0, ...cuts.sort((a, b) => a - b), 100])
    .map(edges => edges.slice(1).map((edge, index) => edge - edges[index]));

function predictorsOf(protocol: Protocol) {
  return fc
    .record({
      names: fc.uniqueArray(part, { minLength: 1, maxLength: 4 }),
      shadow: fc.boolean(),
    })
    .chain(({ names, shadow }) => {
      const answering = shadow && names.length > 1 ? names.slice(1) : names;
      return fc
        .tuple(
          sharesOf(answering.length),
          ...names.map(() => fc.tuple(graphOf(protocol), size, scheduling)),
        )
        .map(([shares, ...parts]) =>
          names.map((name, index): PredictorRequest => {
            const [graph, replicas, more] = parts[index];
            const position = answering.indexOf(name);
            return {
              name,
              ...(position < 0
                ? { shadow: true }
                : answering.length > 1 && { traffic: shares[position] }),
              ...graph,
              ...replicas,
              ...more,
            };
          }),
        );
    });
}

const deployment = fc
  .constantFrom<Protocol>('seldon', 'tensorflow', 'v2')
  .chain(protocol =>
    fc.record(
      {
        protocol: fc.constant(protocol),
        predictors: predictorsOf(protocol),
        description: anyText,
        owner: anyText,
        system: anyText,
        slo: fc.constant({ availabilityPercent: 99.5, latencyP95: '250ms' }),
        runbook: fc.constant('https://runbooks.example.com/model'),
      },
      { requiredKeys: ['protocol', 'predictors'] },
    ),
  );

/** Any request that is in order: of the platform's limits it knows nothing. */
export const arbitraryRequest: fc.Arbitrary<ProvisionRequest> = fc
  .record({
    name: fc.oneof(
      part,
      fc.stringMatching(/^[a-z]([-a-z0-9]{40,60}[a-z0-9])$/),
    ),
    deployment,
    monitored: fc.boolean(),
    customMetrics: fc.boolean(),
    exposed: fc.boolean(),
  })
  .map(({ name, deployment: model, monitored, customMetrics, exposed }) => ({
    cluster: 'local',
    namespace: 'ml-mon',
    name,
    deployment: model,
    ...(monitored && { monitoring: { customMetrics } }),
    // A host is made of the name, and its parts are at most 63 characters.
    ...(exposed && name.length < 50 && { exposure: { kind: 'auto' as const } }),
  }));
