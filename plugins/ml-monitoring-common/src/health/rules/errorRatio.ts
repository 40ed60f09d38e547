import { isTelling, levelOf, percent } from './levels';
import type { MetricsRule } from './types';

export const errorRatio: MetricsRule = {
  findings: {
    'error-ratio': {
      means:
        'predictions fail by the fault of the model or its platform (5xx, and the gRPC codes that mean the same)',
      usually: 'above the configured shares the model is degraded or failing',
    },
  },
  judge: (metrics, context) => {
    const { errorRatio: ratio, requestsPerSecond, queries } = metrics;
    if (!isTelling(metrics, context)) {
      return [];
    }
    const evidence = [
      {
        kind: 'query' as const,
        query: queries.errorRatio,
        value: ratio,
        unit: 'ratio',
        at: context.now.toISOString(),
      },
    ];
    if (ratio === undefined) {
      return requestsPerSecond
        ? [
            {
              rule: 'error-ratio',
              status: 'unknown',
              title: 'How many predictions fail was not measured',
              confidence: 'certain',
              evidence,
            },
          ]
        : [];
    }
    const status = levelOf(ratio, context.thresholds.errorRatio);
    return [
      {
        rule: 'error-ratio',
        status,
        title:
          status === 'healthy'
            ? `${percent(1 - ratio)} of predictions are free of server faults`
            : `${percent(ratio)} of predictions fail by the fault of the model or its platform`,
        confidence: 'certain',
        evidence,
        remedy:
          status === 'healthy'
            ? undefined
            : 'Read the log of the model containers for the errors they answer with. If it began with a rollout, go back.',
      },
    ];
  },
};
