import dns from 'node:dns';
import type { LookupFunction } from 'node:net';
import { CustomErrorBase, ServiceUnavailableError } from '@backstage/errors';
import { Agent, fetch } from 'undici';

/** The address could not be connected to, so nothing was sent. */
export class NotReachedError extends CustomErrorBase {
  name = 'NotReachedError' as const;
}

/** Posts JSON to an address. */
export type PredictionTransport = (
  url: string,
  options: {
    content: string;
    maximumBytes: number;
    timeoutSeconds: number;
    signal?: AbortSignal;
  },
) => Promise<{ status: number; body: string }>;

const NOT_CONNECTED = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
];

/** Names under `localhost` are loopback by RFC 6761, which not every resolver knows. */
const lookup: LookupFunction = (hostname, options, callback) =>
  dns.lookup(
    hostname.endsWith('.localhost') ? 'localhost' : hostname,
    options,
    callback,
  );

export function createPredictionTransport(): PredictionTransport {
  const dispatcher = new Agent({ connect: { lookup, timeout: 5_000 } });
  return async (url, { content, maximumBytes, timeoutSeconds, signal }) => {
    const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Accept: 'application/json',
        },
        body: content,
        // A redirect would lead to where nobody looked whether it may be called.
        redirect: 'manual',
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        dispatcher,
      });
      const chunks: Uint8Array[] = [];
      let bytes = 0;
      for await (const chunk of response.body ?? []) {
        bytes += chunk.length;
        if (bytes > maximumBytes) {
          throw new ServiceUnavailableError(
            `The model at ${url} answered with more than mlMonitoring.provisioning.predictions.maximumBytes, which is ${maximumBytes} bytes`,
          );
        }
        chunks.push(chunk);
      }
      return {
        status: response.status,
        body: Buffer.concat(chunks).toString('utf8'),
      };
    } catch (error) {
      throw translate(error, { url, timeout, timeoutSeconds, signal });
    }
  };
}

function translate(
  error: unknown,
  context: {
    url: string;
    timeout: AbortSignal;
    timeoutSeconds: number;
    signal?: AbortSignal;
  },
): unknown {
  const { url, timeout, timeoutSeconds, signal } = context;
  if (signal?.aborted || error instanceof ServiceUnavailableError) {
    return error;
  }
  if (timeout.aborted) {
    return new ServiceUnavailableError(
      `The model at ${url} did not answer within ${timeoutSeconds} s`,
    );
  }
  const { cause } = error as { cause?: { code?: string; message?: string } };
  const why = cause?.code ?? cause?.message ?? String(error);
  return cause?.code && NOT_CONNECTED.includes(cause.code)
    ? new NotReachedError(`${url} could not be reached: ${why}`)
    : new ServiceUnavailableError(
        `The model at ${url} broke off the connection: ${why}`,
      );
}
