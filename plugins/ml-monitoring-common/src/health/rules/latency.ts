import { isTelling, levelOf } from './levels';
import type { MetricsRule } from './types';

export const latency: MetricsRule = {
  findings: {
    latency: {
      means: '95 % of predictions take at most this long',
      usually: 'judged only where a limit is configured',
    },
  },
  judge: (metrics, context) => {
    const { latencyP95Seconds: p95, queries } = metrics;
    const limits = context.thresholds.latencyP95Seconds;
    if (!limits || p95 === undefined || !isTelling(metrics, context)) {
      return [];
    }
    const status = levelOf(p95, limits);
    return [
      {
        rule: 'latency',
        status,
        title: `95 % of predictions take at most ${duration(p95)}`,
        detail:
          status === 'healthy'
            ? undefined
            : `The limit is ${duration(status === 'failing' ? limits.failing : limits.degraded)}.`,
        confidence: 'certain',
        evidence: [
          {
            kind: 'query',
            query: queries.latencyP95Seconds,
            value: p95,
            unit: 'seconds',
            at: context.now.toISOString(),
          },
        ],
        remedy:
          status === 'healthy'
            ? undefined
            : 'See which node of the graph is slow, and whether CPU is throttled; more replicas help when requests queue.',
      },
    ];
  },
};

function duration(seconds: number): string {
  return seconds < 1
    ? `${Math.round(seconds * 1000)} ms`
    : `${Number(seconds.toFixed(2))} s`;
}
