import {
  lastingCauses,
  type Finding,
  type HealthReport,
  type ModelDetail,
} from 'backstage-plugin-ml-monitoring-common';

/** Whether a model has come up. */
export type Readiness =
  | { state: 'ready' }
  /** What is still missing, one phrase each. */
  | { state: 'waiting'; missing: string[] }
  /** It will not come up by waiting. */
  | { state: 'failing'; reason: string; cause?: Cause; missing: string[] };

/** The finding behind a failure. */
export type Cause = Pick<Finding, 'rule' | 'predictor'>;

type Predictor = ModelDetail['predictors'][number];
type Endpoint = ModelDetail['endpoints'][number];

/** What waiting does not help, in the words of a pod, for when the verdict could not be had. */
const LASTING_POD_REASONS = new Set([
  'CrashLoopBackOff',
  'CreateContainerConfigError',
  'CreateContainerError',
  'ErrImageNeverPull',
  'ErrImagePull',
  'ImageInspectError',
  'ImagePullBackOff',
  'InvalidImageName',
  'RunContainerError',
]);

/**
 * Ready means: the newest spec is rolled out, every predictor that is to run answers, and every address is taken up. The
 * operator's own `Available` is not enough: it can still speak of the version before.
 */
export function judgeReadiness(
  model: ModelDetail,
  report?: HealthReport,
): Readiness {
  const missing = [
    ...model.predictors.flatMap(missingOfPredictor),
    ...missingOfState(model),
    ...missingOfNodes(report),
    ...missingOfAnswers(report),
    ...model.endpoints.flatMap(missingOfEndpoint),
  ];
  if (missing.length === 0) {
    return { state: 'ready' };
  }
  // Until the operator has taken up the newest spec, every failure is the old one's.
  const isPending = model.predictors.some(({ rollouts }) =>
    rollouts.some(({ phase }) => phase === 'pending'),
  );
  const failure = isPending ? undefined : lastingFailure(model, report);
  return failure
    ? { state: 'failing', ...failure, missing }
    : { state: 'waiting', missing };
}

function missingOfPredictor(predictor: Predictor): string[] {
  if (predictor.rollouts.length === 0) {
    return predictor.replicas > 0
      ? [`predictor ${predictor.name} has no Deployment yet`]
      : [];
  }
  return predictor.rollouts.flatMap(
    ({ deployment, desired, updated, ready, available, phase, message }) => {
      if (phase === 'pending') {
        return [`Deployment ${deployment} is not of the newest spec yet`];
      }
      if (phase === 'complete' && ready >= desired) {
        return [];
      }
      const why = message ? ` (${message})` : '';
      return [
        `predictor ${predictor.name}: ${ready} of ${desired} replicas ready, ${updated} of the newest version, ${available} available${why}`,
      ];
    },
  );
}

function missingOfState({
  state,
  stateDescription,
  predictors,
}: ModelDetail): string[] {
  // The operator never calls a model without replicas Available.
  if (state === 'Available' || predictors.every(p => p.replicas === 0)) {
    return [];
  }
  if (!state) {
    return ['the Seldon operator has reported no state yet'];
  }
  return [
    `the SeldonDeployment is ${state}${stateDescription ? `: ${stateDescription}` : ''}`,
  ];
}

/** A node may yet be added, or a volume be bound. */
function missingOfNodes(report?: HealthReport): string[] {
  return (report?.findings ?? [])
    .filter(({ rule }) => ['unschedulable', 'volume'].includes(rule))
    .map(({ title, detail }) => because(title, detail));
}

const UNANSWERED = ['endpoints', 'service-missing', 'service-selector'];

/** Ready pods that no Service leads to answer nobody. */
function missingOfAnswers(report?: HealthReport): string[] {
  return (report?.findings ?? [])
    .filter(
      ({ rule, status }) => UNANSWERED.includes(rule) && status !== 'healthy',
    )
    .map(({ title }) => title);
}

function missingOfEndpoint(endpoint: Endpoint): string[] {
  const { kind, name, url, admitted } = endpoint;
  // An Ingress has no way of saying that it was taken up.
  const isUp =
    kind === 'Service' ||
    admitted === true ||
    (kind === 'Ingress' && admitted === undefined && url !== undefined);
  return isUp ? [] : [`${kind} ${name} is not admitted yet`];
}

function lastingFailure(
  model: ModelDetail,
  report?: HealthReport,
): { reason: string; cause: Cause } | undefined {
  const findings = report?.findings ?? [];
  const cause = findings.find(
    ({ rule, status }) =>
      lastingCauses.has(rule) &&
      (status === 'failing' || status === 'degraded'),
  );
  if (cause) {
    const { rule, predictor } = cause;
    return {
      reason: inWords(cause),
      cause: { rule, predictor },
    };
  }
  const [fact] = lastingFacts(model);
  if (!fact) {
    return undefined;
  }
  const remedy = findings.find(
    ({ rule, predictor }) =>
      rule === fact.rule &&
      (fact.predictor === undefined || predictor === fact.predictor),
  )?.remedy;
  return {
    reason: sentences([fact.says, remedy]),
    cause: { rule: fact.rule, predictor: fact.predictor },
  };
}

/** What the cluster says outright, for when no finding tells the cause. */
function lastingFacts(model: ModelDetail): (Cause & { says: string })[] {
  return [
    ...model.pods
      .filter(({ reason }) => reason && LASTING_POD_REASONS.has(reason))
      .map(({ name, predictor, reason, message }) => ({
        rule: 'pods-ready',
        predictor,
        says: because(`pod ${name}: ${reason}`, message),
      })),
    ...(model.state === 'Failed'
      ? [
          {
            rule: 'seldon-state',
            says: because(
              'the SeldonDeployment is Failed',
              model.stateDescription,
            ),
          },
        ]
      : []),
    ...model.predictors.flatMap(({ name, rollouts }) =>
      rollouts
        .filter(({ phase }) => phase === 'stuck')
        .map(({ deployment, message }) => ({
          rule: 'rollout',
          predictor: name,
          says: because(`Deployment ${deployment} is stuck`, message),
        })),
    ),
    ...model.endpoints
      // The operator makes the Service of a new model in its own time.
      .filter(
        ({ admitted, reason }) =>
          admitted === false && reason !== 'BackendNotFound',
      )
      .map(({ kind, name, predictor, reason, message }) => ({
        rule: 'exposure',
        predictor,
        says: because(
          `${kind} ${name} is not admitted${reason ? ` (${reason})` : ''}`,
          message,
        ),
      })),
  ];
}

function because(what: string, message?: string): string {
  return message ? `${what}: ${message}` : what;
}

function inWords({ title, detail, remedy }: Finding): string {
  return sentences([title, detail, remedy]);
}

function sentences(parts: (string | undefined)[]): string {
  return parts
    .filter(part => !!part)
    .map(part => part!.replace(/[.\s]+$/, ''))
    .join('. ');
}
