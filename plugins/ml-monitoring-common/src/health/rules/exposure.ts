import { isStarting } from '../predictors';
import type { ClusterRule } from './types';

const REMEDIES: Record<string, string> = {
  HostAlreadyClaimed:
    'Another Route has this host already: choose another host, or delete that Route.',
  InvalidHost:
    'Choose a shorter host: each part between dots may have at most 63 characters.',
  BackendNotFound:
    'The Service it points to does not exist: correct its name or port.',
  NotAllowedByListeners:
    'The gateway takes no routes from this namespace: have it allowed, or choose another gateway.',
  NoMatchingListenerHostname:
    'The gateway has no listener for this host: choose a host it serves.',
  RefNotPermitted:
    'The route may not point to another namespace without a ReferenceGrant there.',
};

/** A Route or HTTPRoute that no router took up. Within the cluster the model answers all the same. */
export const exposure: ClusterRule = {
  findings: {
    exposure: {
      means: 'no router has taken up the Route or HTTPRoute, or it refused it',
      usually:
        'the reason of the router is shown, such as a host that another Route has',
    },
  },
  judge: (cluster, context) =>
    cluster.model.endpoints
      .filter(
        // An Ingress has no condition that could say no.
        ({ kind, admitted }) =>
          !['Service', 'Ingress'].includes(kind) && !admitted,
      )
      .map(({ kind, name, predictor, admitted, reason, message }) => {
        const mayPass =
          admitted === undefined ||
          // The operator makes the Service of a new model in its own time.
          reason === 'BackendNotFound';
        const waits = mayPass && isStarting(cluster, context);
        return {
          rule: 'exposure',
          status: waits ? 'progressing' : 'degraded',
          title:
            admitted === false
              ? `The ${kind} "${name}" was refused: the model cannot be reached through it`
              : `No router has taken up the ${kind} "${name}" yet`,
          detail: [reason, message].filter(Boolean).join(': ') || undefined,
          predictor,
          confidence: 'certain',
          evidence: [
            {
              kind: 'object',
              object: `${kind} ${name}`,
              detail:
                admitted === false
                  ? `not admitted${reason ? `: ${reason}` : ''}`
                  : 'no router has written a status',
            },
          ],
          remedy:
            REMEDIES[reason ?? ''] ??
            (admitted === false
              ? 'Correct what the router names as the reason.'
              : 'Check that a router or gateway of the cluster serves this namespace and these labels.'),
          explainedBy:
            reason === 'BackendNotFound' ? ['exposure-service'] : undefined,
        };
      }),
};
