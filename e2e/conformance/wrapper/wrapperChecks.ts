import type { Check } from '../Check';
import { metricIn } from './exposition';
import type { Role, Wrapper } from './Wrapper';

const asked = (ndarray: unknown) => ({ data: { ndarray } });

/** Identity, process and method: the names of all labels of all series of a metric. */
const labelNames = (samples: { labels: object }[]) => [
  ...new Set(samples.flatMap(({ labels }) => Object.keys(labels))),
];

async function metricAfter(
  { call, metrics }: Wrapper,
  metric: string,
  calls: [Role, string, unknown][],
) {
  const before = metricIn(await metrics(calls[0][0]), metric);
  for (const [role, path, body] of calls) await call(role, path, body);
  const after = metricIn(await metrics(calls[0][0]), metric);
  const valueBefore = (sample: (typeof after.samples)[number]) =>
    before.samples.find(
      ({ name, labels }) =>
        name === sample.name &&
        JSON.stringify(Object.entries(labels).sort()) ===
          JSON.stringify(Object.entries(sample.labels).sort()),
    )?.value ?? 0;
  return {
    types: after.types,
    labelNames: labelNames(after.samples).sort(),
    samples: after.samples.map(sample => ({
      ...sample,
      value:
        after.types[metric] === 'gauge'
          ? sample.value
          : sample.value - valueBefore(sample),
    })),
  };
}

/** Of counters the wrapper leaves the type out here, which is their default, and not there. */
function withoutMetrics(answer: Awaited<ReturnType<Wrapper['call']>>) {
  const { data, strData, meta } = answer.body;
  const { metrics: _, ...otherMeta } = meta;
  return { ...answer, body: { data, strData, meta: otherMeta } };
}

const predictions: [Role, string, unknown][] = [
  ['MODEL', '/predict', asked([[1, 2]])],
  ['MODEL', '/predict', asked([[3, 4]])],
];

export const wrapperChecks: Check<Wrapper>[] = [
  {
    title: 'wrapper: a prediction, in each form of its data',
    observe: async ({ call }) => ({
      ndarray: await call('MODEL', '/predict', asked([[1, 2]])),
      named: await call('MODEL', '/predict', {
        data: { names: ['a', 'b'], ndarray: [[1, 2]] },
      }),
      tensor: await call('MODEL', '/predict', {
        data: { tensor: { shape: [2, 2], values: [1, 2, 3, 4] } },
      }),
      byTheOutsidePath: await call(
        'MODEL',
        '/api/v1.0/predictions',
        asked([[1, 2]]),
      ),
      withId: await call('MODEL', '/predict', {
        ...asked([[1, 2]]),
        meta: { puid: 'p', tags: { t: 'x' } },
      }),
    }),
  },
  {
    title: 'wrapper: a counter that a model reports',
    observe: wrapper => metricAfter(wrapper, 'calls', predictions),
  },
  {
    title: 'wrapper: a gauge that a model reports',
    observe: wrapper => metricAfter(wrapper, 'level', predictions),
  },
  {
    title: 'wrapper: a timer that a model reports',
    observe: wrapper => metricAfter(wrapper, 'duration', predictions),
  },
  {
    title: 'wrapper: tags, of which one claims to be another model',
    observe: wrapper =>
      metricAfter(wrapper, 'tagged', [['MODEL', '/predict', asked([[7, 0]])]]),
  },
  {
    title: 'wrapper: transformers, routers and combiners',
    observe: async wrapper => ({
      transformInput: await wrapper.call(
        'TRANSFORMER',
        '/transform-input',
        asked([[1, 2]]),
      ),
      transformOutput: await wrapper.call(
        'TRANSFORMER',
        '/transform-output',
        asked([[1, 2]]),
      ),
      route: await wrapper.call('ROUTER', '/route', asked([[1, 2]])),
      aggregate: await wrapper.call('COMBINER', '/aggregate', {
        seldonMessages: [asked([[1, 2]]), asked([[3, 4]])],
      }),
    }),
  },
  {
    title: 'wrapper: what transformers, routers and combiners expose',
    observe: async wrapper => ({
      transformer: await metricAfter(wrapper, 'calls', [
        ['TRANSFORMER', '/transform-input', asked([[1, 2]])],
        ['TRANSFORMER', '/transform-output', asked([[1, 2]])],
      ]),
      router: await metricAfter(wrapper, 'calls', [
        ['ROUTER', '/route', asked([[1, 2]])],
      ]),
      combiner: await metricAfter(wrapper, 'calls', [
        ['COMBINER', '/aggregate', { seldonMessages: [asked([[1, 2]])] }],
      ]),
    }),
  },
  {
    title: 'wrapper: feedback, with and without a reward',
    observe: async wrapper => {
      const feedback = (reward: number): [Role, string, unknown] => [
        'MODEL',
        '/send-feedback',
        { request: asked([[1, 2]]), response: asked([[1, 2]]), reward },
      ];
      const rewards = [feedback(1), feedback(0.5), feedback(0)];
      await wrapper.call(...predictions[0]);
      return {
        answer: withoutMetrics(await wrapper.call(...feedback(0))),
        reported: await metricAfter(wrapper, 'calls', rewards),
        count: await metricAfter(wrapper, 'seldon_api_model_feedback', rewards),
        reward: await metricAfter(
          wrapper,
          'seldon_api_model_feedback_reward',
          rewards,
        ),
      };
    },
  },
  {
    title: 'wrapper: what it refuses',
    observe: async ({ call }) => ({
      notJson: await call('MODEL', '/predict', '{'),
      noData: await call('MODEL', '/predict', {}),
      failing: await call('MODEL', '/predict', asked([[-1, 0]])),
      unknownPath: (await call('MODEL', '/nowhere')).status,
    }),
  },
  {
    title: 'wrapper: health and metadata',
    observe: async ({ call }) => ({
      ping: await call('MODEL', '/health/ping'),
      status: withoutMetrics(await call('MODEL', '/health/status')),
      metadata: await call('MODEL', '/metadata'),
    }),
  },
  {
    title: 'wrapper: the form of what is scraped',
    observe: async ({ metrics }) => ({
      contentType: (await metrics('MODEL')).contentType,
    }),
  },
];
