import type { MetricsRule } from './types';

/** A model that nobody calls is not ill. */
export const traffic: MetricsRule = (metrics, { now }) => {
  const { requestsPerSecond, targets, queries, windowSeconds } = metrics;
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
};
