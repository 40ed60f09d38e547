import type { Alert } from 'backstage-plugin-ml-monitoring-common';
import fc from 'fast-check';
import { MergedMetricsSource } from './MergedMetricsSource';
import type { MetricsSource, RangeSeries } from './MetricsSource';
import { MetricsSourceError } from './MetricsSourceError';
import { seriesKey } from './joinSeries';
import { mergeSeries } from './mergeAnswers';

const at = new Date('2026-03-01T12:00:00Z');
const range = { startSeconds: 0, endSeconds: 30, stepSeconds: 10 };

const named = (title: string, source: Partial<MetricsSource>) => ({
  title,
  source: source as MetricsSource,
});
const answering =
  <T>(value: T, warnings: string[] = []) =>
  async () => ({
    value,
    warnings,
  });
const failing = (message: string) => async () => {
  throw new MetricsSourceError('unreachable', message);
};
const alert = (over: Partial<Alert>): Alert => ({
  name: 'A',
  state: 'firing',
  since: '2026-03-01T11:00:00.000Z',
  labels: { namespace: 'ml' },
  ...over,
});

describe('several Prometheus as one', () => {
  it('give a series once, with the gaps of the first filled from the next', async () => {
    const source = MergedMetricsSource.create({
      sources: [
        named('a', {
          range: answering<RangeSeries[]>(
            [{ labels: { p: 'main', n: '' }, values: [1, undefined, 3, 4] }],
            ['of a', 'of both'],
          ),
        }),
        named('b', {
          range: answering<RangeSeries[]>(
            [
              { labels: { n: '', p: 'main' }, values: [9, 2, 9, 9] },
              { labels: { p: 'v2' }, values: [5, 6, 7, undefined] },
            ],
            ['of both'],
          ),
        }),
      ],
    });
    expect(await source.range('q', { range })).toEqual({
      value: [
        { labels: { p: 'main', n: '' }, values: [1, 2, 3, 4] },
        { labels: { p: 'v2' }, values: [5, 6, 7, undefined] },
      ],
      warnings: ['of a', 'of both'],
    });
  });

  it('give each value that any of them knows, of the first that knows it, and none besides', () => {
    const series = fc.uniqueArray(
      fc.record({
        labels: fc.dictionary(
          fc.constantFrom('a', 'b'),
          fc.constantFrom('1', '2'),
        ),
        values: fc.array(fc.option(fc.integer(), { nil: undefined }), {
          minLength: 4,
          maxLength: 4,
        }),
      }),
      { selector: ({ labels }) => seriesKey(labels) },
    );
    fc.assert(
      fc.property(
        fc.array(series, { minLength: 1, maxLength: 3 }),
        (answers: RangeSeries[][]) => {
          const before = structuredClone(answers);
          const merged = mergeSeries(answers);
          const keys = merged.map(({ labels }) => seriesKey(labels));
          expect(new Set(keys).size).toBe(keys.length);
          expect(new Set(keys)).toEqual(
            new Set(answers.flat().map(({ labels }) => seriesKey(labels))),
          );
          merged.forEach(({ labels, values }) => {
            const known = answers.flatMap(answer =>
              answer.filter(
                each => seriesKey(each.labels) === seriesKey(labels),
              ),
            );
            values.forEach((value, index) => {
              expect(value).toBe(
                known
                  .map(each => each.values[index])
                  .find(each => each !== undefined),
              );
            });
          });
          expect(mergeSeries([merged, merged])).toEqual(merged);
          expect(answers).toEqual(before);
        },
      ),
    );
  });

  it('are united in names, types, targets, pools and alerts', async () => {
    const source = MergedMetricsSource.create({
      sources: [
        named('a', {
          instant: answering([{ labels: { p: 'm' }, value: undefined }]),
          series: answering([{ __name__: 'x' }]),
          labelValues: answering(['c', 'a']),
          metricType: async () => undefined,
          targets: async () => [{ labels: { pod: '1' } }],
          scrapePool: async () => ({ active: 1, dropped: [{ job: 'j' }] }),
          alerts: async () => [
            alert({ state: 'pending', value: 1 }),
            alert({ name: 'B', since: '2026-03-01T11:30:00.000Z', value: 3 }),
          ],
          hasAlertRules: async () => false,
        }),
        named('b', {
          instant: answering([{ labels: { p: 'm' }, value: 2 }]),
          series: answering([{ __name__: 'x' }, { __name__: 'y' }]),
          labelValues: answering(['b', 'a']),
          metricType: async () => 'counter',
          targets: async () => [
            { labels: { pod: '1' }, lastError: 'refused' },
            { labels: { pod: '2' } },
          ],
          scrapePool: async () => ({ active: 2, dropped: [{ job: 'j' }] }),
          alerts: async () => [
            alert({ value: 2 }),
            alert({ name: 'B', value: 4 }),
          ],
          hasAlertRules: async () => true,
        }),
      ],
    });
    const call = { range, match: 'm' };
    expect({
      instant: (await source.instant('q', { at })).value,
      series: (await source.series('m', call)).value,
      labelValues: (await source.labelValues('l', call)).value,
      metricType: await source.metricType('m', {}),
      targets: await source.targets({}),
      scrapePool: await source.scrapePool('p', {}),
      alerts: await source.alerts({}),
      hasAlertRules: await source.hasAlertRules({}),
    }).toEqual({
      instant: [{ labels: { p: 'm' }, value: 2 }],
      series: [{ __name__: 'x' }, { __name__: 'y' }],
      labelValues: ['a', 'b', 'c'],
      metricType: 'counter',
      targets: [
        { labels: { pod: '1' }, lastError: 'refused' },
        { labels: { pod: '2' } },
      ],
      scrapePool: { active: 2, dropped: [{ job: 'j' }] },
      alerts: [
        alert({ value: 2 }),
        alert({ name: 'B', since: '2026-03-01T11:00:00.000Z', value: 3 }),
      ],
      hasAlertRules: true,
    });
  });

  it.each([
    [[false, false], false],
    [[false, undefined], undefined],
    [[undefined, true], true],
  ])('that evaluate rules as %j evaluate them as %s', async (each, told) => {
    const source = MergedMetricsSource.create({
      sources: each.map(has =>
        named('', {
          hasAlertRules: async () => has,
          alerts: async () => undefined,
        }),
      ),
    });
    expect(await source.hasAlertRules({})).toBe(told);
    expect(await source.alerts({})).toBeUndefined();
  });

  it('answer while one of them does, and say which did not', async () => {
    const [a, b] = [
      named('a', { instant: failing('a is down') }),
      named('b', {
        instant: answering([{ labels: {}, value: 1 }]),
        alerts: async () => [],
      }),
    ];
    const source = MergedMetricsSource.create({ sources: [a, b] });
    expect((await source.instant('q', { at })).value).toEqual([
      { labels: {}, value: 1 },
    ]);
    expect(source.failureOf(a)?.message).toBe('a is down');
    expect(source.failureOf(b)).toBeUndefined();
  });

  it('fail as the first does where none answers', async () => {
    const [a, b] = [
      named('a', { instant: failing('a is down') }),
      named('b', { instant: failing('b is down') }),
    ];
    const source = MergedMetricsSource.create({ sources: [a, b] });
    await expect(source.instant('q', { at })).rejects.toThrow('a is down');
    expect(source.failureOf(b)?.message).toBe('b is down');
  });

  it('do not wait for the one that hangs, and cancel what it was asked', async () => {
    let cancelled = false;
    const hanging = named('b', {
      instant: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal!.addEventListener('abort', () => {
            cancelled = true;
            reject(signal!.reason);
          });
        }),
    });
    const source = MergedMetricsSource.create({
      sources: [hanging, named('a', { instant: answering([]) })],
      patienceMs: 1,
    });
    expect((await source.instant('q', { at })).value).toEqual([]);
    expect(cancelled).toBe(true);
    expect(source.failureOf(hanging)).toMatchObject({
      problem: 'timeout',
      message:
        'b took much longer than the others of its cluster, which were not kept waiting.',
    });
  });

  it('are cancelled by whoever asked, which is no failure of theirs', async () => {
    const controller = new AbortController();
    const hanging = named('a', {
      instant: (_, { signal }) =>
        new Promise((_resolve, reject) => {
          signal!.addEventListener('abort', () => reject(signal!.reason));
        }),
    });
    const source = MergedMetricsSource.create({ sources: [hanging, hanging] });
    const asked = source.instant('q', { at, signal: controller.signal });
    controller.abort(new Error('nobody waits'));
    await expect(asked).rejects.toThrow('nobody waits');
    expect(source.failureOf(hanging)).toBeUndefined();
  });

  it('pass on what is no failure of a source', async () => {
    const source = MergedMetricsSource.create({
      sources: [
        named('a', {
          instant: async () => {
            throw new TypeError('ours');
          },
        }),
        named('b', { instant: answering([]) }),
      ],
    });
    await expect(source.instant('q', { at })).rejects.toThrow('ours');
  });
});
