import type { Panel } from 'backstage-plugin-ml-monitoring-common';
import { measuredNodes, nodeAgainstWhole } from './nodeAgainstWhole';

const series = (id: string, labels: Record<string, string>, value: number) => ({
  id,
  name: id,
  labels,
  values: [value],
});

const panel = (own: Partial<Panel>): Panel => ({
  id: '',
  title: 'Calls',
  group: 'traffic',
  unit: 'requests/s',
  status: 'ok',
  series: [],
  queries: [],
  ...own,
});

const panels = [
  panel({
    id: 'requests',
    queries: ['whole'],
    series: [
      series('default/', { predictor_name: 'default' }, 9),
      series('canary/', { predictor_name: 'canary' }, 1),
    ],
  }),
  panel({
    id: 'node-requests',
    group: 'nodes',
    queries: ['part'],
    series: [
      series(
        'default/one/',
        { predictor_name: 'default', model_name: 'one' },
        6,
      ),
      series(
        'default/two/',
        { predictor_name: 'default', model_name: 'two' },
        3,
      ),
      series('canary/one/', { predictor_name: 'canary', model_name: 'one' }, 1),
    ],
  }),
];

const names = {
  whole: 'the whole',
  title: (title: string) => `${title}: two`,
  description: '',
};
const two = { predictor: 'default', node: 'two' };

describe('a node beside the whole', () => {
  it('can be any that was measured', () => {
    expect(measuredNodes(panels)).toEqual([
      { predictor: 'default', node: 'one' },
      two,
      { predictor: 'canary', node: 'one' },
    ]);
  });

  it('is drawn in one chart with its predictor, with the queries of both', () => {
    expect(nodeAgainstWhole(panels, two, names)).toEqual([
      expect.objectContaining({
        id: 'node-requests:whole',
        title: 'Calls: two',
        status: 'ok',
        queries: ['part', 'whole'],
        series: [
          expect.objectContaining({ id: 'node', name: 'two', values: [3] }),
          expect.objectContaining({
            id: 'whole',
            name: 'the whole',
            values: [9],
          }),
        ],
      }),
    ]);
  });

  it('is drawn alone where the whole was not measured, and says so where neither was', () => {
    const [requests, parts] = panels;
    const statusOf = (of: Panel[]) =>
      nodeAgainstWhole(of, two, names).map(({ status, series: lines }) => [
        status,
        lines.length,
      ]);
    expect(statusOf([{ ...requests, series: [] }, parts])).toEqual([['ok', 1]]);
    expect(
      statusOf([
        { ...requests, series: [] },
        { ...parts, series: [] },
      ]),
    ).toEqual([['empty', 0]]);
    expect(
      statusOf([{ ...requests, status: 'failed', series: [] }, parts]),
    ).toEqual([['failed', 1]]);
  });

  it('is compared by one quantile of several', () => {
    const quantiles = (id: string, names_: string[], labels: object) =>
      panel({
        id,
        unit: 'seconds',
        series: names_.map((name, index) =>
          series(name, { predictor_name: 'default', ...labels }, index),
        ),
      });
    const [chart] = nodeAgainstWhole(
      [
        quantiles('latency', ['default/p50', 'default/p95'], {}),
        quantiles('node-latency', ['default/two/p50', 'default/two/p95'], {
          model_name: 'two',
        }),
      ],
      two,
      names,
    );
    expect(chart.series.map(({ id, values }) => [id, values])).toEqual([
      ['node', [1]],
      ['whole', [1]],
    ]);
  });

  it('is not drawn beside what is measured in another unit', () => {
    const [requests, parts] = panels;
    expect(
      nodeAgainstWhole([{ ...requests, unit: 'none' }, parts], two, names),
    ).toEqual([]);
  });
});
