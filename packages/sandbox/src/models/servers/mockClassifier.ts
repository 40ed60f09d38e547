import type { CustomMetric } from '../wrapper/customMetrics';
import { pythonWrapper, type PythonModel } from '../wrapper/pythonWrapper';

const mean = (row: number[]) =>
  row.reduce((sum, value) => sum + value, 0) / row.length;

/** `sigmoid(mean(x) − 2.9167)`. */
export const mockProbability = (row: number[]) =>
  1 / (1 + Math.exp(-(mean(row) - 2.9167)));

export const mockClassifierModel: PythonModel = {
  predict: rows => ({
    names: ['proba'],
    rows: rows.map(row => [mockProbability(row)]),
  }),
};

export const mockClassifier = pythonWrapper(() => mockClassifierModel);

/** A counter, a gauge and a timer. */
export const ownMetrics: CustomMetric[] = [
  { type: 'COUNTER', key: 'mycounter', value: 1 },
  { type: 'GAUGE', key: 'mygauge', value: 100 },
  { type: 'TIMER', key: 'mytimer', value: 20.2 },
];

/** Answers with what it was asked, and reports metrics of its own. */
export const modelWithMetrics = pythonWrapper(() => ({
  predict: rows => ({ rows }),
  metrics: () => ownMetrics,
}));
