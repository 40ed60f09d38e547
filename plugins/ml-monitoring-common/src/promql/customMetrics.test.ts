import {
  customMetrics,
  customMetricsSelector,
  customPanel,
} from './customMetrics';
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

describe('customPanel', () => {
  const queries = (...names: string[]) =>
    customMetrics(names).flatMap(metric =>
      customPanel(metric).queries.map(({ promql }) => promql(scope)),
    );
  const once = (vector: string) =>
    `max without (job,service,endpoint,container,node,instance,pod,prometheus,prometheus_replica,replica) (label_replace(label_replace(${vector},"_pod","$1","instance","(.*)"),"_pod","$1","pod","(.+)"))`;
  const model = '{namespace="ml-mon",deployment_name="seldon-model"}';

  it('asks for the rate of a counter', () => {
    expect(queries('mycounter_total')).toEqual([
      `sum by (predictor_name) (${once(`rate(mycounter_total${model}[120s])`)})`,
    ]);
  });

  it('asks for the mean of a gauge', () => {
    expect(queries('mygauge')).toEqual([
      `avg by (predictor_name) (${once(`mygauge${model}`)})`,
    ]);
  });

  it('asks for mean and quantile of a timer', () => {
    const rate = (metric: string) => once(`rate(${metric}${model}[120s])`);
    expect(queries('t_sum', 't_count', 't_bucket')).toEqual([
      `sum by (predictor_name) (${rate('t_sum')}) / sum by (predictor_name) (${rate('t_count')})`,
      `histogram_quantile(0.95, sum by (le,predictor_name) (${rate('t_bucket')}))`,
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
