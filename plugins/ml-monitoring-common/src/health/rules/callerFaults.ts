import { heldLevel } from '../history';
import { isAnswering, measured, percent } from './levels';
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
    const level =
      isAnswering(context) &&
      heldLevel({
        metrics,
        value: ratio,
        values: history => history.callerFaultRatio,
        limits: { degraded: MOST, failing: Infinity },
        thresholds: context.thresholds,
      });
    if (!level || level.status === 'healthy') {
      return [];
    }
    return [
      {
        rule: 'caller-faults',
        status: 'degraded',
        title:
          level.unsettled || ratio === undefined
            ? 'Until a few minutes ago most predictions were refused as the fault of the caller (4xx)'
            : `${percent(ratio)} of predictions are refused as the fault of the caller (4xx)`,
        since: level.since,
        confidence: 'likely',
        evidence: [measured(queries.callerFaultRatio, ratio, 'ratio', context)],
        remedy:
          'Read in the log of the model containers what they refuse. If it began with a rollout, the new version takes other inputs than its callers send.',
      },
    ];
  },
};
