import type { KubeAnswer, KubeRequest } from './KubeClient';
import { isRepeatable, withRetries, type Outcome } from './retry';

const apply = (content: object = {}): KubeRequest => ({
  method: 'PATCH',
  path: '/x',
  body: {
    contentType: 'application/apply-patch+yaml',
    content: JSON.stringify(content),
  },
});
const read: KubeRequest = { path: '/x' };

const answer = (
  status: number,
  body: object = {},
  headers: KubeAnswer['headers'] = {},
): Outcome => ({
  answer: {
    status,
    headers,
    body: JSON.stringify({ kind: 'Status', ...body }),
  },
});
const lost: Outcome = { failure: new Error('socket hang up') };
const done = answer(200);

/** Asks until it ends, and tells how often and how long that took. */
async function ask(
  outcomes: Outcome[],
  request: KubeRequest = read,
  policy: Partial<Parameters<typeof withRetries>[1]> = {},
) {
  let attempts = 0;
  const started = performance.now();
  const outcome = await withRetries(
    request,
    {
      attempts: 4,
      baseMs: 1,
      withinMs: 5_000,
      random: () => 1,
      ...policy,
    },
    async () => {
      const next = outcomes[Math.min(attempts, outcomes.length - 1)];
      attempts += 1;
      return next;
    },
  );
  return { outcome, attempts, tookMs: performance.now() - started };
}

const conflict = {
  reason: 'Conflict',
  details: {
    causes: [{ reason: 'FieldManagerConflict', message: 'x', field: '.y' }],
  },
};

describe('asking an API server again', () => {
  it.each<[string, Outcome, KubeRequest]>([
    ['a rate limit', answer(429), read],
    ['a failure', answer(500), read],
    ['a gateway that gave up', answer(504), apply()],
    ['a lost connection', lost, apply()],
    ['two writers that met', answer(409, { reason: 'Conflict' }), apply()],
  ])('helps after %s', async (_, outcome, request) => {
    await expect(ask([outcome, outcome, done], request)).resolves.toMatchObject(
      { outcome: done, attempts: 3 },
    );
  });

  it.each<[string, Outcome, KubeRequest]>([
    ['a success', done, read],
    ['an object that is not there', answer(404), read],
    ['a right that is missing', answer(403), apply()],
    ['a field of another manager', answer(409, conflict), apply()],
    [
      'a version that was asked for and is another',
      answer(409, { reason: 'Conflict' }),
      apply({ metadata: { resourceVersion: '1' } }),
    ],
    [
      'a uid that was asked for and is another',
      answer(409, { reason: 'Conflict' }),
      { method: 'DELETE', path: '/x' },
    ],
    [
      'a field that the schema does not have',
      answer(500, {
        message:
          'failed to create typed patch object (a/b; c/v1, Kind=D): .x: field not declared in schema',
      }),
      apply(),
    ],
    [
      'a webhook whose Service is gone',
      answer(500, {
        message:
          'Internal error occurred: failed calling webhook "x": service "y" not found',
      }),
      apply(),
    ],
  ])('does not help after %s', async (_, outcome, request) => {
    await expect(ask([outcome, done], request)).resolves.toMatchObject({
      outcome,
      attempts: 1,
    });
  });

  it('ends after a number of attempts', async () => {
    await expect(ask([answer(503)])).resolves.toMatchObject({
      outcome: answer(503),
      attempts: 4,
    });
  });

  it.each([
    ['the header', answer(429, {}, { 'retry-after': '0.05' })],
    ['the body', answer(429, { details: { retryAfterSeconds: 0.05 } })],
  ])('waits as long as %s asks', async (_, limited) => {
    const { attempts, tookMs } = await ask([limited, done]);
    expect(attempts).toBe(2);
    expect(tookMs).toBeGreaterThan(45);
  });

  it('does not wait longer than it is worth', async () => {
    const limited = answer(429, {}, { 'retry-after': '3600' });
    await expect(ask([limited, done])).resolves.toMatchObject({
      outcome: limited,
      attempts: 1,
    });
  });

  it('ends when the caller goes away', async () => {
    const leaving = new AbortController();
    const asked = ask(
      [answer(503)],
      { ...read, patience: leaving.signal },
      { baseMs: 60_000, withinMs: 600_000 },
    );
    leaving.abort();
    await expect(asked).resolves.toMatchObject({ attempts: 1 });
  });

  it.each<[KubeRequest, boolean]>([
    [read, true],
    [apply(), true],
    [{ method: 'DELETE', path: '/x' }, true],
    [{ method: 'POST', path: '/x' }, false],
    [
      {
        method: 'PATCH',
        path: '/x',
        body: { contentType: 'application/json-patch+json', content: '[]' },
      },
      false,
    ],
  ])('is for what may arrive twice: %j', (request, repeatable) => {
    expect(isRepeatable(request)).toBe(repeatable);
  });
});
