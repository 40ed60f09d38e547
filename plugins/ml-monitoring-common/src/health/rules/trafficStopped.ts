import { instantAt } from '../history';
import type { HistoryFact, MetricFacts } from '../metricFacts';
import { isAnswering, measured } from './levels';
import type { MetricsRule } from './types';

/** So much of the time before has to have had predictions; who calls a few times an hour may well pause. */
const STEADY_SHARE = 0.8;
const LEAST_STEADY_SECONDS = 900;
const LEAST_BASELINES = 2;

type Context = Parameters<MetricsRule['judge']>[1];

/** Steady traffic that ended, as against a model that nobody calls. */
export const trafficStopped: MetricsRule = {
  findings: {
    'traffic-stopped': {
      means:
        'predictions were asked steadily until a while ago, or are at this time of other days, and none is asked now',
      usually:
        'callers that cannot reach the model any more: Route or Ingress, DNS, a certificate, a network policy; or callers that are down themselves',
    },
  },
  judge: (metrics, context) => {
    const { requestsPerSecond, targets, queries } = metrics;
    const isSeen = targets?.some(({ up }) => up);
    if (!isSeen || requestsPerSecond || !isAnswering(context)) {
      return [];
    }
    const endedAt = lastAsked(metrics, context);
    const days = daysWithTraffic(metrics, context);
    if (!endedAt && days.length < LEAST_BASELINES) {
      return [];
    }
    return [
      {
        rule: 'traffic-stopped',
        status: 'degraded',
        title: endedAt
          ? 'No prediction is asked any more, though they came steadily'
          : 'No prediction is asked, though there are many at this time of other days',
        since: endedAt,
        confidence: endedAt ? 'likely' : 'possible',
        evidence: [
          measured(
            queries.requestsPerSecond,
            requestsPerSecond,
            'requests/s',
            context,
          ),
        ],
        remedy:
          'Send a test prediction. If it is answered, ask those who call the model, and look at what leads to it: Route or Ingress, DNS, certificates, network policies.',
      },
    ];
  },
};

function lastAsked(
  { history, windowSeconds }: MetricFacts,
  { thresholds }: Context,
): string | undefined {
  if (!history) {
    return undefined;
  }
  const { requestsPerSecond: rates, stepSeconds } = history;
  const last = rates.findLastIndex(rate => rate !== undefined && rate > 0);
  const first = rates.findIndex(rate => rate !== undefined);
  const before = rates.slice(first, last + 1);
  const busy = before.filter(
    rate => (rate ?? 0) * windowSeconds >= thresholds.minimumRequests,
  );
  const isSteady =
    last >= 0 &&
    before.length * stepSeconds >= LEAST_STEADY_SECONDS &&
    busy.length >= before.length * STEADY_SHARE;
  return isSteady ? endOf(history, last, windowSeconds) : undefined;
}

/** What a point says may lie as far back as its window. */
function endOf(history: HistoryFact, index: number, windowSeconds: number) {
  const steps = Math.floor(windowSeconds / history.stepSeconds);
  return instantAt(history, Math.max(0, index - steps + 1));
}

function daysWithTraffic(
  { baselines = [], windowSeconds }: MetricFacts,
  { thresholds }: Context,
) {
  const asked = baselines.filter(
    ({ requestsPerSecond = 0 }) =>
      requestsPerSecond * windowSeconds >= thresholds.minimumRequests,
  );
  return asked.length === baselines.length ? asked : [];
}
