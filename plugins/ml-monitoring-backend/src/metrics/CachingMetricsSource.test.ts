import type { Range } from 'backstage-plugin-ml-monitoring-common';
import { CachingMetricsSource } from './CachingMetricsSource';
import type { Answer, MetricsSource, RangeSeries } from './MetricsSource';

const range: Range = { startSeconds: 0, endSeconds: 60, stepSeconds: 10 };
const answer: Answer<RangeSeries[]> = { value: [], warnings: [] };

/** A source whose answers to `range` the test gives one by one. */
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
      range: (query: string, { signal }: { signal?: AbortSignal }) =>
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

describe('CachingMetricsSource', () => {
  it('asks once what several ask at the same time', async () => {
    const { source, asked } = controlled();
    const answers = [1, 2, 3].map(() => source.range('up', { range }));
    asked[0].resolve();
    await expect(Promise.all(answers)).resolves.toEqual([
      answer,
      answer,
      answer,
    ]);
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['another query', () => ({ query: 'down', range })],
    [
      'another range',
      () => ({ query: 'up', range: { ...range, endSeconds: 70 } }),
    ],
    ['another namespace', () => ({ query: 'up', range, namespace: 'other' })],
  ])('does not take %s for the same', (_, other) => {
    const { source, asked } = controlled();
    const { query, ...options } = other();
    source.range('up', { range });
    source.range(query, options);
    expect(asked).toHaveLength(2);
  });

  it('answers from memory for a while, and then asks anew', async () => {
    const { source, asked, pass } = controlled();
    const first = source.range('up', { range });
    asked[0].resolve();
    await first;
    pass(4_999);
    await source.range('up', { range });
    expect(asked).toHaveLength(1);
    pass(1);
    source.range('up', { range });
    expect(asked).toHaveLength(2);
  });

  it('does not remember a failure', async () => {
    const { source, asked } = controlled();
    const first = source.range('up', { range });
    asked[0].reject(new Error('down'));
    await expect(first).rejects.toThrow('down');
    source.range('up', { range });
    expect(asked).toHaveLength(2);
  });

  it('goes on for those who still wait when one leaves', async () => {
    const { source, asked } = controlled();
    const leaver = new AbortController();
    const left = source.range('up', { range, signal: leaver.signal });
    const stayed = source.range('up', { range });
    leaver.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    expect(asked[0].signal?.aborted).toBe(false);
    asked[0].resolve();
    await expect(stayed).resolves.toEqual(answer);
  });

  it('gives up when nobody waits any more, and asks anew for the next', async () => {
    const { source, asked } = controlled();
    const leaver = new AbortController();
    const left = source.range('up', { range, signal: leaver.signal });
    leaver.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    expect(asked[0].signal?.aborted).toBe(true);
    const next = source.range('up', { range });
    expect(asked).toHaveLength(2);
    asked[1].resolve();
    await expect(next).resolves.toEqual(answer);
  });

  it('asks nothing for who has left already', async () => {
    const { source, asked } = controlled();
    await expect(
      source.range('up', {
        range,
        signal: AbortSignal.abort(new Error('left')),
      }),
    ).rejects.toThrow('left');
    expect(asked).toHaveLength(0);
  });

  it('forgets the oldest answers when there are many', async () => {
    const { source, asked } = controlled();
    for (let index = 0; index < 600; index += 1) {
      const pending = source.range(`up${index}`, { range });
      asked[index].resolve();
      await pending;
    }
    await source.range('up599', { range });
    expect(asked).toHaveLength(600);
    source.range('up0', { range });
    expect(asked).toHaveLength(601);
  });
});
