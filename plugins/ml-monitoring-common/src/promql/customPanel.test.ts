import { customMetrics } from './customMetrics';
import { customPanel } from './customPanel';
import { modelScope } from './scope';

const scope = modelScope({
  ref: { namespace: 'ml-mon', name: 'seldon-model' },
  matchers: {},
  windowSeconds: 120,
});
const MODEL = '{namespace="ml-mon",deployment_name="seldon-model"}';
const SCRAPE =
  'model_name,pod,job,endpoint,instance,prometheus,prometheus_replica,replica';

const panelOf = (
  names: string[],
  options?: Parameters<typeof customPanel>[1],
) => customPanel(customMetrics(names)[0], options);
const queries = (...args: Parameters<typeof panelOf>) =>
  panelOf(...args).queries.map(({ promql }) => promql(scope));

/** Of each pod, what the scrape that saw most of it saw. */
const overPods = (by: string, vector: string, operator = 'sum') =>
  `sum by (${by}) (max by (${by},model_name,_pod) (label_replace(label_replace(${operator} by (${by},${SCRAPE}) (${vector}),"_pod","$1","instance","(.*)"),"_pod","$1","pod","(.+)")))`;
const rate = (metric: string) => `rate(${metric}${MODEL}[120s])`;

describe('customPanel', () => {
  it('asks for the rate of a counter', () => {
    expect(queries(['mycounter_total'])).toEqual([
      overPods('predictor_name', rate('mycounter_total')),
    ]);
  });

  it('asks for the mean of a gauge over pods and workers', () => {
    const gauge = `mygauge${MODEL}`;
    expect(queries(['mygauge'])).toEqual([
      `${overPods('predictor_name', gauge)} / ${overPods('predictor_name', gauge, 'count')}`,
    ]);
  });

  it('asks for mean and quantiles of a timer', () => {
    const mean = `${overPods('predictor_name', rate('t_sum'))} / ${overPods('predictor_name', rate('t_count'))}`;
    expect(queries(['t_sum', 't_count', 't_bucket'])).toEqual([
      mean,
      ...[0.5, 0.95].map(
        q =>
          `histogram_quantile(${q}, ${overPods('le,predictor_name', rate('t_bucket'))})`,
      ),
    ]);
    expect(queries(['t_sum', 't_count'])).toEqual([mean]);
  });

  it('tells series apart by a tag, whatever a target label made of its name', () => {
    const tagged = `label_replace(label_replace(${rate('hits_total')},"_tag","$1","tier","(.*)"),"_tag","$1","exported_tier","(.+)")`;
    const options = { tags: ['region', 'tier'], tag: 'tier' };
    expect(panelOf(['hits_total'], options)).toMatchObject({
      by: ['predictor_name', 'tier'],
      tag: 'tier',
      tags: ['region', 'tier'],
    });
    expect(queries(['hits_total'], options)).toEqual([
      `label_replace(${overPods('predictor_name,_tag', tagged)},"tier","$1","_tag","(.*)")`,
    ]);
  });

  it('quotes the name of a metric that PromQL cannot write', () => {
    expect(queries(['my.gauge"}'])[0]).toContain(
      '{__name__="my.gauge\\"}",namespace="ml-mon",',
    );
  });

  it('has a ceiling only where its highest bucket is known', () => {
    const options = { ceilingSeconds: 30 };
    const timer = ['t_sum', 't_count'];
    expect(panelOf([...timer, 't_bucket'], options).ceiling).toBe(30);
    expect(panelOf(timer, options).ceiling).toBeUndefined();
    expect(panelOf(['g'], options).ceiling).toBeUndefined();
  });
});
