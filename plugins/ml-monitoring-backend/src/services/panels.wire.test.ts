import { ConfigReader } from '@backstage/config';
import type { ClusterFacts } from 'backstage-plugin-ml-monitoring-common';
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
      openMetrics(series, {
        startSeconds,
        endSeconds: startSeconds + 1800,
        intervalSeconds: 15,
      }),
    );
  }, 60_000);

  afterAll(() => prometheus?.stop());

  async function lastValues(mlMonitoring: object, panels?: string) {
    const config = readMlMonitoringConfig(
      new ConfigReader({ mlMonitoring } as never),
    );
    const service = ModelMetricsService.create({
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
    const answer = await service.panels(ref, { panels });
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
});
