import fc from 'fast-check';
import { openQueryUrls } from './openQuery';

const range = {
  startSeconds: Date.parse('2026-03-01T11:00:00Z') / 1000,
  endSeconds: Date.parse('2026-03-01T12:00:00Z') / 1000,
  stepSeconds: 15,
};
const query = {
  queries: ['sum(rate(a{b="c"}[2m]))', 'up + 1'],
  range,
  namespace: 'ml-mon',
};

const parametersOf = (url: string | undefined) =>
  Object.fromEntries(new URL(url!).searchParams);

describe('openQueryUrls', () => {
  it('opens the graph page of Prometheus with every query, their range and their step', () => {
    const { prometheus } = openQueryUrls(
      { prometheus: 'https://prom.example.com/eu/' },
      query,
    );
    expect(prometheus).toMatch(/^https:\/\/prom\.example\.com\/eu\/graph\?/);
    expect(parametersOf(prometheus)).toEqual({
      'g0.expr': 'sum(rate(a{b="c"}[2m]))',
      'g0.tab': '0',
      'g0.range_input': '3600s',
      'g0.end_input': '2026-03-01 12:00:00',
      'g0.step_input': '15',
      'g0.relative_time': 'none',
      'g1.expr': 'up + 1',
      'g1.tab': '0',
      'g1.range_input': '3600s',
      'g1.end_input': '2026-03-01 12:00:00',
      'g1.step_input': '15',
      'g1.relative_time': 'none',
    });
  });

  it.each([
    ['of that name or uid', 'thanos', { datasource: 'thanos' }],
    ['that was used last where none is named', undefined, {}],
  ])(
    "opens Grafana's Explore on the data source %s",
    (_, datasource, named) => {
      const { grafana } = openQueryUrls(
        { grafana: { url: 'https://grafana.example.com?orgId=2', datasource } },
        query,
      );
      const { panes, ...rest } = parametersOf(grafana);
      expect(new URL(grafana!).pathname).toBe('/explore');
      expect(rest).toEqual({ orgId: '2', schemaVersion: '1' });
      expect(JSON.parse(panes)).toEqual({
        mlm: {
          ...named,
          queries: [
            {
              refId: 'A',
              expr: query.queries[0],
              range: true,
              interval: '15s',
            },
            {
              refId: 'B',
              expr: query.queries[1],
              range: true,
              interval: '15s',
            },
          ],
          range: { from: '1772362800000', to: '1772366400000' },
        },
      });
    },
  );

  it("opens the console's page of the namespace", () => {
    expect(
      openQueryUrls({ console: 'https://console.example.com' }, query).console,
    ).toBe(
      'https://console.example.com/dev-monitoring/ns/ml-mon/metrics?query0=sum%28rate%28a%7Bb%3D%22c%22%7D%5B2m%5D%29%29&query1=up+%2B+1',
    );
  });

  it.each([
    ['nothing is known', {}, query],
    [
      'nothing is asked',
      { prometheus: 'https://prom.example.com' },
      { ...query, queries: [] },
    ],
    [
      'the address is not of the web',
      { prometheus: ['javascript', 'alert(1)'].join(':') },
      query,
    ],
    ['the address is none', { console: 'console' }, query],
  ])('gives no link where %s', (_, openIn, asked) => {
    expect(openQueryUrls(openIn, asked)).toEqual({});
  });

  it('stays on the host and carries every query whole, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', minLength: 1 }), {
          minLength: 1,
          maxLength: 30,
        }),
        fc.string({ unit: 'grapheme' }),
        (queries, namespace) => {
          const urls = openQueryUrls(
            {
              prometheus: 'https://a.example.com/base',
              grafana: {
                url: 'https://a.example.com/base',
                datasource: namespace,
              },
              console: 'https://a.example.com/base',
            },
            { queries, range, namespace },
          );
          const [graph, explore, page] = [
            urls.prometheus,
            urls.grafana,
            urls.console,
          ].map(url => new URL(url!));
          for (const { origin, hash } of [graph, explore, page]) {
            expect({ origin, hash }).toEqual({
              origin: 'https://a.example.com',
              hash: '',
            });
          }
          const { mlm } = JSON.parse(explore.searchParams.get('panes')!);
          const refIds = mlm.queries.map(
            ({ refId }: { refId: string }) => refId,
          );
          expect(new Set(refIds).size).toBe(queries.length);
          queries.forEach((promql, index) => {
            expect(graph.searchParams.get(`g${index}.expr`)).toBe(promql);
            expect(page.searchParams.get(`query${index}`)).toBe(promql);
            expect(mlm.queries[index].expr).toBe(promql);
          });
        },
      ),
      { numRuns: 20 },
    );
  });
});
