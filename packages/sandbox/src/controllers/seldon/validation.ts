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

const somePredictor: Check = ({ name = '', predictors = [] }) =>
  predictors.length > 0
    ? []
    : [invalidField('spec', name, 'Graph contains no predictors')];

const predictorNames: Check = ({ predictors = [] }) =>
  predictors.flatMap(({ name }, index) =>
    predictors.findIndex(other => other.name === name) === index
      ? []
      : [
          invalidField(
            `spec.predictors[${index}]`,
            name,
            'Duplicate predictor name',
          ),
        ],
  );

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
            name,
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
): string[] {
  const { implementation } = unit;
  const problems: string[] = [];
  if (isPrepackaged(implementation)) {
    if (!unit.modelUri && implementation !== 'HUGGINGFACE_SERVER') {
      problems.push(
        'Predictive unit modelUri required when using standalone servers',
      );
    }
    if (!servers[implementation] && !container?.image) {
      problems.push(`No entry in predictors map for ${implementation}`);
    }
    if (
      protocolFamily(protocol) === 'tensorflow' &&
      NOT_FOR_TENSORFLOW.has(implementation)
    ) {
      const word = version === '1.2' ? 'tendorflow' : 'tensorflow';
      problems.push(
        `Prepackaged server does not handle ${word} protocol ${implementation}`,
      );
    }
  } else if (
    (!implementation || implementation === 'UNKNOWN_IMPLEMENTATION') &&
    !container
  ) {
    problems.push("Can't find container for Predictive Unit");
  }
  if (unit.type === 'UNKNOWN_TYPE' && !unit.methods?.length) {
    problems.push(
      'Predictive Unit has no implementation methods defined. Change to a known type or add what methods it defines',
    );
  }
  if (unit.logger && !unit.logger.mode) {
    problems.push('No logger mode specified');
  }
  return problems;
}

const graphs: Check = ({ predictors = [], protocol }, context) =>
  predictors.flatMap((predictor, index) => {
    const containers = (predictor.componentSpecs ?? []).flatMap(
      ({ spec }) => spec?.containers ?? [],
    );
    const units = unitsOf(predictor.graph);
    const errors = units.flatMap(unit =>
      unitProblems(
        unit,
        containers.find(({ name }) => name === unit.name),
        protocol,
        context,
      ).map(detail =>
        invalidField(`spec.predictors[${index}].graph`, unit.name, detail),
      ),
    );
    // Seldon asks whether the annotation is there, not what it says.
    const noEngine = 'seldon.io/no-engine' in (predictor.annotations ?? {});
    if (noEngine && units.length > 1) {
      errors.push(
        invalidField(
          `spec.predictors[${index}]`,
          predictor.name,
          'Running without engine only valid for single element graphs',
        ),
      );
    }
    return errors;
  });

const endpointTypes: Check = ({ name = '', predictors = [], transport }) => {
  const types = new Set(
    predictors
      .flatMap(({ graph }) => unitsOf(graph))
      .flatMap(({ endpoint }) => endpoint?.type ?? []),
  );
  if (types.size > 1) {
    return [
      invalidField(
        'spec',
        name,
        'Multiple endpoint.types found - can only have 1 type in graph. Please use spec.transport',
      ),
    ];
  }
  const [type] = types;
  return transport && type && transport !== type.toLowerCase()
    ? [
        invalidField(
          'spec',
          name,
          'Mixed transport types found. Remove graph endpoint.types if transport set at deployment level',
        ),
      ]
    : [];
};

const sum = (predictors: Predictor[]) =>
  predictors.reduce((total, { traffic = 0 }) => total + traffic, 0);

const traffic: Check = ({ name = '', predictors = [] }, { version }) => {
  const shadows = predictors.filter(({ shadow }) => shadow);
  // Version 1.2 counted shadows in the sum, too.
  const judged =
    version === '1.2' ? predictors : predictors.filter(({ shadow }) => !shadow);
  const problems: string[] = [];
  if (shadows.length > 1) {
    problems.push('Multiple shadows are not allowed');
  }
  if (shadows.some(({ traffic: part = 0 }) => part < 0 || part > 100)) {
    problems.push(
      'shadow traffic is illegal, the traffic number should be between [0, 100]',
    );
  }
  if (predictors.length > 0 && shadows.length === predictors.length) {
    problems.push('Shadow can not exist as only predictor');
  }
  if (judged.length > 1 && sum(judged) !== 100) {
    problems.push('Traffic must sum to 100 for multiple predictors');
  }
  if (judged.length === 1 && sum(judged) > 0 && sum(judged) < 100) {
    problems.push('Traffic must sum be 100 for a single predictor when set');
  }
  return problems.map(detail => invalidField('spec', name, detail));
};

const checks: Check[] = [
  enumerations,
  kafka,
  somePredictor,
  predictorNames,
  serviceNames,
  graphs,
  endpointTypes,
  traffic,
];

/** What Seldon's validating webhook finds wrong. It does not look at the length of names, at images or URI schemes. */
export function validateSeldonDeployment(
  spec: SeldonDeploymentSpec,
  context: ValidationContext,
): FieldError[] {
  return checks.flatMap(check => check(spec, context));
}
