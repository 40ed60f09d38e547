import type { ClusterFacts, EventFact } from '../facts';
import { eventAsEvidence, eventEvidence, troubledSince } from '../podEvents';
import { isOver, waitsForVolume, type PodFact } from '../pods';
import { secondsBetween, severityOfOutage } from '../predictors';
import type { ClusterRule, Judgement, RuleContext } from './types';

const UNBOUND = /persistentvolumeclaim/i;
const NODE_CONFLICT = /volume node affinity conflict/i;
const MOUNT_REASONS = ['FailedMount', 'FailedAttachVolume'];

const REMEDIES: readonly { said: RegExp; remedy: string }[] = [
  {
    said: /persistentvolumeclaim "[^"]+" not found/i,
    remedy:
      'Create the PersistentVolumeClaim in this namespace, or correct its name in the SeldonDeployment.',
  },
  {
    said: UNBOUND,
    remedy:
      'Look at the PersistentVolumeClaim: its storage class has to exist and to have room, and its access mode has to be one that the class offers.',
  },
  {
    said: NODE_CONFLICT,
    remedy:
      'The volume is in another zone than the nodes that could take the pod: have nodes added there, or move the data.',
  },
  {
    said: /(secret|configmap) "[^"]+" not found|references non-existent/i,
    remedy:
      'Create the Secret or ConfigMap with the key that is missing, or correct its name in the SeldonDeployment.',
  },
  {
    said: /multi-attach/i,
    remedy:
      'The volume is still attached to another node: it can be used by one node at a time. Remove the pod that has it, or use a volume that several nodes may read.',
  },
];

export const volume: ClusterRule = {
  findings: {
    volume: {
      means: 'a pod waits for a volume that is not there or cannot be mounted',
      usually:
        'a PersistentVolumeClaim that is missing or cannot be bound, or a Secret or ConfigMap that is missing',
    },
  },
  judge: (cluster, context) => {
    const waiting = cluster.model.pods
      .filter(pod => !isOver(pod) && !pod.ready)
      .flatMap(pod => {
        const event = mountFailure(cluster, pod, context);
        return waitsForVolume(pod) || event ? [{ pod, event }] : [];
      });
    const predictors = [...new Set(waiting.map(({ pod }) => pod.predictor))];
    return predictors.map(predictor =>
      judge(
        cluster,
        predictor,
        waiting.filter(({ pod }) => pod.predictor === predictor),
      ),
    );
  },
};

interface Waiting {
  pod: PodFact;
  event?: EventFact;
}

function judge(
  cluster: ClusterFacts,
  predictor: string | undefined,
  waiting: Waiting[],
): Judgement {
  const [{ event, pod }] = waiting;
  const pods = waiting.map(each => each.pod);
  const said = event?.message ?? pod.message ?? '';
  const owner = predictor
    ? `predictor "${predictor}"`
    : `model "${cluster.model.ref.name}"`;
  return {
    rule: 'volume',
    status: severityOfOutage(cluster, predictor),
    title: `${pods.length === 1 ? 'A pod' : `${pods.length} pods`} of ${owner} ${pods.length === 1 ? 'waits' : 'wait'} for a volume`,
    detail: said,
    predictor,
    since: troubledSince(pods, cluster.events),
    confidence: 'certain',
    evidence: event
      ? [eventAsEvidence(event)]
      : [
          {
            kind: 'object',
            object: `Pod ${pod.name}`,
            detail: [pod.reason, pod.message].filter(Boolean).join(': '),
          },
          ...eventEvidence(pods, cluster.events),
        ],
    remedy:
      REMEDIES.find(each => each.said.test(said))?.remedy ??
      'Correct what the message names, or take the volume out of the SeldonDeployment.',
  };
}

/** A first failure is common while a node attaches a volume: one that lasts is not. */
export function mountFailure(
  { events }: ClusterFacts,
  pod: PodFact,
  { now, thresholds }: RuleContext,
): EventFact | undefined {
  const isStarting = pod.containers.every(
    ({ reason, state }) =>
      state === 'waiting' &&
      ['ContainerCreating', 'PodInitializing', undefined].includes(reason),
  );
  return isStarting
    ? events.find(
        ({ firstSeen, message, object, reason }) =>
          object === `Pod ${pod.name}` &&
          MOUNT_REASONS.includes(reason) &&
          (/not found|references non-existent/.test(message) ||
            !firstSeen ||
            secondsBetween(firstSeen, now) >= thresholds.unreadyAfterSeconds),
      )
    : undefined;
}
