import type {
  ModelDetail,
  Panel,
  Range,
} from 'backstage-plugin-ml-monitoring-common';
import { toChartData } from '../../charts/toChartData';
import { shareOf, totalOf } from './overRange';

type Predictor = Pick<
  ModelDetail['predictors'][number],
  'name' | 'traffic' | 'routedPercent' | 'shadow'
>;

/** What is asked and answered over a range. */
interface Answered {
  panels: readonly Panel[];
  range: Range;
}

/** A predictor over a range. Absent is not measured. */
export interface PredictorNumbers {
  name: string;
  shadow: boolean;
  /** Percent that it is to get, and who says so. */
  configured?: { percent: number; by: 'router' | 'spec' };
  /** Of the requests that anybody waits for, at the times when this predictor was measured. */
  observed?: number;
  /** How many there were. */
  requests: number;
  measuredSeconds: number;
  requestsPerSecond?: number;
  success?: number;
  callerFaults?: number;
  serverFaults?: number;
}

/** The predictors with requests in the range. */
export function predictorsWithTraffic(answered: Answered): string[] {
  const { series, times, columns } = requestsOf(answered);
  return series
    .filter((_, index) => totalOf(times, columns[index]).sum > 0)
    .map(({ labels }) => labels.predictor_name);
}

/** The numbers of each predictor, the main one first. */
export function predictorNumbers(
  answered: Answered,
  model: Partial<Pick<ModelDetail, 'predictors' | 'rollout'>> = {},
): PredictorNumbers[] {
  const { series, times, columns } = requestsOf(answered);
  const known = model.predictors ?? [];
  const shadows = known.filter(({ shadow }) => shadow).map(({ name }) => name);
  const measured = new Map(
    series.map(({ labels }, index) => [labels.predictor_name, columns[index]]),
  );
  const waitedFor = sumOf(
    times,
    [...measured]
      .filter(([name]) => !shadows.includes(name))
      .map(([, rates]) => rates),
  );
  const fault = (name: string, kind: '4xx' | '5xx') =>
    panelOf(answered, 'errors', 'requests/s')?.series.find(
      ({ id }) => id === `${name}/${kind}`,
    )?.values ?? [];
  const numbers = [
    ...new Set([...known.map(({ name }) => name), ...measured.keys()]),
  ].map((name): PredictorNumbers => {
    const rates = measured.get(name) ?? [];
    const { sum, seconds } = totalOf(times, rates);
    const serverFaults = shareOf(times, fault(name, '5xx'), rates);
    return {
      name,
      shadow: shadows.includes(name),
      configured: configuredOf(known.find(each => each.name === name)),
      observed: rates.length > 0 ? shareOf(times, rates, waitedFor) : undefined,
      requests: sum,
      measuredSeconds: seconds,
      requestsPerSecond: seconds > 0 ? sum / seconds : undefined,
      success: serverFaults === undefined ? undefined : 1 - serverFaults,
      callerFaults: shareOf(times, fault(name, '4xx'), rates),
      serverFaults,
    };
  });
  const main = mainPredictor(numbers, model.rollout?.stable);
  return numbers.sort(
    (a, b) => Number(b.name === main) - Number(a.name === main),
  );
}

/** Percentiles over the whole of the range, by predictor: the last points of a question whose window is as long as the range. */
export function latencyOver(
  { panels, range }: Answered,
  quantile: 'p50' | 'p95' | 'p99',
): Record<string, number> {
  const panel = panelOf({ panels, range }, 'latency', 'seconds');
  return Object.fromEntries(
    (panel?.series ?? []).flatMap(({ id, labels, values }) => {
      const value = values[values.length - 1];
      const predictor = labels.predictor_name;
      return id === `${predictor}/${quantile}` && typeof value === 'number'
        ? [[predictor, value]]
        : [];
    }),
  );
}

/** What the others are compared with: what runs where a new version is tried, else what gets the most. */
function mainPredictor(
  numbers: readonly PredictorNumbers[],
  stable: string | undefined,
): string | undefined {
  if (numbers.some(({ name }) => name === stable)) {
    return stable;
  }
  return [...numbers].sort(
    (a, b) =>
      Number(a.shadow) - Number(b.shadow) ||
      (b.configured?.percent ?? 0) - (a.configured?.percent ?? 0) ||
      b.requests - a.requests,
  )[0]?.name;
}

function configuredOf(
  predictor: Predictor | undefined,
): PredictorNumbers['configured'] {
  if (predictor?.routedPercent !== undefined) {
    return { percent: predictor.routedPercent, by: 'router' };
  }
  return predictor?.traffic === undefined
    ? undefined
    : { percent: predictor.traffic, by: 'spec' };
}

function panelOf(
  { panels }: Answered,
  id: string,
  unit: Panel['unit'],
): Panel | undefined {
  // The configuration may have put something else in its place.
  return panels.find(panel => panel.id === id && panel.unit === unit);
}

function requestsOf(answered: Answered) {
  const series = (
    panelOf(answered, 'requests', 'requests/s')?.series ?? []
  ).filter(({ labels }) => labels.predictor_name);
  return { series, ...toChartData(series, answered.range) };
}

/** Where none was measured, neither was their sum. */
function sumOf(
  times: readonly number[],
  columns: readonly (readonly (number | null)[])[],
): (number | null)[] {
  return times.map((_, index) => {
    const measured = columns.flatMap(column => column[index] ?? []);
    return measured.length === 0
      ? null
      : measured.reduce((sum, rate) => sum + rate, 0);
  });
}
