import { evaluateHealth } from '../health/evaluateHealth';
import type { ClusterFacts, HealthThresholds } from '../health/facts';
import { lastingCauses } from '../health/lastingCauses';
import { severityOf } from '../health/status';
import type { VersionState } from './facts';

/** So long the operator may take to pass a change on: nothing in the cluster tells that it has yet to. */
const TAKEN_UP_WITHIN_SECONDS = 5;

/** How far a predictor is, going by everything that the cluster says of it. @public */
export function versionState(
  cluster: ClusterFacts,
  version: { name: string; scaledByOthers: boolean },
  options: { thresholds: HealthThresholds; now: Date },
): VersionState {
  const { thresholds, now } = options;
  const predictor = cluster.model.predictors.find(
    ({ name }) => name === version.name,
  );
  if (!predictor) {
    return { is: 'waiting', reason: 'it is not part of the model yet' };
  }
  const { findings } = evaluateHealth(
    {
      cluster: { status: 'answered', value: cluster, asOf: now },
      metrics: { status: 'absent', message: '' },
    },
    thresholds,
    now,
  );
  const isOld = predictor.rollouts.some(({ phase }) => phase === 'pending');
  const lasting = findings.find(
    ({ rule, predictor: about, status }) =>
      about === version.name &&
      lastingCauses.has(rule) &&
      severityOf(status) >= severityOf('degraded'),
  );
  const stuck = predictor.rollouts.find(({ phase }) => phase === 'stuck');
  const open = predictor.rollouts.find(
    ({ phase, desired, available }) =>
      phase !== 'complete' ||
      available < desired ||
      (!version.scaledByOthers && desired < predictor.replicas),
  );
  if (!isOld && lasting && (open || stuck)) {
    return {
      is: 'failed',
      reason: [lasting.title, lasting.remedy]
        .filter(text => !!text)
        .join('. ')
        .replace(/\.$/, ''),
    };
  }
  if (stuck) {
    return {
      is: 'failed',
      reason: `Deployment ${stuck.deployment} is stuck${stuck.message ? `: ${stuck.message}` : ''}`,
    };
  }
  if (open) {
    const { deployment, desired, available, message } = open;
    return {
      is: 'waiting',
      reason:
        message ??
        `of ${Math.max(desired, predictor.replicas)} replicas of Deployment ${deployment} ${available} are available`,
    };
  }
  if (!cluster.readyEndpoints[predictor.serviceName]) {
    return {
      is: 'waiting',
      reason: `Service ${predictor.serviceName} has no ready endpoint`,
    };
  }
  const { specChangedAt } = cluster;
  return specChangedAt &&
    now.getTime() - specChangedAt.getTime() < TAKEN_UP_WITHIN_SECONDS * 1000
    ? { is: 'waiting', reason: 'the operator may not have seen the change yet' }
    : { is: 'ready' };
}
