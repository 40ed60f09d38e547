import type {
  MetricsAnswer,
  ModelDetail,
  Unit,
} from 'backstage-plugin-ml-monitoring-common';
import {
  differenceOfLatencies,
  differenceOfRates,
  differenceOfShares,
  type Difference,
} from './difference';
import {
  latencyOver,
  predictorNumbers,
  type PredictorNumbers,
} from './predictorNumbers';

/** What is compared, in the order of the table. */
export const measures = [
  { key: 'requestsPerSecond', unit: 'requests/s', kind: 'rate' },
  { key: 'success', unit: 'ratio', kind: 'share' },
  { key: 'callerFaults', unit: 'ratio', kind: 'share' },
  { key: 'serverFaults', unit: 'ratio', kind: 'share' },
  { key: 'p50', unit: 'seconds', kind: 0.5 },
  { key: 'p95', unit: 'seconds', kind: 0.95 },
  { key: 'p99', unit: 'seconds', kind: 0.99 },
] as const satisfies {
  key: string;
  unit: Unit;
  /** The quantile of a percentile. */
  kind: 'rate' | 'share' | number;
}[];

export type Measure = (typeof measures)[number];

type ByMeasure<Value> = Record<Measure['key'], Value>;

export interface ComparedPredictor extends PredictorNumbers {
  values: ByMeasure<number | undefined>;
  /** To the main one. */
  differences: ByMeasure<Difference>;
  /** The highest latency that can be told. */
  ceiling?: number;
}

type Answered = Pick<MetricsAnswer, 'panels' | 'range'>;

/**
 * The predictors of a model, the main one first, and how far each is from it.
 *
 * @param latency - asked over the whole of the range at once
 */
export function comparePredictors(
  answered: Answered,
  model: Partial<Pick<ModelDetail, 'predictors' | 'rollout'>> | undefined,
  latency: Answered | undefined,
): ComparedPredictor[] {
  const quantiles = (['p50', 'p95', 'p99'] as const).map(
    name => [name, latency ? latencyOver(latency, name) : {}] as const,
  );
  const ceiling = latency?.panels.find(({ id }) => id === 'latency')?.ceiling;
  const predictors = predictorNumbers(answered, model).map(numbers => ({
    ...numbers,
    ceiling,
    values: {
      requestsPerSecond: numbers.requestsPerSecond,
      success: numbers.success,
      callerFaults: numbers.callerFaults,
      serverFaults: numbers.serverFaults,
      ...Object.fromEntries(
        quantiles.map(([name, values]) => [name, values[numbers.name]]),
      ),
    } as ByMeasure<number | undefined>,
  }));
  const [main] = predictors;
  return predictors.map(predictor => ({
    ...predictor,
    differences: Object.fromEntries(
      measures.map(measure => {
        const [of, other] = [main, predictor].map(({ values, requests }) => ({
          value: values[measure.key],
          requests,
        }));
        return [measure.key, differenceOf(measure.kind)(of, other)];
      }),
    ) as ByMeasure<Difference>,
  }));

  function differenceOf(kind: Measure['kind']) {
    switch (kind) {
      case 'rate':
        return differenceOfRates;
      case 'share':
        return differenceOfShares;
      default:
        return (...of: Parameters<typeof differenceOfRates>) =>
          differenceOfLatencies(...of, { quantile: kind, ceiling });
    }
  }
}
