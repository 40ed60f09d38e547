import type { Range } from 'backstage-plugin-ml-monitoring-common';
import { CachingMetricsSource } from './CachingMetricsSource';
import type { Answer, InstantSample, MetricsSource } from './MetricsSource';

const range: Range = { startSeconds: 0, endSeconds: 60, stepSeconds: 10 };
const at = new Date(0);
const answer: Answer<InstantSample[]> = { value: [], warnings: [] };

/** A source whose answers to `instant` the test gives one by one. */
function controlled() {
  const asked: {
    query: string;
    signal?: AbortSignal;
    resolve: () => void;
    reject: (error: Error) => void;
  }[] = [];
  let nowMs = 0;
  const source = CachingMetricsSource.create({
    source: {
      instant: (query: string, { signal }: { signal?: AbortSignal }) =>
        new Promise<typeof answer>((resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
          asked.push({ query, signal, resolve: () => resolve(answer), reject });
        }),
    } as Partial<MetricsSource> as MetricsSource,
    nowMs: () => nowMs,
  });
  return {
    asked,
    source,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

function discovering() {
  let nowMs = 0;
  let asked = 0;
  const answerAll = async () => {
    asked += 1;
    return { value: [String(asked)], warnings: [] };
  };
  const names = jest.fn(answerAll);
  const series = jest.fn(async () => ({ value: [], warnings: [] }));
  const source = CachingMetricsSource.create({
    source: {
      labelValues: names,
      series,
    } as Partial<MetricsSource> as MetricsSource,
    nowMs: () => nowMs,
  });
  return {
    source,
    names,
    series,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

describe('CachingMetricsSource', () => {
  it('asks once what several ask at the same time', async () => {
    const { source, asked } = controlled();
    const answers = [1, 2, 3].map(() => source.instant('up', { at }));
    asked[0].resolve();
    await expect(Promise.all(answers)).resolves.toEqual([
      answer,
      answer,
      answer,
    ]);
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['another query', () => ({ query: 'down', at })],
    ['another moment', () => ({ query: 'up', at: new Date(1) })],
    ['another namespace', () => ({ query: 'up', at, namespace: 'other' })],
  ])('does not take %s for the same', (_, other) => {
    const { source, asked } = controlled();
    const { query, ...options } = other();
    source.instant('up', { at });
    source.instant(query, options);
    expect(asked).toHaveLength(2);
  });

  it('answers from memory for a while, and then asks anew', async () => {
    const { source, asked, pass } = controlled();
    const first = source.instant('up', { at });
    asked[0].resolve();
    await first;
    pass(14_999);
    await source.instant('up', { at });
    expect(asked).toHaveLength(1);
    pass(1);
    source.instant('up', { at });
    expect(asked).toHaveLength(2);
  });

  it('does not remember a failure', async () => {
    const { source, asked } = controlled();
    const first = source.instant('up', { at });
    asked[0].reject(new Error('down'));
    await expect(first).rejects.toThrow('down');
    source.instant('up', { at });
    expect(asked).toHaveLength(2);
  });

  it('goes on for those who still wait when one leaves', async () => {
    const { source, asked } = controlled();
    const leaver = new AbortController();
    const left = source.instant('up', { at, signal: leaver.signal });
    const stayed = source.instant('up', { at });
    leaver.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    expect(asked[0].signal?.aborted).toBe(false);
    asked[0].resolve();
    await expect(stayed).resolves.toEqual(answer);
  });

  it('gives up when nobody waits any more, and asks anew for the next', async () => {
    const { source, asked } = controlled();
    const leaver = new AbortController();
    const left = source.instant('up', { at, signal: leaver.signal });
    leaver.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    expect(asked[0].signal?.aborted).toBe(true);
    const next = source.instant('up', { at });
    expect(asked).toHaveLength(2);
    asked[1].resolve();
    await expect(next).resolves.toEqual(answer);
  });

  it('asks nothing for who has left already', async () => {
    const { source, asked } = controlled();
    await expect(
      source.instant('up', {
        at,
        signal: AbortSignal.abort(new Error('left')),
      }),
    ).rejects.toThrow('left');
    expect(asked).toHaveLength(0);
  });

  it('shows names as they were known while it finds out how they are now', async () => {
    const { source, names, pass } = discovering();
    const ask = () =>
      source
        .labelValues('__name__', { match: '{a="b"}', range })
        .then(({ value }) => value);
    await expect(ask()).resolves.toEqual(['1']);
    pass(29_999);
    await expect(ask()).resolves.toEqual(['1']);
    expect(names).toHaveBeenCalledTimes(1);
    pass(1);
    await expect(Promise.all([ask(), ask()])).resolves.toEqual([['1'], ['1']]);
    expect(names).toHaveBeenCalledTimes(2);
    await expect(ask()).resolves.toEqual(['2']);
    pass(900_000);
    await expect(ask()).resolves.toEqual(['3']);
  });

  it('goes on showing names for a while when they cannot be found out anew', async () => {
    const { source, names, pass } = discovering();
    const ask = () => source.labelValues('__name__', { match: '{}', range });
    await ask();
    names.mockRejectedValue(new Error('down'));
    pass(30_000);
    await expect(ask()).resolves.toMatchObject({ value: ['1'] });
    await expect(ask()).resolves.toMatchObject({ value: ['1'] });
    expect(names).toHaveBeenCalledTimes(2);
    pass(870_000);
    await expect(ask()).rejects.toThrow('down');
  });

  it('never tells of series that it does not know to be there', async () => {
    const { source, series, pass } = discovering();
    const ask = () => source.series('{}', { range });
    await ask();
    pass(30_000);
    await ask();
    expect(series).toHaveBeenCalledTimes(2);
  });
});
