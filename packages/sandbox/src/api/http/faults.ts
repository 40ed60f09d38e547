import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { failure } from '../errors';

export interface InterceptedRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  user: string;
}

/** What can go wrong between a client and the API server. */
export type Fault =
  | {
      kind: 'status';
      code: number;
      message?: string;
      retryAfterSeconds?: number;
    }
  /** The connection ends after so many bytes of the answer's body, or before the answer. */
  | { kind: 'cut'; afterBytes?: number }
  | { kind: 'delay'; milliseconds: number };

const reasons: Record<number, string> = {
  403: 'Forbidden',
  409: 'Conflict',
  410: 'Expired',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

/** Resolves when the request may go on; answers `false` when there is nobody left to answer. */
export async function applyFault(
  fault: Fault,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<boolean> {
  switch (fault.kind) {
    case 'status':
      throw failure(
        fault.code,
        reasons[fault.code] ?? 'Unknown',
        fault.message ?? 'the sandbox was told to refuse this request',
        fault.retryAfterSeconds
          ? { retryAfterSeconds: fault.retryAfterSeconds }
          : undefined,
      );
    case 'delay':
      await delay(fault.milliseconds, undefined, { signal, ref: false });
      return true;
    default:
      if (fault.afterBytes === undefined) {
        response.destroy();
        return false;
      }
      cutAfter(response, fault.afterBytes);
      return true;
  }
}

function cutAfter(response: ServerResponse, bytes: number) {
  let left = bytes;
  const { write, end } = response;
  const passOn = (chunk: unknown) => {
    const buffer = Buffer.from(chunk as string);
    const part = buffer.subarray(0, left);
    left -= part.length;
    if (left > 0) return write.call(response, part, 'utf8');
    write.call(response, part, 'utf8', () => response.destroy());
    return true;
  };
  response.write = (chunk: unknown) => passOn(chunk);
  response.end = ((chunk?: unknown) => {
    if (chunk !== undefined) passOn(chunk);
    if (left > 0) Reflect.apply(end, response, []);
    return response;
  }) as typeof response.end;
}
