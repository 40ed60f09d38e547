import type { ClusterFacts, ExposureFact } from '../facts';
import { isStarting, secondsBetween } from '../predictors';
import type { ClusterRule, Judgement, RuleContext } from './types';

/** Routers take up what leads nowhere, and then answer 503 to every caller. */
export const exposureTargets: ClusterRule = {
  findings: {
    'exposure-service': {
      means:
        'the Route, Ingress or HTTPRoute leads to a Service that is not there: callers from outside get a 503',
      usually: 'a predictor was renamed, and what leads to it was not',
    },
    'exposure-port': {
      means:
        'the Route, Ingress or HTTPRoute names a port that its Service does not have',
      usually:
        'the port is called `http` from the Seldon operator on; somebody renamed it',
    },
  },
  judge: (cluster, context) =>
    (cluster.exposures ?? []).flatMap(exposure => [
      ...(exposure.missing?.length
        ? [serviceMissing(cluster, exposure, exposure.missing, context)]
        : []),
      ...(exposure.missingPorts?.length
        ? [portMissing(cluster, exposure, exposure.missingPorts, context)]
        : []),
    ]),
};

function serviceMissing(
  cluster: ClusterFacts,
  exposure: ExposureFact,
  missing: string[],
  context: RuleContext,
): Judgement {
  const { backends, kind, name } = exposure;
  const services = missing.map(each => `"${each}"`).join(', ');
  return {
    ...common(cluster, exposure, context),
    rule: 'exposure-service',
    title: `The ${kind} "${name}" leads to ${missing.length === 1 ? `the Service ${services}, which is not there` : `the Services ${services}, which are not there`}${missing.length < backends.length ? ': a part of the callers gets errors' : ''}`,
    evidence: [
      {
        kind: 'object',
        object: `${kind} ${name}`,
        detail: `leads to ${backends.join(', ')}`,
      },
      ...missing.map(each => ({
        kind: 'object' as const,
        object: `Service ${each}`,
        detail: 'not found',
      })),
    ],
    remedy: `Have the ${kind} lead to the Service of a predictor: ${cluster.model.predictors.map(({ serviceName }) => serviceName).join(', ')}.`,
  };
}

function portMissing(
  cluster: ClusterFacts,
  exposure: ExposureFact,
  ports: string[],
  context: RuleContext,
): Judgement {
  const { backends, kind, name } = exposure;
  return {
    ...common(cluster, exposure, context),
    rule: 'exposure-port',
    title: `The ${kind} "${name}" names the port ${ports.map(port => `"${port}"`).join(', ')}, which its Service does not have`,
    evidence: [
      {
        kind: 'object',
        object: `${kind} ${name}`,
        detail: `port ${ports.join(', ')}`,
      },
      ...(cluster.services ?? [])
        .filter(service => backends.includes(service.name))
        .map(service => ({
          kind: 'object' as const,
          object: `Service ${service.name}`,
          detail: `ports: ${service.ports.map(({ name: portName, port }) => `${portName ?? ''} ${port}`.trim()).join(', ')}`,
        })),
    ],
    remedy: `Give the ${kind} a port that the Service has. If the Service was changed, look for who changes what the Seldon operator writes.`,
  };
}

/** The operator makes the Services of a new model in its own time. */
function common(
  cluster: ClusterFacts,
  { changedAt, kind, name }: ExposureFact,
  context: RuleContext,
): Pick<
  Judgement,
  'status' | 'since' | 'confidence' | 'predictor' | 'explainedBy'
> {
  const isNew =
    changedAt !== undefined &&
    secondsBetween(changedAt, context.now) <
      context.thresholds.unreadyAfterSeconds;
  return {
    status: isNew || isStarting(cluster, context) ? 'progressing' : 'degraded',
    since: changedAt?.toISOString(),
    confidence: 'certain',
    predictor: cluster.model.endpoints.find(
      each => each.kind === kind && each.name === name,
    )?.predictor,
    explainedBy: ['service-missing'],
  };
}
