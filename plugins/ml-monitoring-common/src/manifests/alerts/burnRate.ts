import { equals, selector } from '../../promql/selector';

/** What an error budget is reckoned over. */
export const BUDGET_DAYS = 28;
/** What `latencyP95` leaves to be slower. */
export const SLOW_BUDGET = 0.05;
/** How often the recorded rates are written: a sum of them times this is a number of requests. */
export const RECORDING_INTERVAL_SECONDS = 60;
/** Fewer than these are no reason to wake anybody, whatever share of the requests they are. */
export const MINIMUM_MISSES = 10;
/** What each recorded rate looks back over, which is also the shortest window. */
export const RECORDED_WINDOW_SECONDS = 300;
const RECORDED_WINDOW = '5m';

/**
 * Two windows of time and how many times faster than allowed the budget is spent in both. The long one says that it
 * matters, the short one that it goes on: so the alert ends soon after its cause.
 */
export interface BurnRate {
  long: string;
  longSeconds: number;
  short: string;
  shortSeconds: number;
  factor: number;
  severity: 'critical' | 'warning';
}

const HOUR = 3600;

/** About 2 % of the budget within an hour, 5 % within 6 hours, 10 % within a day, 10 % within 3 days. */
export const burnRates: readonly BurnRate[] = [
  {
    long: '1h',
    longSeconds: HOUR,
    short: RECORDED_WINDOW,
    shortSeconds: RECORDED_WINDOW_SECONDS,
    factor: 14.4,
    severity: 'critical',
  },
  {
    long: '6h',
    longSeconds: 6 * HOUR,
    short: '30m',
    shortSeconds: HOUR / 2,
    factor: 6,
    severity: 'critical',
  },
  {
    long: '1d',
    longSeconds: 24 * HOUR,
    short: '2h',
    shortSeconds: 2 * HOUR,
    factor: 3,
    severity: 'warning',
  },
  {
    long: '3d',
    longSeconds: 72 * HOUR,
    short: '6h',
    shortSeconds: 6 * HOUR,
    factor: 1,
    severity: 'warning',
  },
];

/** The share of requests above which the budget is spent that fast. From 1 on it never is. */
export function thresholdOf(budgetRatio: number, { factor }: BurnRate): number {
  // 0.1 % times 14.4 is 0.014400000000000001 to a computer.
  return Number((budgetRatio * factor).toPrecision(6));
}

/** Recorded rates, per second, of the requests of one model and of those among them that missed the promise. */
export interface RecordedRates {
  requests: string;
  misses: string;
}

/** Answers the share of misses in the long window, while the budget is spent too fast in both. */
export function burnRateExpression(
  rates: RecordedRates,
  rate: BurnRate,
  options: {
    model: { namespace: string; name: string };
    threshold: number;
  },
): string {
  const { threshold, model } = options;
  const matchers = equals({
    namespace: model.namespace,
    deployment_name: model.name,
  });
  const misses = selector(rates.misses, matchers);
  const requests = selector(rates.requests, matchers);
  const share = (window: string) =>
    window === RECORDED_WINDOW
      ? `${misses} / ${requests}`
      : `sum_over_time(${misses}[${window}]) / sum_over_time(${requests}[${window}])`;
  return [
    `${share(rate.long)} > ${threshold}`,
    `and ${share(rate.short)} > ${threshold}`,
    `and ${RECORDING_INTERVAL_SECONDS} * sum_over_time(${misses}[${rate.long}]) >= ${MINIMUM_MISSES}`,
  ].join('\n');
}
