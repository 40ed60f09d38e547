import {
  instantsOf,
  type MetricsAnswer,
  type ModelRef,
  type Panel,
  type Range,
  type Series,
} from 'backstage-plugin-ml-monitoring-common';
import { metricsAnswer } from './fakeAnswers';

const TAG = 'tier';

const part = { predictor_name: 'default', model_name: 'classifier' };

/** A model with a canary that is slower and fails more often, a node, and a metric with a tag. */
export function canaryAnswer(
  input: ModelRef & { from?: string; to?: string; step?: number; by?: string },
): MetricsAnswer {
  const { from, to, step, by, ...ref } = input;
  const startSeconds = Date.parse(from!) / 1000;
  const endSeconds = Date.parse(to!) / 1000;
  const stepSeconds =
    step ?? Math.max(60, Math.round((endSeconds - startSeconds) / 240));
  const range: Range = { startSeconds, endSeconds, stepSeconds };
  const instants = instantsOf(range);
  const line = (
    id: string,
    level: number,
    labels: Record<string, string> = { predictor_name: id.split('/')[0] },
  ): Series => ({
    id,
    name: id.split('/').filter(Boolean).join(' · '),
    labels,
    // The same at the same instant, whichever range is asked about.
    values: instants.map(
      seconds => level * (1 + 0.2 * Math.sin(seconds / 900)),
    ),
  });
  const panel = (
    own: Pick<Panel, 'id' | 'title' | 'group' | 'unit' | 'series'> &
      Partial<Panel>,
  ): Panel => ({ status: 'ok', queries: [], windowSeconds: 60, ...own });
  const isSplit = by === `custom:cache_hits=${TAG}`;
  return {
    ...metricsAnswer(ref),
    range,
    panels: [
      panel({
        id: 'requests',
        title: 'Requests',
        group: 'traffic',
        unit: 'requests/s',
        series: [line('default/', 9), line('canary/', 1)],
      }),
      panel({
        id: 'errors',
        title: 'Errors',
        group: 'errors',
        unit: 'requests/s',
        series: [
          line('canary/4xx', 0),
          line('canary/5xx', 0.05),
          line('default/4xx', 0.09),
          line('default/5xx', 0.009),
        ],
      }),
      panel({
        id: 'latency',
        title: 'Latency',
        group: 'latency',
        unit: 'seconds',
        ceiling: 10,
        series: [
          ...[0.01, 0.03, 0.05].map((level, index) => ({
            ...line(`default/p${[50, 95, 99][index]}`, level),
            values: instants.map(() => level),
          })),
          ...[0.01, 0.06, 10].map((level, index) => ({
            ...line(`canary/p${[50, 95, 99][index]}`, level),
            values: instants.map(() => level),
          })),
        ],
      }),
      panel({
        id: 'node-requests',
        title: 'Requests by node',
        group: 'nodes',
        unit: 'requests/s',
        series: [line('default/classifier/', 9, part)],
      }),
      panel({
        id: 'custom:cache_hits',
        title: 'cache_hits',
        group: 'custom',
        unit: 'per second',
        tags: [TAG],
        ...(isSplit && { by: TAG }),
        series: isSplit
          ? ['gold', 'iron'].map(tier => line(`default/${tier}`, 2))
          : [line('default/', 4)],
      }),
    ],
  };
}
