import { count } from './levels';
import type { MetricsRule } from './types';

/** Whether callers are as content with the answers as they were. */
export const reward: MetricsRule = {
  findings: {
    'reward-fell': {
      means:
        'the mean reward of the feedback fell against that of the day before',
      usually:
        'a worse version of the model, or inputs that it does not know. Feedback with reward 0 is not counted, and negative rewards make the mean unreliable',
    },
  },
  judge: ({ reward: fact }, { now, thresholds }) => {
    const { mean, earlierMean, query, windowSeconds } = fact ?? {};
    if (
      mean === undefined ||
      earlierMean === undefined ||
      query === undefined ||
      mean > earlierMean - Math.abs(earlierMean) * thresholds.rewardDrop
    ) {
      return [];
    }
    return [
      {
        rule: 'reward-fell',
        status: 'degraded',
        title: `The mean reward of feedback fell from ${count(earlierMean)} to ${count(mean)}`,
        detail: `Over the last ${Math.round((windowSeconds ?? 0) / 60)} minutes, against the day before.`,
        confidence: 'likely',
        evidence: [
          { kind: 'query', query, value: mean, at: now.toISOString() },
        ],
        remedy:
          'Compare the version that answers now with the one before, and look at what is asked of it.',
      },
    ];
  },
};
