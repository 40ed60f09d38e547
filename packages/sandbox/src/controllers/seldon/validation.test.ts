import { reviewSeldonDeployment } from './admission';
import { PREDICTOR_SERVERS } from './predictorServers';
import type { Predictor, SeldonDeploymentSpec, SeldonVersion } from './types';
import { validateSeldonDeployment } from './validation';

const predictor = (changes: Partial<Predictor> = {}): Predictor => ({
  name: 'model',
  graph: { name: 'classifier' },
  componentSpecs: [
    { spec: { containers: [{ name: 'classifier', image: 'a' }] } },
  ],
  ...changes,
});

const server = (changes: object): Predictor => ({
  name: 'model',
  graph: { name: 'classifier', ...changes },
});

function findings(spec: SeldonDeploymentSpec, version: SeldonVersion = '1.17') {
  return validateSeldonDeployment(spec, {
    version,
    servers: PREDICTOR_SERVERS,
  }).map(({ field, value, detail }) => `${field}=${value}: ${detail}`);
}

describe('validateSeldonDeployment', () => {
  it.each<[string, SeldonDeploymentSpec, string]>([
    [
      'a protocol it does not speak',
      { protocol: 'smtp', predictors: [predictor()] },
      'spec=smtp: Invalid protocol',
    ],
    [
      'a transport it does not have',
      { transport: 'pigeon', predictors: [predictor()] },
      'spec=pigeon: Invalid transport',
    ],
    [
      'a server type it does not have',
      { serverType: 'x', predictors: [predictor()] },
      'spec=x: Invalid serverType',
    ],
    [
      'no predictors',
      { predictors: [] },
      'spec=: Graph contains no predictors',
    ],
    [
      'two predictors of one name',
      { predictors: [predictor({ traffic: 50 }), predictor({ traffic: 50 })] },
      'spec.predictors[1]=model: Duplicate predictor name',
    ],
    [
      'a graph node without a container',
      { predictors: [predictor({ graph: { name: 'other' } })] },
      "spec.predictors[0].graph=other: Can't find container for Predictive Unit",
    ],
    [
      'an unknown type without methods',
      {
        predictors: [
          predictor({ graph: { name: 'classifier', type: 'UNKNOWN_TYPE' } }),
        ],
      },
      'spec.predictors[0].graph=classifier: Predictive Unit has no implementation methods defined. Change to a known type or add what methods it defines',
    ],
    [
      'a prepackaged server without a model',
      { predictors: [server({ implementation: 'SKLEARN_SERVER' })] },
      'spec.predictors[0].graph=classifier: Predictive unit modelUri required when using standalone servers',
    ],
    [
      'a server that does not speak TensorFlow',
      {
        protocol: 'tensorflow',
        predictors: [
          server({ implementation: 'SKLEARN_SERVER', modelUri: 'gs://m' }),
        ],
      },
      'spec.predictors[0].graph=classifier: Prepackaged server does not handle tensorflow protocol SKLEARN_SERVER',
    ],
    [
      'a server that is not installed',
      { predictors: [server({ implementation: 'MY_SERVER', modelUri: 'x' })] },
      'spec.predictors[0].graph=classifier: No entry in predictors map for MY_SERVER',
    ],
    [
      'a logger without a mode',
      {
        predictors: [
          predictor({ graph: { name: 'classifier', logger: { url: 'x' } } }),
        ],
      },
      'spec.predictors[0].graph=: No logger mode specified',
    ],
    [
      'two nodes without an engine, whatever the annotation says',
      {
        predictors: [
          predictor({
            annotations: { 'seldon.io/no-engine': 'false' },
            graph: { name: 'classifier', children: [{ name: 'classifier' }] },
          }),
        ],
      },
      'spec.predictors[0]=model: Running without engine only valid for single element graphs',
    ],
    [
      'traffic that does not add up',
      {
        name: 'named',
        predictors: [
          predictor({ traffic: 50 }),
          predictor({ name: 'b', traffic: 40 }),
        ],
      },
      'spec=model: Traffic must sum to 100 for multiple predictors',
    ],
    [
      'a single predictor with half the traffic',
      { predictors: [predictor({ traffic: 50 })] },
      'spec=model: Traffic must sum be 100 for a single predictor when set',
    ],
    [
      'two shadows',
      {
        predictors: [
          predictor(),
          predictor({ name: 'b', shadow: true }),
          predictor({ name: 'c', shadow: true }),
        ],
      },
      'spec=c: Multiple shadows are not allowed',
    ],
    [
      'more shadow traffic than there is',
      {
        predictors: [
          predictor(),
          predictor({ name: 'b', shadow: true, traffic: 101 }),
        ],
      },
      'spec=b: shadow traffic is illegal, the traffic number should be between [0, 100]',
    ],
    [
      'a shadow alone',
      { predictors: [predictor({ shadow: true })] },
      'spec.predictors[0]=model: Shadow can not exist as only predictor',
    ],
    [
      'one Service name for two predictors',
      {
        predictors: ['a', 'b'].map(name =>
          predictor({
            name,
            traffic: 50,
            annotations: { 'seldon.io/svc-name': 'same' },
          }),
        ),
      },
      'spec.predictors[1]=b: Found duplicate service name in seldon.io/svc-name with value same',
    ],
    [
      'Kafka without topics',
      { serverType: 'kafka', predictors: [predictor()] },
      'spec.predictors[0]=model: For kafka please supply svcOrchSpec envs KAFKA_BROKER, KAFKA_INPUT_TOPIC, KAFKA_OUTPUT_TOPIC',
    ],
    [
      'two endpoint types in one graph',
      {
        predictors: [
          predictor({
            graph: {
              name: 'classifier',
              endpoint: { type: 'REST' },
              children: [{ name: 'classifier', endpoint: { type: 'GRPC' } }],
            },
          }),
        ],
      },
      'spec=: Multiple endpoint.types found - can only have 1 type in graph. Please use spec.transport',
    ],
    [
      'an endpoint type against the transport',
      {
        transport: 'grpc',
        predictors: [
          predictor({
            graph: { name: 'classifier', endpoint: { type: 'REST' } },
          }),
        ],
      },
      'spec=: Mixed transport types found. Remove graph endpoint.types if transport set at deployment level',
    ],
  ])('refuses %s', (_, spec, finding) => {
    expect(findings(spec)).toEqual([finding]);
  });

  it.each<[string, SeldonDeploymentSpec]>([
    ['one container', { predictors: [predictor()] }],
    [
      'a canary',
      {
        predictors: [
          predictor({ traffic: 75 }),
          predictor({ name: 'canary', traffic: 25 }),
        ],
      },
    ],
    [
      'a HuggingFace server without a model',
      {
        protocol: 'v2',
        predictors: [server({ implementation: 'HUGGINGFACE_SERVER' })],
      },
    ],
    [
      'a name far too long',
      { predictors: [predictor({ name: 'a'.repeat(300) })] },
    ],
  ])('lets %s pass', (_, spec) => {
    expect(findings(spec)).toEqual([]);
  });

  it('counts shadows in the sum of traffic only in version 1.2', () => {
    const spec = {
      predictors: [
        predictor({ traffic: 100 }),
        predictor({ name: 'b', shadow: true, traffic: 10 }),
      ],
    };
    expect(findings(spec, '1.17')).toEqual([]);
    expect(findings(spec, '1.2')).toEqual([
      'spec=model: Traffic must sum to 100 for multiple predictors',
    ]);
  });

  it('misspells TensorFlow in version 1.2', () => {
    expect(
      findings(
        {
          protocol: 'tensorflow',
          predictors: [
            server({ implementation: 'XGBOOST_SERVER', modelUri: 'gs://m' }),
          ],
        },
        '1.2',
      ),
    ).toEqual([
      'spec.predictors[0].graph=classifier: Prepackaged server does not handle tendorflow protocol XGBOOST_SERVER',
    ]);
  });
});

describe('reviewSeldonDeployment', () => {
  const review = (spec: SeldonDeploymentSpec) =>
    reviewSeldonDeployment(
      {
        apiVersion: 'machinelearning.seldon.io/v1',
        kind: 'SeldonDeployment',
        metadata: { name: 'm', namespace: 'n' },
        spec,
      },
      { version: '1.17', servers: PREDICTOR_SERVERS },
    );

  it('says who denied the request, with the misspelt group and spec.name', () => {
    expect(() =>
      review({ predictors: [predictor({ graph: { name: 'other' } })] }),
    ).toThrow(
      expect.objectContaining({
        message:
          'admission webhook "v1.vseldondeployment.kb.io" denied the request: SeldonDeployment.machinelearing.seldon.io "" is invalid: spec.predictors[0].graph: Invalid value: "other": Can\'t find container for Predictive Unit',
        status: expect.objectContaining({ code: 422, reason: 'Invalid' }),
      }),
    );
  });

  it('lists several findings in brackets', () => {
    expect(() =>
      review({ name: 'x', protocol: 'smtp', predictors: [] }),
    ).toThrow(
      'SeldonDeployment.machinelearing.seldon.io "x" is invalid: [spec: Invalid value: "smtp": Invalid protocol, spec: Invalid value: "": Graph contains no predictors]',
    );
  });
});
