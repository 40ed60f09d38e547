import type { CustomMetricFact } from '../metricFacts';
import { isTelling } from './levels';
import type { MetricsRule } from './types';

/** A metric of the model's own that stopped moving, though the model works. */
export const customMetric: MetricsRule = {
  findings: {
    'custom-metric-absent': {
      means:
        'a metric that the model used to give of itself is no longer there, though predictions are asked',
      usually:
        'a new version that renamed or lost it, or a metrics Service or port that leads nowhere any more',
    },
    'custom-metric-flat': {
      means:
        'a metric of the model that used to move stands still, though predictions are asked',
      usually:
        'code of the model that no longer reaches the place where it is set, or an input that became constant',
    },
  },
  judge: (metrics, context) => {
    const { requestsPerSecond, custom = [] } = metrics;
    if (!requestsPerSecond || !isTelling(metrics, context)) {
      return [];
    }
    const silent = custom.filter(
      ({ moves, movedBefore }) => !moves && movedBefore,
    );
    const kinds = [
      {
        rule: 'custom-metric-absent',
        found: silent.filter(({ present }) => !present),
        words: ['is no longer there', 'are no longer there'],
        remedy:
          'See whether the newest version still gives it, and whether its metrics port is still scraped.',
      },
      {
        rule: 'custom-metric-flat',
        found: silent.filter(({ present }) => present),
        words: ['stands still', 'stand still'],
        remedy:
          'See whether the model still sets it, and whether what is asked of the model became all alike.',
      },
    ];
    return kinds.flatMap(({ rule, found, words, remedy }) =>
      found.length
        ? [
            {
              rule,
              status: 'degraded' as const,
              title: `${named(found)} ${words[found.length === 1 ? 0 : 1]}, though predictions are asked`,
              confidence: 'likely' as const,
              evidence: found.slice(0, 3).map(({ query, present }) => ({
                kind: 'query' as const,
                query,
                value: present ? 0 : undefined,
                at: context.now.toISOString(),
              })),
              remedy,
            },
          ]
        : [],
    );
  },
};

function named(found: readonly CustomMetricFact[]): string {
  const [first] = found;
  return found.length === 1
    ? `The custom metric ${first.name}`
    : `${found.length} custom metrics, ${first.name} among them,`;
}
