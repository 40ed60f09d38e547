import { isTelling, percent } from './levels';
import type { MetricsRule } from './types';

/** A few wrong requests are the callers' affair; when most are wrong, what callers send and what the model takes no longer fit. */
const MOST = 0.5;

export const callerFaults: MetricsRule = {
  findings: {
    'caller-faults': {
      means: 'at least half of the predictions are refused as wrong (4xx)',
      usually:
        'a rollout that changed what the model takes, or a caller that changed what it sends',
    },
  },
  judge: (metrics, context) => {
    const { callerFaultRatio: ratio, queries } = metrics;
    if (ratio === undefined || ratio < MOST || !isTelling(metrics, context)) {
      return [];
    }
    return [
      {
        rule: 'caller-faults',
        status: 'degraded',
        title: `${percent(ratio)} of predictions are refused as the fault of the caller (4xx)`,
        confidence: 'likely',
        evidence: [
          {
            kind: 'query',
            query: queries.callerFaultRatio,
            value: ratio,
            unit: 'ratio',
            at: context.now.toISOString(),
          },
        ],
        remedy:
          'Read in the log of the model containers what they refuse. If it began with a rollout, the new version takes other inputs than its callers send.',
      },
    ];
  },
};
