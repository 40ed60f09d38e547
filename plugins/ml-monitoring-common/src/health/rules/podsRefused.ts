import type { ClusterFacts, ConditionFact } from '../facts';
import { severityOfOutage } from '../predictors';
import type { ClusterRule } from './types';

interface Refusal {
  said: RegExp;
  /** Completes "… refuses the pods of predictor …". */
  who: string;
  remedy: string;
}

/** The first that fits counts; the words are those of Kubernetes and OpenShift. */
const REFUSALS: readonly Refusal[] = [
  {
    said: /exceeded quota|failed quota/i,
    who: 'The quota of the namespace',
    remedy:
      'Ask for fewer replicas or resources, stop what is not needed, or have the ResourceQuota of the namespace raised.',
  },
  {
    said: /violates PodSecurity/i,
    who: 'The pod security standard of the namespace',
    remedy:
      "Set what the message lists in the pods' securityContext, by a patch of the predictor, or have the namespace's label pod-security.kubernetes.io/enforce changed.",
  },
  {
    said: /security context constraint/i,
    who: 'OpenShift (no security context constraint fits)',
    remedy:
      "Run the pods as a service account that may use a fitting SecurityContextConstraint, or leave the user id to OpenShift: an image must not insist on one, and the operator's own is set by EXECUTOR_CONTAINER_USER.",
  },
  {
    said: /(?:maximum|minimum) \S+ usage per|limit to request ratio|LimitRange/i,
    who: 'The LimitRange of the namespace',
    remedy:
      'Set requests and limits of the containers within the LimitRange of the namespace.',
  },
  {
    said: /service ?account .*not found/i,
    who: 'The API server (a service account is missing)',
    remedy:
      'Create the service account in the namespace, or name one that is there.',
  },
  {
    said: /admission webhook|calling webhook/i,
    who: 'An admission webhook',
    remedy:
      'Correct what the webhook names, or ask whoever runs it; where it cannot be called, it has to be mended.',
  },
];

const OTHER: Refusal = {
  said: /^/,
  who: 'The cluster',
  remedy: 'Correct what the message names as the reason.',
};

/** No pod is there to look at: the ReplicaSet may not make any. */
export const podsRefused: ClusterRule = {
  findings: {
    'pods-refused': {
      means:
        'the cluster refuses to make the pods: quota, pod security, security context constraints, a LimitRange, a webhook',
      usually:
        'its message says which limit or field; ask for less, set what is missing, or have the limit of the namespace changed',
    },
  },
  judge: cluster =>
    cluster.model.predictors.flatMap(({ name, rollouts }) =>
      rollouts
        .flatMap(({ deployment }) => {
          const condition = refusalOf(cluster, deployment);
          return condition ? [{ deployment, condition }] : [];
        })
        .slice(0, 1)
        .map(({ deployment, condition }) => {
          const message = condition.message ?? '';
          const { who, remedy } =
            REFUSALS.find(({ said }) => said.test(message)) ?? OTHER;
          return {
            rule: 'pods-refused',
            status: severityOfOutage(cluster, name),
            title: `${who} refuses the pods of predictor "${name}"`,
            detail: message || undefined,
            predictor: name,
            since: condition.since?.toISOString(),
            confidence: 'certain',
            evidence: [
              {
                kind: 'condition',
                ...condition,
                since: condition.since?.toISOString(),
              },
              ...eventsOf(cluster, deployment),
            ],
            remedy,
          };
        }),
    ),
};

function refusalOf(
  { conditions }: ClusterFacts,
  deployment: string,
): ConditionFact | undefined {
  return conditions.find(
    ({ object, type, status }) =>
      object === `Deployment ${deployment}` &&
      type === 'ReplicaFailure' &&
      status === 'True',
  );
}

function eventsOf({ events }: ClusterFacts, deployment: string) {
  return events
    .filter(
      ({ object, reason }) =>
        reason === 'FailedCreate' &&
        object.startsWith(`ReplicaSet ${deployment}-`),
    )
    .slice(0, 3)
    .map(({ object, reason, message, count, lastSeen }) => ({
      kind: 'event' as const,
      object,
      reason,
      message,
      count,
      lastSeen: lastSeen?.toISOString(),
    }));
}
