import { customMetrics, customMetricsSelector } from './customMetrics';
import { modelScope } from './scope';

const scope = modelScope({
  ref: { namespace: 'ml-mon', name: 'seldon-model' },
  matchers: {},
  windowSeconds: 120,
});

describe('customMetrics', () => {
  it('sorts the names that the Python wrapper gives by what they are', () => {
    expect(
      customMetrics([
        'mytimer_sum',
        'mytimer_count',
        'mytimer_bucket',
        'mytimer_created',
        'mycounter_total',
        'mycounter_created',
        'mygauge',
        'seldon_api_model_feedback_total',
        'python_info',
        'seldon_metric_drift_is_drift',
        'process_cpu_seconds_total',
      ]),
    ).toEqual([
      { name: 'mycounter', metric: 'mycounter_total', type: 'counter' },
      { name: 'mygauge', metric: 'mygauge', type: 'gauge' },
      { name: 'mytimer', metric: 'mytimer', type: 'timer', buckets: true },
    ]);
  });

  it.each([
    [
      'a summary',
      ['x_sum', 'x_count'],
      [{ name: 'x', metric: 'x', type: 'timer', buckets: false }],
    ],
    [
      'a gauge named like a part of a timer',
      ['x_count'],
      [{ name: 'x_count', metric: 'x_count', type: 'gauge' }],
    ],
    ['nothing', [], []],
  ])('takes %s for what it is', (_, names, metrics) => {
    expect(customMetrics(names)).toEqual(metrics);
  });

  it('believes the declared type more than the name', () => {
    const declared: Record<string, string> = {
      retries_total: 'gauge',
      a_sum: 'gauge',
      a_count: 'gauge',
      plain: 'counter',
    };
    expect(
      customMetrics(Object.keys(declared), name => declared[name]).map(
        ({ metric, type }) => [metric, type],
      ),
    ).toEqual([
      ['a_count', 'gauge'],
      ['a_sum', 'gauge'],
      ['plain', 'counter'],
      ['retries_total', 'gauge'],
    ]);
  });
});

describe('customMetricsSelector', () => {
  it('selects what a worker of the model exposes', () => {
    expect(customMetricsSelector(scope)).toBe(
      '{namespace="ml-mon",deployment_name="seldon-model",worker_id!=""}',
    );
  });
});
