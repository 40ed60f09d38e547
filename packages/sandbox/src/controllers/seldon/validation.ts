import type { FieldError } from '../../api/errors';
import {
  isPrepackaged,
  protocolFamily,
  type PredictorServers,
} from './predictorServers';
import {
  unitsOf,
  type Container,
  type GraphUnit,
  type Predictor,
  type SeldonDeploymentSpec,
  type SeldonVersion,
} from './types';

export interface ValidationContext {
  version: SeldonVersion;
  servers: PredictorServers;
}

type Check = (
  spec: SeldonDeploymentSpec,
  context: ValidationContext,
) => FieldError[];

const invalidField = (
  field: string,
  value: unknown,
  detail: string,
): FieldError => ({ reason: 'FieldValueInvalid', field, value, detail });

const PROTOCOLS: Record<SeldonVersion, string[]> = {
  '1.17': ['seldon', 'tensorflow', 'kfserving', 'v2'],
  '1.2': ['seldon', 'tensorflow'],
};

const enumerations: Check = (
  { protocol, transport, serverType },
  { version },
) =>
  [
    {
      detail: 'Invalid protocol',
      value: protocol,
      allowed: PROTOCOLS[version],
    },
    {
      detail: 'Invalid transport',
      value: transport,
      allowed: ['rest', 'grpc'],
    },
    {
      detail: 'Invalid serverType',
      value: serverType,
      allowed: ['rpc', 'kafka'],
    },
  ].flatMap(({ detail, value, allowed }) =>
    !value || allowed.includes(value)
      ? []
      : [invalidField('spec', value, detail)],
  );

const KAFKA_VARIABLES = [
  'KAFKA_BROKER',
  'KAFKA_INPUT_TOPIC',
  'KAFKA_OUTPUT_TOPIC',
];

const kafka: Check = ({ serverType, predictors = [] }) =>
  serverType !== 'kafka'
    ? []
    : predictors.flatMap((predictor, index) => {
        const given = predictor.svcOrchSpec?.env?.map(({ name }) => name) ?? [];
        return KAFKA_VARIABLES.every(name => given.includes(name))
          ? []
          : [
              invalidField(
                `spec.predictors[${index}]`,
                predictor.name,
                'For kafka please supply svcOrchSpec envs KAFKA_BROKER, KAFKA_INPUT_TOPIC, KAFKA_OUTPUT_TOPIC',
              ),
            ];
      });

const somePredictor: Check = ({ transport = '', predictors = [] }) =>
  predictors.length > 0
    ? []
    : [invalidField('spec', transport, 'Graph contains no predictors')];

const serviceNames: Check = ({ predictors = [] }) => {
  const names = predictors.map(
    ({ annotations }) => annotations?.['seldon.io/svc-name'],
  );
  return names.flatMap((name, index) =>
    !name || names.indexOf(name) === index
      ? []
      : [
          invalidField(
            `spec.predictors[${index}]`,
            predictors[index].name,
            `Found duplicate service name in seldon.io/svc-name with value ${name}`,
          ),
        ],
  );
};

/** Not for TensorFlow's protocol, though installed. */
const NOT_FOR_TENSORFLOW = new Set([
  'SKLEARN_SERVER',
  'XGBOOST_SERVER',
  'MLFLOW_SERVER',
  'HUGGINGFACE_SERVER',
]);

function unitProblems(
  unit: GraphUnit,
  container: Container | undefined,
  protocol: string | undefined,
  { servers, version }: ValidationContext,
): { detail: string; value?: string }[] {
  const { implementation } = unit;
  const problems: { detail: string; value?: string }[] = [];
  const complain = (detail: string) => problems.push({ detail });
  if (isPrepackaged(implementation)) {
    if (!unit.modelUri && implementation !== 'HUGGINGFACE_SERVER') {
      complain(
        'Predictive unit modelUri required when using standalone servers',
      );
    }
    if (!servers[implementation] && !container?.image) {
      complain(`No entry in predictors map for ${implementation}`);
    }
    if (
      protocolFamily(protocol) === 'tensorflow' &&
      NOT_FOR_TENSORFLOW.has(implementation)
    ) {
      const word = version === '1.2' ? 'tendorflow' : 'tensorflow';
      complain(
        `Prepackaged server does not handle ${word} protocol ${implementation}`,
      );
    }
  } else if (
    (!implementation || implementation === 'UNKNOWN_IMPLEMENTATION') &&
    !container
  ) {
    complain("Can't find container for Predictive Unit");
  }
  if (unit.type === 'UNKNOWN_TYPE' && !unit.methods?.length) {
    complain(
      'Predictive Unit has no implementation methods defined. Change to a known type or add what methods it defines',
    );
  }
  if (unit.logger && !unit.logger.mode) {
    problems.push({ value: '', detail: 'No logger mode specified' });
  }
  return problems;
}

const graphs: Check = ({ predictors = [], protocol }, context) =>
  predictors.flatMap((predictor, index) => {
    const containers = (predictor.componentSpecs ?? []).flatMap(
      ({ spec }) => spec?.containers ?? [],
    );
    const units = unitsOf(predictor.graph);
    const problemsFrom = (unit: GraphUnit, path: string): FieldError[] => [
      ...unitProblems(
        unit,
        containers.find(({ name }) => name === unit.name),
        protocol,
        context,
      ).map(({ value = unit.name, detail }) =>
        invalidField(path, value, detail),
      ),
      ...(unit.children ?? []).flatMap((child, at) =>
        problemsFrom(child, `${path}[${at}]`),
      ),
    ];
    const about = (detail: string) =>
      invalidField(`spec.predictors[${index}]`, predictor.name, detail);
    // Seldon asks whether the annotation is there, not what it says.
    const noEngine = 'seldon.io/no-engine' in (predictor.annotations ?? {});
    const isKnown =
      predictors.findIndex(({ name }) => name === predictor.name) < index;
    return [
      ...(noEngine && units.length > 1
        ? [about('Running without engine only valid for single element graphs')]
        : []),
      ...(isKnown ? [about('Duplicate predictor name')] : []),
      ...problemsFrom(predictor.graph, `spec.predictors[${index}].graph`),
    ];
  });

const endpointTypes: Check = ({ predictors = [], transport }) => {
  const types = new Set(
    predictors
      .flatMap(({ graph }) => unitsOf(graph))
      .flatMap(({ endpoint }) => endpoint?.type ?? []),
  );
  if (types.size > 1) {
    return [
      invalidField(
        'spec',
        '',
        'Multiple endpoint.types found - can only have 1 type in graph. Please use spec.transport',
      ),
    ];
  }
  const [type] = types;
  return transport && type && transport !== type.toLowerCase()
    ? [
        invalidField(
          'spec',
          '',
          'Mixed transport types found. Remove graph endpoint.types if transport set at deployment level',
        ),
      ]
    : [];
};

const sum = (predictors: Predictor[]) =>
  predictors.reduce((total, { traffic = 0 }) => total + traffic, 0);

const onlyShadow: Check = ({ predictors = [] }) => {
  const [first, ...others] = predictors;
  return first?.shadow && others.length === 0
    ? [
        invalidField(
          'spec.predictors[0]',
          first.name,
          'Shadow can not exist as only predictor',
        ),
      ]
    : [];
};

const shadows: Check = ({ predictors = [] }) =>
  predictors
    .filter(({ shadow }) => shadow)
    .flatMap(({ name, traffic: part = 0 }, index) => [
      ...(index > 0
        ? [invalidField('spec', name, 'Multiple shadows are not allowed')]
        : []),
      ...(part < 0 || part > 100
        ? [
            invalidField(
              'spec',
              name,
              'shadow traffic is illegal, the traffic number should be between [0, 100]',
            ),
          ]
        : []),
    ]);

const traffic: Check = ({ predictors = [] }, { version }) => {
  // Version 1.2 counted shadows in the sum, too.
  const judged =
    version === '1.2' ? predictors : predictors.filter(({ shadow }) => !shadow);
  const total = sum(judged);
  const complaint = (detail: string) => [
    invalidField('spec', predictors[0].name, detail),
  ];
  if (judged.length > 1 && total !== 100) {
    return complaint('Traffic must sum to 100 for multiple predictors');
  }
  return predictors.length === 1 && total > 0 && total < 100
    ? complaint('Traffic must sum be 100 for a single predictor when set')
    : [];
};

const checks: Check[] = [
  enumerations,
  kafka,
  onlyShadow,
  serviceNames,
  somePredictor,
  graphs,
  endpointTypes,
  shadows,
  traffic,
];

/** What Seldon's validating webhook finds wrong. It does not look at the length of names, at images or URI schemes. */
export function validateSeldonDeployment(
  spec: SeldonDeploymentSpec,
  context: ValidationContext,
): FieldError[] {
  return checks.flatMap(check => check(spec, context));
}
