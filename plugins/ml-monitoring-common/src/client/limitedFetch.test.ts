import { limitedFetch } from './limitedFetch';

const limits = { timeoutMs: 10_000, maximumBytes: 10 };

describe('limitedFetch', () => {
  it('hands over an answer within the limits unchanged', async () => {
    const fetch = limitedFetch(
      async () =>
        new Response('0123456789', {
          status: 503,
          headers: { 'content-type': 'text/plain' },
        }),
      limits,
    );
    const response = await fetch('http://portal');
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toBe('text/plain');
    await expect(response.text()).resolves.toBe('0123456789');
  });

  it('refuses to read an answer that is too long', async () => {
    const fetch = limitedFetch(async () => new Response('0123456789x'), limits);
    const response = await fetch('http://portal');
    await expect(response.text()).rejects.toMatchObject({
      name: 'AnswerTooLargeError',
    });
  });

  const unanswered: typeof fetch = (_, init) =>
    new Promise((_resolve, reject) => {
      init!.signal!.addEventListener('abort', () =>
        reject(init!.signal!.reason),
      );
    });

  it('gives up when the time is over', async () => {
    const fetch = limitedFetch(unanswered, { ...limits, timeoutMs: 1 });
    await expect(fetch('http://portal')).rejects.toMatchObject({
      name: 'TimeoutError',
    });
  });

  it('gives up when its caller does', async () => {
    const caller = new AbortController();
    const answer = limitedFetch(unanswered, limits)('http://portal', {
      signal: caller.signal,
    });
    caller.abort(new Error('cancelled'));
    await expect(answer).rejects.toThrow('cancelled');
  });
});
