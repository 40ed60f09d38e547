import type { ExposureFact } from '../facts';
import { isStarting, secondsBetween } from '../predictors';
import type { ClusterRule, Judgement } from './types';

/** An Ingress has no condition that could tell that nobody serves it; only its address tells that somebody does. */
export const ingressAddress: ClusterRule = {
  findings: {
    'ingress-address': {
      means:
        'no controller has given the Ingress an address, so that probably none serves it',
      usually:
        'it names no class, and none is the default. Some controllers never write an address: then it says nothing',
    },
  },
  judge: (cluster, context) =>
    cluster.model.endpoints
      .filter(({ kind, admitted }) => kind === 'Ingress' && !admitted)
      .map(({ name, predictor }) => {
        const exposure = cluster.exposures?.find(
          each => each.kind === 'Ingress' && each.name === name,
        );
        const changedAt = exposure?.changedAt;
        const isNew =
          isStarting(cluster, context) ||
          (changedAt !== undefined &&
            secondsBetween(changedAt, context.now) <
              context.thresholds.unreadyAfterSeconds);
        return {
          rule: 'ingress-address',
          predictor,
          since: changedAt?.toISOString(),
          evidence: [
            {
              kind: 'object' as const,
              object: `Ingress ${name}`,
              detail: `no address in its status; class: ${exposure?.className ?? 'none'}`,
            },
          ],
          ...judge(name, exposure, isNew),
        };
      }),
};

function judge(
  name: string,
  exposure: ExposureFact | undefined,
  isNew: boolean,
): Pick<Judgement, 'status' | 'title' | 'confidence' | 'remedy'> {
  if (isNew) {
    return {
      status: 'progressing',
      title: `The Ingress "${name}" has no address yet`,
      confidence: 'certain',
    };
  }
  return exposure && exposure.className === undefined
    ? {
        status: 'degraded',
        title: `The Ingress "${name}" names no class, and no controller has given it an address`,
        confidence: 'likely',
        remedy:
          'Set spec.ingressClassName to a class of this cluster (kubectl get ingressclasses), or have one of them made the default.',
      }
    : {
        status: 'healthy',
        title: `The Ingress "${name}" has no address`,
        confidence: 'possible',
        remedy:
          'Many controllers never write one. If callers do not get through, check that a controller serves its class.',
      };
}
