import type { HealthStatus } from '../../contract/health';
import type { ClusterFacts, EventFact } from '../facts';
import { isPassing, unreadySince } from '../passing';
import { eventAsEvidence } from '../podEvents';
import { troubleOf, type ContainerFact, type PodFact } from '../pods';
import {
  logsOf,
  ownerOf,
  podEvidence,
  troubledContainers,
  type TroubledContainer,
} from '../troubles';
import {
  isStarting,
  isStopped,
  secondsBetween,
  severityOfOutage,
} from '../predictors';
import { ORCHESTRATOR } from '../../promql/calls';
import type { ClusterRule, Judgement, RuleContext } from './types';

const FAILED = /^Readiness probe (failed|errored)/;
/** So many failures, of late, are more than a hiccup even where the pod is ready in between. */
const REPEATED = 5;
const LATELY_SECONDS = 120;

/** Pods that run and say themselves that they cannot answer. */
export const readiness: ClusterRule = {
  findings: {
    readiness: {
      means:
        'the readiness probe of a container fails, so that its pod gets no requests; what the probe was answered is shown',
      usually:
        'the model still loads, its server does not open the port that is probed, or its own check of itself fails',
    },
  },
  judge: (cluster, context) => {
    const meant = cluster.model.predictors
      .filter(each => !isStopped(each))
      .map(({ name }) => name);
    return troubledContainers(cluster, (pod, container) => {
      const failure = readinessFailure(cluster, pod);
      return failure?.container === container &&
        meant.includes(pod.predictor ?? '')
        ? statusOf(cluster, pod, failure.event, context)
        : undefined;
    }).map(troubled => judge(cluster, troubled));
  },
};

function judge(cluster: ClusterFacts, troubled: TroubledContainer): Judgement {
  const { container, pods, predictor, status } = troubled;
  const event = readinessFailure(cluster, pods[0])?.event;
  return {
    rule: 'readiness',
    status,
    title: `The container "${container.name}" of ${ownerOf(troubled)} ${pods[0].ready ? 'fails its readiness probe again and again' : 'is not ready: its readiness probe fails'}`,
    detail: event?.message,
    predictor,
    since: event?.firstSeen?.toISOString(),
    confidence: 'certain',
    evidence: [
      ...(event ? [eventAsEvidence(event)] : []),
      ...podEvidence(troubled, []),
    ],
    remedy:
      'Read the last log lines of the container. If it is merely slow, give the probe more time; else compare path and port of the probe with what the container serves.',
    container: { ...logsOf(container, pods), previous: false },
  };
}

/**
 * The orchestrator is not ready while anything behind it is not: where a model container fails too, that one is the cause.
 */
export function readinessFailure(
  { events }: ClusterFacts,
  pod: PodFact,
): { container: ContainerFact; event: EventFact } | undefined {
  const failures = events.filter(
    ({ message, object, reason }) =>
      object === `Pod ${pod.name}` &&
      reason === 'Unhealthy' &&
      FAILED.test(message),
  );
  const unready = pod.containers.filter(({ ready }) => !ready);
  const candidates = (unready.length ? unready : pod.containers).filter(
    each => each.state === 'running' && !troubleOf(each),
  );
  const models = candidates.filter(({ name }) => name !== ORCHESTRATOR);
  const isWaitedFor = unready.some(
    ({ name }) =>
      name !== ORCHESTRATOR && !models.some(each => each.name === name),
  );
  const suspects = isWaitedFor ? models : [...models, ...candidates];
  const [first] = suspects.flatMap(container => {
    const event = failures.find(
      each => (each.container ?? container.name) === container.name,
    );
    return event ? [{ container, event }] : [];
  });
  return first;
}

function statusOf(
  cluster: ClusterFacts,
  pod: PodFact,
  event: EventFact,
  context: RuleContext,
): HealthStatus | undefined {
  const isNew =
    pod.startedAt === undefined
      ? isStarting(cluster, context)
      : secondsBetween(new Date(pod.startedAt), context.now) <
        context.thresholds.progressingAfterSeconds;
  if (!pod.ready) {
    const since = unreadySince(cluster, pod);
    const wasReady =
      since !== undefined &&
      event.firstSeen !== undefined &&
      since > event.firstSeen;
    if (wasReady && isRepeated(event, context)) {
      return 'degraded';
    }
    return isNew || isPassing(since, context)
      ? 'progressing'
      : severityOfOutage(cluster, pod.predictor);
  }
  return !isNew && isRepeated(event, context) ? 'degraded' : undefined;
}

function isRepeated(
  { count, lastSeen }: EventFact,
  { now }: RuleContext,
): boolean {
  return (
    count >= REPEATED &&
    lastSeen !== undefined &&
    secondsBetween(lastSeen, now) < LATELY_SECONDS
  );
}
