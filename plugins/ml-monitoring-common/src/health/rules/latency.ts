import { LONGEST_LATENCY_SECONDS } from '../../longestLatency';
import { heldLevel } from '../history';
import { formatLatency, formatSeconds } from '../latency';
import { isAnswering, measuredLatency } from './levels';
import type { MetricsRule } from './types';

export const latency: MetricsRule = {
  findings: {
    latency: {
      means: '95 % of predictions take at most this long',
      usually:
        'a slow node of the graph, too little CPU, or more requests than the replicas can take. Judged only where a limit is configured',
    },
  },
  judge: (metrics, context) => {
    const { latencyP95Seconds: p95, queries } = metrics;
    const { thresholds } = context;
    const limits = thresholds.latencyP95Seconds;
    const level =
      limits &&
      isAnswering(context) &&
      heldLevel({
        metrics,
        value: p95,
        values: history => history.latencyP95Seconds,
        limits,
        thresholds,
      });
    if (!limits || !level) {
      return [];
    }
    const { status, since, unsettled } = level;
    const isBad = status !== 'healthy';
    return [
      {
        rule: 'latency',
        status,
        title: titleOf(p95, isBad && unsettled),
        detail: isBad
          ? `The limit is ${formatSeconds(limits[status])}.${unsettled && p95 !== undefined ? ` Now 95 % take at most ${formatLatency(p95)}; it counts as over when five minutes were good.` : ''}`
          : undefined,
        since,
        confidence: 'certain',
        evidence: [measuredLatency(queries.latencyP95Seconds, p95, context)],
        remedy: isBad
          ? 'See which node of the graph is slow, and whether CPU is throttled; more replicas help when requests queue.'
          : undefined,
      },
    ];
  },
};

function titleOf(p95: number | undefined, wasSlow: boolean): string {
  if (wasSlow || p95 === undefined) {
    return 'Until a few minutes ago predictions were too slow';
  }
  return p95 >= LONGEST_LATENCY_SECONDS
    ? `More than 5 % of predictions take ${formatSeconds(LONGEST_LATENCY_SECONDS)} or longer`
    : `95 % of predictions take at most ${formatLatency(p95)}`;
}
