import { heldLevel } from '../history';
import { isAnswering, measured, percent } from './levels';
import type { MetricsRule } from './types';

export const errorRatio: MetricsRule = {
  findings: {
    'error-ratio': {
      means:
        'predictions fail by the fault of the model or its platform (5xx, and the gRPC codes that mean the same)',
      usually:
        'an error of the model, which its log names, often since a rollout. Above the configured shares, for two minutes at least, the model is degraded or failing',
    },
  },
  judge: (metrics, context) => {
    const { errorRatio: ratio, requestsPerSecond, queries } = metrics;
    const { thresholds } = context;
    if (!isAnswering(context)) {
      return [];
    }
    const evidence = [measured(queries.errorRatio, ratio, 'ratio', context)];
    const level = heldLevel({
      metrics,
      value: ratio,
      values: history => history.errorRatio,
      limits: thresholds.errorRatio,
      thresholds,
    });
    if (ratio === undefined && requestsPerSecond) {
      return [
        {
          rule: 'error-ratio',
          status: 'unknown',
          title: 'How many predictions fail was not measured',
          confidence: 'certain',
          evidence,
          remedy:
            'Ask Prometheus the query that is shown. If it answers with an error, correct what the error names; if with nothing, look at what the targets expose.',
        },
      ];
    }
    if (!level) {
      return [];
    }
    if (level.status === 'healthy') {
      return [
        {
          rule: 'error-ratio',
          status: 'healthy',
          title: `${percent(1 - (ratio ?? 0))} of predictions are free of server faults`,
          detail: level.unsettled
            ? 'That is too few, but too short a time to be sure of it.'
            : undefined,
          confidence: 'certain',
          evidence,
        },
      ];
    }
    return [
      {
        rule: 'error-ratio',
        status: level.status,
        title: level.unsettled
          ? 'Until a few minutes ago predictions failed by the fault of the model or its platform'
          : `${percent(ratio ?? 0)} of predictions fail by the fault of the model or its platform`,
        detail: level.unsettled
          ? `Now ${ratio === undefined ? 'too few are asked to tell' : `${percent(ratio)} do`}. It counts as over when five minutes were good.`
          : undefined,
        since: level.since,
        confidence: 'certain',
        evidence,
        remedy:
          'Read the log of the model containers for the errors they answer with. If it began with a rollout, go back.',
      },
    ];
  },
};
