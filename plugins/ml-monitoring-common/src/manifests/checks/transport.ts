import { nodesOf } from '../shape';
import type { Check, Problem } from './types';

const CHOICES = {
  protocol: ['seldon', 'tensorflow', 'v2', 'kfserving'],
  transport: ['rest', 'grpc'],
  serverType: ['rpc', 'kafka'],
};
const KAFKA_VARIABLES = [
  'KAFKA_BROKER',
  'KAFKA_INPUT_TOPIC',
  'KAFKA_OUTPUT_TOPIC',
];

/** How requests reach the model. */
export const transport: Check = ({ spec }) => {
  const problems: Problem[] = [];
  for (const [field, allowed] of Object.entries(CHOICES)) {
    const got = spec[field as keyof typeof CHOICES];
    if (got && !allowed.includes(got)) {
      problems.push({
        path: [field],
        message: `must be ${allowed.join(', ')} (got ${got})`,
      });
    }
  }
  if (spec.serverType === 'kafka') {
    spec.predictors.forEach(({ svcOrchSpec }, index) => {
      const given = svcOrchSpec?.env.map(({ name }) => name) ?? [];
      const missing = KAFKA_VARIABLES.filter(name => !given.includes(name));
      if (missing.length) {
        problems.push({
          path: ['predictors', index, 'svcOrchSpec', 'env'],
          message: `must set ${KAFKA_VARIABLES.join(', ')} for serverType kafka (${missing.join(', ')} missing)`,
        });
      }
    });
  }
  const types = new Set(
    spec.predictors.flatMap(({ graph }) =>
      nodesOf(graph).flatMap(({ endpoint }) => endpoint?.type ?? []),
    ),
  );
  const [type] = types;
  if (types.size > 1) {
    problems.push({
      path: ['transport'],
      message: `all nodes must have the same endpoint.type (got ${[...types].join(' and ')}); leave it out of the nodes and set the transport instead`,
    });
  } else if (type && spec.transport && spec.transport !== type.toLowerCase()) {
    problems.push({
      path: ['transport'],
      message: `must be ${type.toLowerCase()}, as endpoint.type of the nodes is ${type} (got ${spec.transport})`,
    });
  }
  return problems;
};
