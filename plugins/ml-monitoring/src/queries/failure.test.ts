import { ResponseError } from '@backstage/errors';
import { failureOf } from './failure';

async function answer(status: number, message = 'why') {
  const body = {
    error: { name: 'E', message },
    response: { statusCode: status },
  };
  return ResponseError.fromResponse(
    new Response(JSON.stringify(body), {
      status,
      headers: { 'Content-Type': 'application/json' },
    }),
  );
}

const named = (name: string) => Object.assign(new Error('why'), { name });

describe('failureOf', () => {
  it.each([
    [400, { kind: 'rejected', message: 'why' }],
    [401, { kind: 'sign-in' }],
    [403, { kind: 'forbidden', message: 'why' }],
    [404, { kind: 'not-found', message: 'why' }],
    [500, { kind: 'unavailable', message: 'why' }],
    [503, { kind: 'unavailable', message: 'why' }],
  ])('of an answer %s is %j', async (status, failure) => {
    expect(failureOf(await answer(status))).toEqual(failure);
  });

  it.each([
    ['MalformedAnswerError', { kind: 'malformed', message: 'why' }],
    ['TimeoutError', { kind: 'timeout' }],
    ['TypeError', { kind: 'unreachable' }],
    ['RangeError', { kind: 'unexpected', message: 'why' }],
  ])('of a %s is %j', (name, failure) => {
    expect(failureOf(named(name))).toEqual(failure);
  });

  it('takes whatever was thrown', () => {
    expect(failureOf('no')).toEqual({ kind: 'unexpected', message: 'no' });
    expect(failureOf(undefined)).toEqual({
      kind: 'unexpected',
      message: 'undefined',
    });
  });
});
