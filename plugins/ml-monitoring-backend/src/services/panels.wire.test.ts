import { ConfigReader } from '@backstage/config';
import type {
  ClusterFacts,
  MetricsQuery,
  Panel,
} from 'backstage-plugin-ml-monitoring-common';
import { readMlMonitoringConfig } from '../config';
import { MetricsSources } from '../metrics';
import {
  openMetrics,
  type SampledSeries,
} from '../metrics/__testUtils__/openMetrics';
import {
  startPrometheus,
  type RunningPrometheus,
} from '../metrics/__testUtils__/startPrometheus';
import { ModelMetricsService } from './ModelMetricsService';
import type { ModelReader } from './types';

const startSeconds = 1_699_992_000;
const now = new Date((startSeconds + 1800) * 1000);
const ref = { cluster: 'local', namespace: 'ml-mon', name: 'fraud' };
const DEPLOYMENT = 'fraud-model-0-classifier';
const pod = `${DEPLOYMENT}-5d8c7f9b6-x7k2p`;

/** Scraped by two, as everything may be. */
const ofPod = (
  metric: string,
  valueAt: SampledSeries['valueAt'],
  labels: Record<string, string> = {},
): SampledSeries[] =>
  ['a', 'b'].map(job => ({
    metric,
    labels: {
      namespace: 'ml-mon',
      pod,
      job,
      instance: `${pod}:6000`,
      ...labels,
    },
    valueAt,
  }));

const served = { model_name: 'iris', model_version: '1' };
const series = [
  ...ofPod('model_infer_request_success_total', t => 3 * t, served),
  ...ofPod('model_infer_request_failure_total', t => t, served),
  ...ofPod('batch_request_queue_sum', t => 4 * t),
  ...ofPod('batch_request_queue_count', t => 2 * t),
  ...ofPod('queue_length', () => 7),
  // Somebody else's of the same runtime.
  ...ofPod('queue_length', () => 1000, {
    pod: `${DEPLOYMENT}-v2-5d8c7f9b6-x7k2p`,
  }),
];

/** More tags than anybody can look at, each counted more often than the one before. */
const CALLERS = 60;
const byWorker = (
  metric: string,
  valueAt: SampledSeries['valueAt'],
  labels: Record<string, string> = {},
) =>
  ['1', '2'].map(worker => ({
    metric,
    labels: {
      namespace: 'ml-mon',
      pod: 'watched-pod',
      job: 'watched-model-metrics',
      instance: '10.0.0.1:6000',
      deployment_name: 'watched',
      predictor_name: 'model',
      model_name: 'classifier',
      worker_id: worker,
      ...labels,
    },
    valueAt,
  }));
const watched: SampledSeries[] = [
  ...Array.from({ length: CALLERS }, (_, index) =>
    byWorker('calls_total', t => t * (index + 1), {
      caller: `caller "${index}"`,
    }),
  ).flat(),
  ...['cpu', 'gpu'].flatMap((device, index) => [
    ...byWorker('wait_bucket', t => t, { device, le: '15' }),
    ...byWorker('wait_bucket', t => 2 * t, { device, le: '30' }),
    ...byWorker('wait_bucket', t => 2 * t, { device, le: '+Inf' }),
    ...byWorker('wait_sum', t => 2 * t * (index + 1), { device }),
    ...byWorker('wait_count', t => 2 * t, { device }),
  ]),
  ...byWorker('ragged', t => [NaN, Infinity, -Infinity, 7][(t / 15) % 4]),
  ...byWorker('seldon_api_model_feedback_total', t => t / 60),
  ...byWorker('seldon_api_model_feedback_reward_total', t => t / 120),
  ...[
    { metric: 'seldon_metric_drift_is_drift', value: 1 },
    { metric: 'seldon_metric_drift_p_val', value: 0.3, index: '0' },
    { metric: 'seldon_metric_drift_p_val', value: 0.01, index: '1' },
    { metric: 'seldon_metric_drift_threshold', value: 0.05 },
  ].flatMap(({ metric, value, index }) =>
    byWorker(metric, () => value, {
      namespace: 'seldon-logs',
      deployment_name: 'drift-detector',
      seldon_deployment_name: 'watched',
      seldon_deployment_namespace: 'ml-mon',
      ...(index && { index }),
    }),
  ),
  ...byWorker('seldon_metric_outlier_is_outlier_total', t => t / 10),
];

/** Knows one model, by what runs it. */
const reader = {
  facts: async () => ({
    facts: {
      model: {
        ref,
        pods: [],
        monitors: [],
        predictors: [{ rollouts: [{ deployment: DEPLOYMENT }] }],
      },
    } as unknown as ClusterFacts,
    source: undefined,
  }),
} as unknown as ModelReader;

describe('panels beyond the catalogue, asked of a real Prometheus', () => {
  let prometheus: RunningPrometheus;

  beforeAll(async () => {
    prometheus = await startPrometheus(
      openMetrics([...series, ...watched], {
        startSeconds,
        endSeconds: startSeconds + 1800,
        intervalSeconds: 15,
      }),
    );
  }, 60_000);

  afterAll(() => prometheus?.stop());

  function serviceOf(mlMonitoring: object) {
    const config = readMlMonitoringConfig(
      new ConfigReader({ mlMonitoring } as never),
    );
    return ModelMetricsService.create({
      sources: MetricsSources.create({
        configs: [
          {
            cluster: 'local',
            target: { kind: 'url', url: prometheus.url },
            matchers: {},
            headers: {},
          },
        ],
        service: () => {
          throw new Error('no Prometheus in the cluster');
        },
      }),
      reader,
      panels: config.panels,
      now: () => now,
    });
  }

  const ask = (query: MetricsQuery, mlMonitoring = {}) =>
    serviceOf(mlMonitoring).panels({ ...ref, name: 'watched' }, query);

  async function lastValues(mlMonitoring: object, panels?: string) {
    const answer = await serviceOf(mlMonitoring).panels(ref, { panels });
    return answer.panels
      .filter(({ status }) => status === 'ok')
      .map(({ id, title, thresholds, series: found }) => ({
        id,
        title,
        thresholds,
        values: Object.fromEntries(
          found.map(({ name, values }) => [name, values.at(-1)]),
        ),
      }));
  }

  it('are those of MLServer where it serves the model', async () => {
    await expect(lastValues({})).resolves.toEqual([
      {
        id: 'mlserver:inferences',
        title: 'MLServer: inferences',
        values: {
          'iris · 1 · succeeded': expect.closeTo(3, 6),
          'iris · 1 · failed': expect.closeTo(1, 6),
        },
      },
      {
        id: 'mlserver:queues',
        title: 'MLServer: queues',
        values: { [`${pod} · for a batch`]: expect.closeTo(2, 6) },
      },
    ]);
  });

  it('are those that the platform team added, about no other model', async () => {
    const added = {
      id: 'queue',
      title: 'Waiting',
      thresholds: [{ value: 5, title: 'long' }],
      queries: [
        { name: 'all', promql: 'sum(max by (pod) (queue_length{$pods}))' },
      ],
    };
    await expect(lastValues({ panels: [added] }, 'queue')).resolves.toEqual([
      {
        id: 'queue',
        title: 'Waiting',
        thresholds: [{ value: 5, title: 'long' }],
        values: { all: 7 },
      },
    ]);
  });

  it('are asked about only where the runtime is that of the model', async () => {
    const profiles = {
      absent: {
        metrics: ['never_measured_total'],
        panels: [
          {
            id: 'x',
            title: 'X',
            queries: [{ promql: 'sum(queue_length{$pods})' }],
          },
        ],
      },
    };
    await expect(lastValues({ profiles }, 'absent:x')).resolves.toEqual([]);
  });

  it('can be hidden', async () => {
    const hidden = { id: 'mlserver:queues', hidden: true };
    const shown = await lastValues({ panels: [hidden] });
    expect(shown.map(({ id }) => id)).toEqual(['mlserver:inferences']);
  });

  const lastOf = ({ series: found }: Panel) =>
    Object.fromEntries(found.map(({ name, values }) => [name, values.at(-1)]));

  it('are those about how good the answers are, where anybody measures it', async () => {
    const { panels } = await ask({});
    expect(
      panels
        .filter(({ group }) => group === 'quality')
        .map(panel => [panel.id, lastOf(panel)]),
    ).toEqual([
      ['reward', { model: expect.closeTo(0.5, 6) }],
      ['feedback', { model: expect.closeTo(4, 6) }],
      ['drift', { detected: 1, 'p-value': 0.01, threshold: 0.05 }],
      ['outliers', { Outliers: expect.closeTo(0.2, 6) }],
    ]);
    expect(panels.filter(({ id }) => id.includes('drift'))).toHaveLength(1);
  });

  it('offer the tags of custom metrics, and say what their buckets can tell', async () => {
    const { panels, warnings } = await ask({ panels: 'custom' });
    expect(
      panels.map(({ id, tags, by, ceiling }) => ({ id, tags, by, ceiling })),
    ).toEqual([
      { id: 'custom:calls_total', tags: ['caller'] },
      { id: 'custom:ragged' },
      { id: 'custom:wait', tags: ['device'], ceiling: 30 },
    ]);
    expect(warnings).toEqual([]);
  });

  it('are told apart by the tag that is asked for, in every query', async () => {
    const { panels } = await ask({
      panels: 'custom:wait',
      by: 'custom:wait=device',
    });
    expect(panels).toHaveLength(1);
    expect(panels[0]).toMatchObject({ status: 'ok', by: 'device' });
    const near = (value: number) => expect.closeTo(value, 6);
    expect(lastOf(panels[0])).toEqual({
      'model · cpu · mean': near(1),
      'model · cpu · p50': near(15),
      'model · cpu · p95': near(15 + 15 * 0.9),
      'model · gpu · mean': near(2),
      'model · gpu · p50': near(15),
      'model · gpu · p95': near(15 + 15 * 0.9),
    });
    expect(panels[0].series[0].labels).toEqual({
      predictor_name: 'model',
      device: 'cpu',
    });
  });

  it('keep the largest series of a tag, and say how many are left out', async () => {
    const { panels, warnings } = await ask({
      panels: 'custom:calls_total',
      by: 'custom:calls_total=caller',
    });
    expect(panels[0].series).toHaveLength(50);
    expect(Object.keys(lastOf(panels[0]))).not.toContain('model · caller "9"');
    expect(lastOf(panels[0])).toMatchObject({
      'model · caller "59"': expect.closeTo(120, 6),
    });
    expect(warnings).toEqual([
      'calls has 60 values of the tag "caller"; the 50 largest are shown, and 10 are left out.',
    ]);
  });

  it('are told apart by the tag that the platform team set', async () => {
    const panelsConfig = [{ id: 'custom:wait', by: ['device'] }];
    const { panels } = await ask(
      { panels: 'custom:wait' },
      { panels: panelsConfig },
    );
    expect(panels[0].by).toBe('device');
  });

  it('say which tags there are where the one that is asked for is not', async () => {
    const { panels, warnings } = await ask({
      panels: 'custom:wait',
      by: 'custom:wait=caller,custom:gone=tier',
    });
    expect(panels).toMatchObject([
      {
        id: 'custom:wait',
        status: 'failed',
        message: 'This metric has no tag "caller" now. It has device.',
        tags: ['device'],
        series: [],
      },
    ]);
    expect(warnings).toEqual([
      'custom:gone cannot be told apart by a tag: the model exposed no such metric in the chosen range.',
    ]);
  });

  it.each([
    ['requests=tier', /by: "requests=tier" must be custom:<metric>=<tag>/],
    ['custom:wait', /must be custom:<metric>=<tag>/],
    ['custom:wait=', /cannot be a tag of custom:wait/],
    ['custom:wait=worker_id', /cannot be a tag of custom:wait/],
    ['custom:wait=a"} or up{b="', /must be custom:|cannot be a tag/],
    ['custom:wait=a,custom:wait=b', /by one tag only/],
  ])('are not told apart by %s', async (by, message) => {
    await expect(ask({ by })).rejects.toThrow(message);
  });

  it('have gaps where a value is not a number, or not a finite one', async () => {
    const { panels, range } = await ask({
      panels: 'custom:ragged',
      from: new Date((startSeconds + 600) * 1000).toISOString(),
      to: new Date((startSeconds + 660) * 1000).toISOString(),
      step: 15,
    });
    expect(range.stepSeconds).toBe(15);
    expect(panels[0].series[0].values).toEqual([null, null, null, 7, null]);
  });
});
