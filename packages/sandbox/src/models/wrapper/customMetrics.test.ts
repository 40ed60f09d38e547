import {
  CustomMetrics,
  TIMER_BUCKETS_SECONDS,
  wrapperLabels,
} from './customMetrics';

const identity = wrapperLabels({
  SELDON_DEPLOYMENT_ID: 'seldon-model',
  PREDICTIVE_UNIT_ID: 'classifier',
  PREDICTIVE_UNIT_IMAGE: 'reg:5000/seldonio/metrics:0.1',
  PREDICTOR_ID: 'example',
  PREDICTOR_LABELS: '{"version":"example"}',
});

describe('wrapperLabels', () => {
  it('names the model as the Python wrapper does, splitting the image at the last colon', () => {
    expect(identity).toEqual({
      deployment_name: 'seldon-model',
      model_name: 'classifier',
      model_image: 'reg:5000/seldonio/metrics',
      model_version: '0.1',
      predictor_name: 'example',
      predictor_version: 'example',
      seldon_deployment_name: 'seldon-model',
      image_name: 'reg:5000/seldonio/metrics',
      image_version: '0.1',
    });
  });

  it('says so where the environment does not', () => {
    expect(new Set(Object.values(wrapperLabels({})))).toEqual(
      new Set(['NOT_IMPLEMENTED']),
    );
  });
});

describe('CustomMetrics', () => {
  it('exposes counters as totals, gauges as they are and timers in seconds', async () => {
    const metrics = new CustomMetrics({ model_name: 'm', worker_id: '8' });
    metrics.record(
      [
        { key: 'mycounter', value: 1 },
        { key: 'mygauge', type: 'GAUGE', value: 100 },
        { key: 'mytimer', type: 'TIMER', value: 20.2 },
      ],
      'predict',
    );
    metrics.record([{ key: 'mycounter', value: 2 }], 'predict');
    const text = await metrics.text();
    const labels = '{model_name="m",worker_id="8",method="predict"}';
    expect(text).toContain(`mycounter_total${labels} 3\n`);
    expect(text).toContain(`mygauge${labels} 100\n`);
    expect(text).toContain(`mytimer_sum${labels} 0.0202\n`);
    expect(text).toContain(`mytimer_count${labels} 1\n`);
  });

  it('keeps tags as labels, but not one that claims to be another model', async () => {
    const metrics = new CustomMetrics({ model_name: 'm' });
    metrics.record(
      [{ key: 'c', value: 1, tags: { branch: 'a', model_name: 'other' } }],
      'predict',
    );
    expect(await metrics.text()).toContain(
      'c_total{branch="a",model_name="m",method="predict"} 1',
    );
  });

  it('does not count feedback without a reward', async () => {
    const metrics = new CustomMetrics({});
    metrics.recordFeedback(0);
    expect(await metrics.text()).not.toContain('feedback');
    metrics.recordFeedback(0.5);
    expect(await metrics.text()).toContain(
      'seldon_api_model_feedback_reward_total{method="feedback"} 0.5',
    );
  });
});

it('has 50 timer bounds from a millisecond to half a minute', () => {
  expect(TIMER_BUCKETS_SECONDS).toHaveLength(50);
  expect(TIMER_BUCKETS_SECONDS[0]).toBeCloseTo(0.001);
  expect(TIMER_BUCKETS_SECONDS[49]).toBeCloseTo(30);
});
