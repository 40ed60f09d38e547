import { mergeAlerts, mergeSamples } from '../metrics';
import type { FleetMetrics, OverTime } from './fleetMetrics';

/**
 * What several Prometheus say of the same models, as one. What the first does not know the next tells.
 *
 * @returns `undefined` where there is none
 */
export function mergeFleets(
  fleets: readonly FleetMetrics[],
): FleetMetrics | undefined {
  const [first] = fleets;
  if (fleets.length < 2) {
    return first;
  }
  const each = <K extends keyof FleetMetrics>(key: K) =>
    fleets.map(fleet => fleet[key]);
  const [hourly] = known(each('hourlyErrorRatio'));
  const targets = known(each('targets'));
  const alerts = known(each('alerts'));
  const whole = fleets.find(({ errors }) => !errors.length);
  return {
    ...first,
    requestsPerSecond: overTime(each('requestsPerSecond')),
    errorRatio: overTime(each('errorRatio')),
    callerFaultRatio: overTime(each('callerFaultRatio')),
    latencyP95Seconds: overTime(each('latencyP95Seconds')),
    hourlyErrorRatio: hourly && {
      query: hourly.query,
      values: firstOf(
        known(each('hourlyErrorRatio')).map(({ values }) => values),
      ),
    },
    targets: targets.length
      ? joined(targets, (one, next) => mergeSamples([one, next]))
      : undefined,
    detectors: {
      query: first.detectors.query,
      drift: firstOf(each('detectors').map(({ drift }) => drift)),
      outliers: firstOf(each('detectors').map(({ outliers }) => outliers)),
    },
    alerts: alerts.length
      ? joined(alerts, (one, next) => mergeAlerts([one, next]))
      : undefined,
    // Where one told everything, nothing is missing.
    errors: (whole ?? first).errors,
    answered: fleets.some(({ answered }) => answered),
  };
}

function overTime(maps: readonly OverTime[]): OverTime {
  return joined(maps, (one, next) =>
    one.map((value, index) => value ?? next[index]),
  );
}

const firstOf = <V>(maps: readonly Map<string, V>[]) =>
  joined(maps, one => one);

function joined<V>(
  maps: readonly Map<string, V>[],
  join: (one: V, next: V) => V,
): Map<string, V> {
  const [first, ...others] = maps;
  const all = new Map(first);
  for (const [key, value] of others.flatMap(map => [...map])) {
    const before = all.get(key);
    all.set(key, before === undefined ? value : join(before, value));
  }
  return all;
}

function known<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter(value => value !== undefined);
}
