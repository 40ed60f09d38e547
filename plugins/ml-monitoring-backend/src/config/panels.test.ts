import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ConfigReader } from '@backstage/config';
import {
  builtInProfiles,
  modelScope,
  panelCatalogue,
  podScope,
} from 'backstage-plugin-ml-monitoring-common';
import { parseAllDocuments } from 'yaml';
import { readMlMonitoringConfig } from './readMlMonitoringConfig';

const read = (mlMonitoring: object) =>
  readMlMonitoringConfig(new ConfigReader({ mlMonitoring } as never)).panels;

const queue = {
  id: 'queue',
  title: 'Waiting',
  by: ['pod'],
  queries: [
    { promql: 'sum by (pod) (rate(queue_total{$pods,kind="in"}[$window]))' },
  ],
};
const promql = (query: string) => ({
  panels: [{ ...queue, queries: [{ promql: query }] }],
});

describe('mlMonitoring.panels', () => {
  it.each([
    'up{__model__=""}',
    'up{__pods__!="1"}',
    'up{job="$model"}',
    "up{job='$model'}",
    'up # {$model}',
    'up{$model} or up',
    'up{$model} + on() group_left() up{job="b"}',
    '{__name__=~".+"}',
    'up{$model or job="b"}',
    'up{$$model}',
    'up{$modelx}',
    'up{$model_x}',
    'up{$model}{job="b"}',
    'up{!$model}',
    'up{x="\\",$model,y="}',
    'info(up{$model}, {k8s_cluster_name=~".+"})',
    'max_over_time(up[1h:$window] offset 1d)',
    'sum(up) / sum(up{$model})',
    'vector(1)',
    '"$model"',
    'label_replace(up{$model}, "a", "$1", "b", "(.*)") or up',
  ])('refuses %s, which tells of other models, or of none', query => {
    expect(() => read(promql(query))).toThrow(/promql/);
  });

  it('changes what is there, in its own order', () => {
    expect(
      read({
        panels: [
          { id: 'latency', title: 'How long', unit: 'seconds' },
          {
            id: 'custom:mygauge',
            by: ['tier'],
            thresholds: [{ value: 90, title: 'full' }],
          },
          { id: 'errors', hidden: true },
        ],
      }),
    ).toEqual({
      arrangements: [
        { id: 'latency', title: 'How long', unit: 'seconds', hidden: false },
        {
          id: 'custom:mygauge',
          thresholds: [{ value: 90, title: 'full' }],
          hidden: false,
        },
        { id: 'errors', hidden: true },
      ],
      tags: new Map([['custom:mygauge', 'tier']]),
      added: [],
      profiles: [],
    });
  });

  it('adds panels, whose parameters no name can break out of', () => {
    const [panel] = read({ panels: [queue] }).added;
    const scope = podScope(
      modelScope({
        ref: { namespace: 'ml-mon', name: 'x"} or vector(1) #' },
        matchers: { cluster: 'eu"' },
        windowSeconds: 300,
      }),
      ['a.b"c'],
    );
    expect(panel).toMatchObject({
      id: 'queue',
      title: 'Waiting',
      group: 'custom',
      unit: 'none',
      by: ['pod'],
      windowed: true,
      aboutPods: true,
    });
    expect(panel.queries.map(each => each.promql(scope))).toEqual([
      String.raw`sum by (pod) (rate(queue_total{cluster="eu\"",namespace="ml-mon",pod=~"(a\\.b\"c)-[a-z0-9]{1,10}-[a-z0-9]{5}",kind="in"}[360s]))`,
    ]);
  });

  it.each([
    ['sum(up)', /\$model or \$pods in the braces of every selector/],
    ['up{$model} / ignoring(x) other_total', /it has not in "other_total"/],
    ['sum(up{x="$model"})', /it has not in "up\{x=/],
    ['sum(up{$model}', /must be PromQL/],
    ['up{$model,namespace="$namespace"}', /got \$namespace/],
    ['vector(1)', /must select series of the model/],
  ])('refuses %s, which could tell of other models', (query, message) => {
    expect(() => read(promql(query))).toThrow(message);
    expect(() => read(promql(query))).toThrow(
      'mlMonitoring.panels.0.queries.0.promql',
    );
  });

  it.each<[object, RegExp]>([
    [{ id: 'x', queries: queue.queries }, /must have a title/],
    [{ id: 'latency', by: ['pod'] }, /must have queries where it has by/],
    [{ id: 'custom:x', by: ['a', 'b'] }, /have one of its tags/],
    [{ id: 'custom:x', by: ['worker_id'] }, /have one of its tags/],
    [{ id: 'latency', units: 'seconds' }, /units/],
    [{ id: 'latency', unit: 'furlongs' }, /unit/],
    [{ id: '../x' }, /must begin with/],
  ])('refuses %j', (panel, message) => {
    expect(() => read({ panels: [panel] })).toThrow(message);
  });
});

describe('mlMonitoring.profiles', () => {
  it('adds the metrics of another runtime, under its own name', () => {
    const { profiles } = read({
      profiles: {
        kserve: { metrics: ['request_predict_seconds_count'], panels: [queue] },
      },
    });
    expect(profiles).toMatchObject([
      {
        name: 'kserve',
        metrics: ['request_predict_seconds_count'],
        panels: [{ id: 'kserve:queue', title: 'Waiting', optional: true }],
      },
    ]);
  });

  it('refuses what is no name of a metric', () => {
    expect(() =>
      read({ profiles: { x: { metrics: ['a|.*'], panels: [queue] } } }),
    ).toThrow(/mlMonitoring\.profiles\.x\.metrics\.0/);
  });
});

const docs = (name: string) =>
  readFileSync(path.resolve(__dirname, '../../../../docs', name), 'utf8');
const panelIds = [
  ...panelCatalogue,
  ...builtInProfiles.flatMap(({ panels }) => panels),
].map(({ id }) => id);

describe('docs/panels.md', () => {
  const text = docs('panels.md');
  const examples = [...text.matchAll(/^```yaml\n([^]*?)^```/gm)].map(
    ([, yaml]) => parseAllDocuments(yaml)[0].toJS(),
  );

  it('has examples that the portal takes', () => {
    expect(
      examples.map(({ mlMonitoring }) => {
        const { arrangements, added, profiles } = read(mlMonitoring);
        return [arrangements, added, profiles].map(({ length }) => length);
      }),
    ).toEqual([
      [4, 1, 0],
      [0, 0, 1],
    ]);
  });

  it('lists every panel that there is', () => {
    const [table] = /^\| Panels[^]*?\n\n/m.exec(text)!;
    expect(idsIn(table.split('\n').map(row => row.split('|')[1]))).toEqual(
      new Set([...panelIds, 'custom:<metric>']),
    );
  });
});

describe('docs/dashboards.md', () => {
  it('names counterparts that there are, for every panel of the older dashboards', () => {
    const [, tables] = docs('dashboards.md').split('that were there before');
    const rows = tables
      .split('\n')
      .filter(line => /^\| [^-]/.test(line))
      .map(line => line.split('|').slice(1, -1));
    const counterparts = rows
      .map(cells => cells.at(-1)!)
      .filter(cell => cell.trim() !== 'Here');
    expect(counterparts).toHaveLength(17);
    for (const cell of counterparts) {
      const ids = [...idsIn([cell])];
      expect(ids).not.toEqual([]);
      expect(
        ids.filter(id => !panelIds.includes(id) && !id.startsWith('custom:')),
      ).toEqual([]);
    }
  });
});

function idsIn(cells: (string | undefined)[]): Set<string> {
  return new Set(
    cells.flatMap(cell =>
      [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, id]) => id),
    ),
  );
}
