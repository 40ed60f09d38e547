import { polling, withTimeout } from './polling';

describe('polling', () => {
  it.each([
    [10, 'success', 10_000],
    [10, 'error', 30_000],
    [300, 'error', 300_000],
    [0, 'success', false],
    [0, 'error', false],
  ] as const)(
    'every %s s after %s asks again in %s ms',
    (seconds, status, ms) => {
      expect(polling(seconds).refetchInterval({ state: { status } })).toBe(ms);
    },
  );

  it.each([30, 0])(
    'every %s s fetches what was pending soon, for it is there by then',
    seconds => {
      const data = { sources: [{ status: 'ok' }, { status: 'pending' }] };
      expect(
        polling(seconds).refetchInterval({
          state: { status: 'success', data },
        }),
      ).toBe(3_000);
    },
  );

  it('rests while the page is hidden, and wakes only if it may refresh', () => {
    expect(polling(30)).toMatchObject({
      refetchIntervalInBackground: false,
      refetchOnWindowFocus: true,
    });
    expect(polling(0)).toMatchObject({ refetchOnWindowFocus: false });
  });
});

describe('withTimeout', () => {
  it('aborts with the caller', () => {
    const caller = new AbortController();
    const signal = withTimeout(caller.signal);
    expect(signal.aborted).toBe(false);
    caller.abort();
    expect(signal.aborted).toBe(true);
  });
});
