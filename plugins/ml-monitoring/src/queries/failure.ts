/** Why something is not shown, in the terms a reader can act on. */
export type Failure =
  | { kind: 'forbidden'; message?: string }
  | { kind: 'not-found'; message?: string }
  | { kind: 'sign-in' }
  | { kind: 'rejected'; message: string }
  | { kind: 'unavailable'; message: string }
  | { kind: 'unreachable' }
  | { kind: 'timeout' }
  | { kind: 'malformed'; message: string }
  | { kind: 'unexpected'; message: string };

/** Errors are told apart by name, since a portal may hold several copies of a library. */
export function failureOf(error: unknown): Failure {
  if (typeof error !== 'object' || error === null) {
    return { kind: 'unexpected', message: String(error) };
  }
  const { name, message } = error as Partial<Error>;
  switch (name) {
    case 'ResponseError':
      return failureOfAnswer(error as AnswerError);
    case 'MalformedAnswerError':
      return { kind: 'malformed', message: message ?? '' };
    case 'TimeoutError':
      return { kind: 'timeout' };
    // What fetch throws when there is no answer at all.
    case 'TypeError':
      return { kind: 'unreachable' };
    default:
      return { kind: 'unexpected', message: message ?? String(error) };
  }
}

/** Whether asking again at once could help. */
export function isPassing(failure: Failure): boolean {
  return failure.kind === 'unavailable' || failure.kind === 'unreachable';
}

/** Whether the answer was no: neither may anything else of the model be shown, nor does asking again help. */
export function isRefused(failure: Failure): boolean {
  return failure.kind === 'forbidden' || failure.kind === 'not-found';
}

interface AnswerError {
  message: string;
  statusCode?: number;
  response?: { status?: number };
  body?: { error?: { message?: string } };
}

function failureOfAnswer(error: AnswerError): Failure {
  const status = error.statusCode ?? error.response?.status;
  const message = error.body?.error?.message;
  switch (status) {
    case 401:
      return { kind: 'sign-in' };
    case 403:
      return { kind: 'forbidden', message };
    case 404:
      return { kind: 'not-found', message };
    default:
      return status !== undefined && status < 500
        ? { kind: 'rejected', message: message ?? error.message }
        : { kind: 'unavailable', message: message ?? error.message };
  }
}
