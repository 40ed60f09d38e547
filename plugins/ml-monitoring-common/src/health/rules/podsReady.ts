import type { HealthStatus } from '../../contract/health';
import { ORCHESTRATOR } from '../../promql/calls';
import type { ClusterFacts } from '../facts';
import { eventEvidence, troubledSince } from '../podEvents';
import { isOver, isUnschedulable, troubleOf, type PodFact } from '../pods';
import { logsOf } from '../troubles';
import { isPassing, unreadySince } from '../passing';
import {
  isStarting,
  isStopped,
  secondsBetween,
  severityOfOutage,
  type PredictorFact,
} from '../predictors';
import { isLost } from './nodeLost';
import { readinessFailure } from './readiness';
import type { ClusterRule, Judgement, RuleContext } from './types';
import { mountFailure } from './volume';

/** Pods that are not ready though nothing tells why: rules about causes speak for the others. */
export const podsReady: ClusterRule = {
  findings: {
    'pods-ready': {
      means: 'pods are not ready, and nothing says why',
      usually:
        'the model loads slowly or its readiness probe fails: read its log',
    },
  },
  judge: (cluster, context) =>
    cluster.model.predictors
      .filter(predictor => !isStopped(predictor))
      .flatMap(predictor => {
        const pods = cluster.model.pods.filter(
          pod => pod.predictor === predictor.name && !isOver(pod),
        );
        const waiting = pods.filter(
          pod =>
            !pod.ready &&
            !isUnschedulable(pod) &&
            !isLost(cluster, pod) &&
            !readinessFailure(cluster, pod) &&
            !mountFailure(cluster, pod, context) &&
            !pod.containers.some(container => troubleOf(container)),
        );
        if (!waiting.length) {
          return [];
        }
        return [
          {
            rule: 'pods-ready',
            status: statusOf(cluster, predictor, waiting, context),
            title: `${waiting.length} of ${pods.length} ${pods.length === 1 ? 'pod' : 'pods'} of predictor "${predictor.name}" ${waiting.length === 1 ? 'is' : 'are'} not ready`,
            detail: waiting[0].message ?? waiting[0].reason,
            predictor: predictor.name,
            since: troubledSince(waiting, cluster.events),
            confidence: 'certain',
            evidence: [
              ...waiting.slice(0, 3).map(pod => ({
                kind: 'object' as const,
                object: `Pod ${pod.name}`,
                detail: `${pod.phase}; not ready: ${
                  pod.containers
                    .filter(({ ready }) => !ready)
                    .map(({ name, state }) => `${name} (${state})`)
                    .join(', ') || 'no container has been started'
                }`,
              })),
              ...eventEvidence(waiting, cluster.events),
            ],
            ...logsOfUnready(waiting),
            remedy:
              'Look at the readiness probe and the last log lines of the containers that are not ready.',
          },
        ];
      }),
};

/** New pods may take their time, whoever made them, and old ones a moment. */
function statusOf(
  cluster: ClusterFacts,
  { name }: PredictorFact,
  waiting: PodFact[],
  context: RuleContext,
): HealthStatus {
  const mayPass = waiting.every(pod => {
    const { startedAt } = pod;
    const isNew =
      startedAt === undefined
        ? isStarting(cluster, context)
        : secondsBetween(new Date(startedAt), context.now) <
          context.thresholds.progressingAfterSeconds;
    return isNew || isPassing(unreadySince(cluster, pod), context);
  });
  return mayPass ? 'progressing' : severityOfOutage(cluster, name);
}

function logsOfUnready([pod]: PodFact[]): Pick<Judgement, 'container'> {
  const running = pod.containers.filter(
    ({ ready, state }) => !ready && state === 'running',
  );
  const container =
    running.find(({ name }) => name !== ORCHESTRATOR) ?? running[0];
  return container ? { container: logsOf(container, [pod]) } : {};
}
