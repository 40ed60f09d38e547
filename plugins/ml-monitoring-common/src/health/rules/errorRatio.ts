import { isTelling, levelOf } from './levels';
import type { MetricsRule } from './types';

export const errorRatio: MetricsRule = (metrics, context) => {
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
          ? `${percent(1 - ratio)} of predictions succeed`
          : `${percent(ratio)} of predictions fail by the fault of the model or its platform`,
      confidence: 'certain',
      evidence,
      remedy:
        status === 'healthy'
          ? undefined
          : 'Read the log of the model containers for the errors they answer with. If it began with a rollout, go back.',
    },
  ];
};

/** Never rounds to 0 % or 100 % what is not. */
function percent(ratio: number): string {
  const value = ratio * 100;
  const rounded = [1, 2, 3, 4]
    .map(digits => value.toFixed(digits))
    .find(
      text =>
        (Number(text) > 0 || value === 0) &&
        (Number(text) < 100 || value === 100),
    );
  return `${Number(rounded ?? value)} %`;
}
