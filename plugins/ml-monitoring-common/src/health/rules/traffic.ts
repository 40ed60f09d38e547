import type { ClusterFacts } from '../facts';
import { isModelStopped } from '../predictors';
import { isOver, measuringPods } from '../pods';
import type { MetricsRule } from './types';

/** A model that nobody calls is not ill. */
export const traffic: MetricsRule = {
  findings: {
    'not-measured': {
      means: "Prometheus answered, but not about this model's requests",
      usually: 'no request since it started, or nothing scrapes it',
    },
    traffic: { means: 'predictions per second; none is neither good nor bad' },
  },
  judge: (metrics, { cluster, now }) => {
    const { requestsPerSecond, targets, queries, windowSeconds } = metrics;
    if (requestsPerSecond === undefined && cluster && runsUnmeasured(cluster)) {
      return [
        {
          rule: 'not-measured',
          status: 'unknown',
          title:
            "No pod of the model has Seldon's orchestrator, which measures predictions",
          confidence: 'certain',
          evidence: [],
          remedy:
            'Remove the annotation seldon.io/no-engine from the predictor to have its predictions counted and timed.',
        },
      ];
    }
    if (requestsPerSecond === undefined && !targets) {
      return !cluster || isModelStopped(cluster)
        ? []
        : [
            {
              rule: 'not-measured',
              status: 'unknown',
              title:
                'Whether anything measures the predictions could not be found out',
              confidence: 'certain',
              evidence: [],
              remedy:
                'Check that the portal may read the targets of Prometheus.',
            },
          ];
    }
    const isSeen = targets?.some(({ up }) => up);
    if (!isSeen || (requestsPerSecond !== undefined && requestsPerSecond > 0)) {
      return [];
    }
    return [
      {
        rule: 'traffic',
        status: 'healthy',
        title:
          requestsPerSecond === undefined
            ? 'No prediction has been asked of it yet'
            : `No prediction was asked of it in the last ${Math.round(windowSeconds / 60)} minutes`,
        explainedBy: ['traffic-stopped'],
        confidence: 'certain',
        evidence: [
          {
            kind: 'query',
            query: queries.requestsPerSecond,
            value: requestsPerSecond,
            unit: 'requests/s',
            at: now.toISOString(),
          },
        ],
      },
    ];
  },
};

function runsUnmeasured(cluster: ClusterFacts): boolean {
  return (
    !isModelStopped(cluster) &&
    cluster.model.pods.some(pod => pod.ready && !isOver(pod)) &&
    !measuringPods(cluster).length
  );
}
