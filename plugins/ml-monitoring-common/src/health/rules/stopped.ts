import { isModelStopped, isStopped } from '../predictors';
import type { ClusterRule } from './types';

export const stopped: ClusterRule = {
  findings: { stopped: { means: 'zero replicas on purpose' } },
  judge: cluster =>
    cluster.model.predictors.filter(isStopped).map(predictor => {
      const { name, replicas, rollouts } = predictor;
      const byAutoscaler = replicas > 0;
      return {
        rule: 'stopped',
        status: isModelStopped(cluster) ? 'stopped' : 'healthy',
        title: byAutoscaler
          ? `Predictor "${name}" is scaled to zero by its autoscaler`
          : `Predictor "${name}" is scaled to zero on purpose`,
        predictor: name,
        confidence: byAutoscaler ? 'likely' : 'certain',
        evidence: byAutoscaler
          ? rollouts.map(({ deployment }) => ({
              kind: 'object' as const,
              object: `Deployment ${deployment}`,
              detail: '0 replicas wanted',
            }))
          : [
              {
                kind: 'object',
                object: `SeldonDeployment ${cluster.model.ref.name}`,
                detail: `replicas of predictor "${name}" = 0`,
              },
            ],
        remedy: byAutoscaler
          ? undefined
          : 'Set replicas to 1 or more to start it again.',
      };
    }),
};
