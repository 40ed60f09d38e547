import { CustomErrorBase } from '@backstage/errors';

/** An answer that was longer than its reader is ready to hold. @public */
export class AnswerTooLargeError extends CustomErrorBase {
  name = 'AnswerTooLargeError' as const;
}

/**
 * Bounds every request made with the given fetch: a time for the whole exchange, and a size for the answer.
 *
 * @public
 */
export function limitedFetch(
  inner: typeof fetch,
  limits: { timeoutMs: number; maximumBytes: number },
): typeof fetch {
  return async (input, init) => {
    const timeout = AbortSignal.timeout(limits.timeoutMs);
    const response = await inner(input, {
      ...init,
      signal: init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout,
    });
    if (!response.body) {
      return response;
    }
    let bytes = 0;
    const counter = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.byteLength;
        if (bytes > limits.maximumBytes) {
          throw new AnswerTooLargeError(
            `The answer is longer than ${limits.maximumBytes} bytes`,
          );
        }
        controller.enqueue(chunk);
      },
    });
    return new Response(response.body.pipeThrough(counter), {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
    });
  };
}
