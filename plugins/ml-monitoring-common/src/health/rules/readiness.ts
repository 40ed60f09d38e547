import type { HealthStatus } from '../../contract/health';
import type { ClusterFacts, EventFact } from '../facts';
import { isPassing, unreadySince } from '../passing';
import {
  eventAsEvidence,
  isOver,
  logsOf,
  ownerOf,
  podEvidence,
  troubleOf,
  type PodFact,
  type TroubledContainer,
} from '../pods';
import {
  isStarting,
  isStopped,
  secondsBetween,
  severityOfOutage,
} from '../predictors';
import { ORCHESTRATOR } from '../../promql/calls';
import type { ClusterRule, RuleContext } from './types';

const FAILED = /^Readiness probe (failed|errored)/;
/** So many failures, of late, are more than a hiccup even where the pod is ready in between. */
const REPEATED = 5;
const LATELY_SECONDS = 120;

interface Probed extends TroubledContainer {
  event: EventFact;
}

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
    const running = new Set(
      cluster.model.predictors
        .filter(each => !isStopped(each))
        .map(({ name }) => name),
    );
    const found = new Map<string, { probed: Probed; status: HealthStatus }>();
    for (const pod of cluster.model.pods) {
      const probed = isOver(pod) ? undefined : readinessFailure(cluster, pod);
      const status =
        probed &&
        running.has(pod.predictor ?? '') &&
        statusOf(cluster, pod, probed.event, context);
      const key = JSON.stringify([pod.predictor, probed?.container.name]);
      const known = found.get(key);
      if (probed && status && (!known || known.status === 'progressing')) {
        known?.probed.pods.forEach(each => probed.pods.push(each));
        found.set(key, { probed, status });
      } else if (probed && status) {
        known?.probed.pods.push(pod);
      }
    }
    return [...found.values()].map(({ probed, status }) => {
      const { container, event, pods, predictor } = probed;
      const isNow = pods.some(({ ready }) => !ready);
      return {
        rule: 'readiness',
        status,
        title: `The container "${container.name}" of ${ownerOf(probed)} ${isNow ? 'is not ready: its readiness probe fails' : 'fails its readiness probe again and again'}`,
        detail: event.message,
        predictor,
        since: event.firstSeen?.toISOString(),
        confidence: 'certain',
        evidence: [eventAsEvidence(event), ...podEvidence(probed, [])],
        remedy:
          'Read the last log lines of the container. If it is merely slow, give the probe more time; else compare path and port of the probe with what the container serves.',
        container: logsOf({ ...container, restarts: 0 }, pods),
      };
    });
  },
};

/**
 * The orchestrator is not ready while anything behind it is not: where a model container fails too, that one is the cause.
 */
export function readinessFailure(
  { events }: ClusterFacts,
  pod: PodFact,
): Probed | undefined {
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
  const [first] = [...models, ...candidates].flatMap(container => {
    const event = failures.find(
      each => (each.container ?? container.name) === container.name,
    );
    return event ? [{ container, event }] : [];
  });
  return first && { predictor: pod.predictor, pods: [pod], ...first };
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
