import { LONGEST_LATENCY_SECONDS } from '../../longestLatency';
import type { ExposureFact } from '../facts';
import { heldLevel } from '../history';
import { formatSeconds } from '../latency';
import type { MetricFacts } from '../metricFacts';
import { isAnswering, measuredLatency } from './levels';
import type { Judgement, MetricsRule } from './types';

/** A router that gives up before the model answers: callers get a 504 that the model never hears of. */
export const routeTimeout: MetricsRule = {
  findings: {
    'route-timeout': {
      means:
        'the Route or HTTPRoute gives up before many predictions are done, so that callers see a timeout (504) that no metric of the model counts',
      usually: 'raise the timeout of the Route, or make the model faster',
    },
  },
  judge: (metrics, context) => {
    if (!isAnswering(context)) {
      return [];
    }
    return (context.cluster?.exposures ?? []).flatMap(exposure =>
      judge(metrics, exposure, context),
    );
  },
};

function judge(
  metrics: MetricFacts,
  exposure: ExposureFact,
  context: Parameters<MetricsRule['judge']>[1],
): Judgement[] {
  const { kind, name, timeoutSeconds } = exposure;
  const { latencyP95Seconds: p95, queries } = metrics;
  // Beyond the longest latency that is measured, nobody knows how long predictions take.
  if (!timeoutSeconds || timeoutSeconds > LONGEST_LATENCY_SECONDS) {
    return [];
  }
  const level = heldLevel({
    metrics,
    value: p95,
    values: history => history.latencyP95Seconds,
    limits: { degraded: timeoutSeconds, failing: Infinity },
    thresholds: context.thresholds,
  });
  if (!level || level.status === 'healthy') {
    return [];
  }
  return [
    {
      rule: 'route-timeout',
      status: 'degraded',
      title: `The ${kind} "${name}" gives up after ${formatSeconds(timeoutSeconds)}, and more than 5 % of the predictions take that long`,
      since: level.since,
      confidence: 'likely',
      evidence: [
        measuredLatency(queries.latencyP95Seconds, p95, context),
        {
          kind: 'object',
          object: `${kind} ${name}`,
          detail: `timeout of ${formatSeconds(timeoutSeconds)}`,
        },
      ],
      remedy: remedyOf(exposure),
    },
  ];
}

function remedyOf({ kind }: ExposureFact): string {
  const where =
    kind === 'Route'
      ? 'the annotation haproxy.router.openshift.io/timeout of the Route'
      : 'timeouts.request of the HTTPRoute';
  return `Raise ${where} above what the slowest predictions take, or make the model faster.`;
}
