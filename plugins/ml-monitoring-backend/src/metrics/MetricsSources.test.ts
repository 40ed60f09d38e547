import type { MetricsSourceConfig } from '../services/types';
import { MetricsSources } from './MetricsSources';

const entry = (over: Partial<MetricsSourceConfig>): MetricsSourceConfig => ({
  cluster: 'local',
  target: { kind: 'url', url: 'http://one' },
  matchers: {},
  headers: {},
  ...over,
});
const at = (url: string) => ({ target: { kind: 'url', url } as const });

/** Answers with the value of each host, and refuses those it does not know. */
function sourcesOf(
  configs: MetricsSourceConfig[],
  values: Record<string, string> = {},
) {
  const asked: string[] = [];
  const sources = MetricsSources.create({
    configs,
    fetch: async (input, init) => {
      const { host } = new URL(String(input));
      const tenant = new Headers(init?.headers).get('x-scope-orgid') ?? '';
      asked.push(host + tenant);
      const value = values[host + tenant];
      return value === undefined
        ? new Response('no', { status: 503 })
        : Response.json({
            status: 'success',
            data: {
              resultType: 'vector',
              result: [{ metric: { host, tenant }, value: [0, value] }],
            },
          });
    },
  });
  return { sources, asked };
}

describe('the Prometheus of a cluster', () => {
  it.each([
    ['ml-a-1', ['one', 'both']],
    ['ml-b-1', ['two', 'both']],
    ['other', ['both']],
  ])('are for %s those that measure it', async (namespace, hosts) => {
    const { sources } = sourcesOf([
      entry({ ...at('http://one'), namespaces: ['ml-a-*'] }),
      entry({ ...at('http://two'), namespaces: ['x', 'ml-b-*'] }),
      entry(at('http://both')),
      entry({ ...at('http://elsewhere'), cluster: 'far' }),
    ]);
    const metrics = await sources.of('local', { namespace });
    expect(metrics?.entries.map(({ title }) => title)).toEqual(
      hosts.map(host => `Prometheus of cluster local (http://${host})`),
    );
  });

  it('are none where no entry measures the namespace', async () => {
    const { sources } = sourcesOf([entry({ namespaces: ['ml'] })]);
    expect(await sources.of('local', { namespace: 'other' })).toBeUndefined();
    expect(await sources.of('far', {})).toBeUndefined();
  });

  it('are asked as one, opened where the first can be opened, and named where they fail', async () => {
    const { sources } = sourcesOf(
      [
        entry({ ...at('http://one'), matchers: { cluster: 'eu' } }),
        entry({
          ...at('http://two'),
          matchers: { cluster: 'eu' },
          externalUrl: 'https://two.example.com',
        }),
      ],
      { two: '2' },
    );
    const metrics = (await sources.of('local', { namespace: 'ml' }))!;
    const [one, two] = metrics.entries;
    const answer = await metrics.source.instant('q', { at: new Date(0) });
    expect(answer.value).toEqual([
      { labels: { host: 'two', tenant: '' }, value: 2 },
    ]);
    expect(metrics).toMatchObject({
      title:
        'Prometheus of cluster local (http://one) and Prometheus of cluster local (http://two)',
      matchers: { cluster: 'eu' },
      externalUrl: 'https://two.example.com',
      tenancy: false,
    });
    expect(metrics.failureOf(one)?.message).toBe(
      'Prometheus of cluster local (http://one) is there, but cannot answer (HTTP 503): no. See whether it, and what stands in front of it, runs and is ready.',
    );
    expect(metrics.failureOf(two)).toBeUndefined();
    const later = (await sources.of('local', { namespace: 'ml' }))!;
    expect(later.failureOf(one)).toBeUndefined();
  });

  it('are told apart by their headers, as tenants at one address are', async () => {
    const { sources, asked } = sourcesOf(
      [
        entry({ headers: { 'X-Scope-OrgID': 'a' } }),
        entry({ headers: { 'X-Scope-OrgID': 'b' } }),
      ],
      { onea: '1', oneb: '2' },
    );
    const metrics = await sources.of('local', {});
    const { value } = await metrics!.source.instant('q', { at: new Date(0) });
    expect(value.map(({ labels }) => labels.tenant)).toEqual(['a', 'b']);
    expect(asked).toEqual(['onea', 'oneb']);
  });
});
