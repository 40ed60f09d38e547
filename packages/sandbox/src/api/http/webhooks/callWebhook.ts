import { request as httpsRequest } from 'node:https';
import type { ServedCluster } from '../../createCluster';
import { internalError, StatusError } from '../../errors';
import { isObject, type JsonObject } from '../../json';
import { serviceAddress } from '../proxyTarget';
import type { Webhook } from './matching';

const MAXIMUM_BYTES = 3 * 1024 * 1024;
const DEFAULT_SECONDS = 10;

/** Why a webhook gave no answer, in the words of Go's client. */
export const failedCalling = ({ name }: Webhook, why: string) =>
  internalError(
    `failed calling webhook ${JSON.stringify(name)}: failed to call webhook: ${why}`,
  );

interface Destination {
  /** As it is told. */
  url: URL;
  host: string;
  port: number;
  serverName: string;
}

function destinationOf(
  { clientConfig, timeoutSeconds = DEFAULT_SECONDS }: Webhook,
  cluster: ServedCluster,
): Destination {
  const { service } = clientConfig;
  const url = new URL(
    service
      ? `https://${service.name}.${service.namespace}.svc${service.path ?? '/'}`
      : (clientConfig.url ?? ''),
  );
  url.searchParams.set('timeout', `${timeoutSeconds}s`);
  if (!service) {
    const { hostname } = url;
    const port = Number(url.port || 443);
    return { url, host: hostname, port, serverName: hostname };
  }
  const { namespace, name, port = 443 } = service;
  const { host, port: number } = serviceAddress(cluster, {
    namespace,
    target: `${name}:${port}`,
  });
  return { url, host, port: number, serverName: `${name}.${namespace}.svc` };
}

function shownUrl({ clientConfig, timeoutSeconds }: Webhook): string {
  const { service, url = '' } = clientConfig;
  const timeout = `timeout=${timeoutSeconds ?? DEFAULT_SECONDS}s`;
  return service
    ? `https://${service.name}.${service.namespace}.svc:${service.port ?? 443}${service.path ?? '/'}?${timeout}`
    : `${url}${url.includes('?') ? '&' : '?'}${timeout}`;
}

const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

function inWordsOfGo(error: unknown, { host, port }: Destination): string {
  const { code = '', name, message } = error as NodeJS.ErrnoException;
  if (name === 'TimeoutError') return 'context deadline exceeded';
  if (code === 'ECONNREFUSED') {
    return `dial tcp ${host}:${port}: connect: connection refused`;
  }
  if (code === 'ECONNRESET') return 'EOF';
  if (code === 'ENOTFOUND') return `dial tcp: lookup ${host}: no such host`;
  return untrusted.has(code)
    ? 'tls: failed to verify certificate: x509: certificate signed by unknown authority'
    : message;
}

function post(
  { url, host, port, serverName }: Destination,
  { body, ca, timeoutMs }: { body: string; ca?: string; timeoutMs: number },
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const call = httpsRequest(
      {
        host,
        port,
        // An address is no server name.
        ...(/[a-z]/i.test(serverName) && { servername: serverName }),
        path: `${url.pathname}${url.search}`,
        method: 'POST',
        agent: false,
        ca,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          'content-length': Buffer.byteLength(body),
        },
        signal: AbortSignal.timeout(timeoutMs),
      },
      response => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
          if (text.length > MAXIMUM_BYTES) {
            call.destroy(new Error('the answer is too large'));
          }
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text }),
        );
      },
    );
    call.on('error', error =>
      reject(
        error.name === 'AbortError'
          ? Object.assign(new Error(error.message), { name: 'TimeoutError' })
          : error,
      ),
    );
    call.end(body);
  });
}

function reviewed(text: string, webhook: Webhook): JsonObject {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    answer = undefined;
  }
  if (isObject(answer) && isObject(answer.response)) return answer.response;
  throw internalError(
    `failed calling webhook ${JSON.stringify(webhook.name)}: expected webhook response of admission.k8s.io/v1, Kind=AdmissionReview`,
  );
}

/** Asks a webhook; answers its `response`. Throws what the API server would tell its client when there is none. */
export async function callWebhook(
  webhook: Webhook,
  review: { request: JsonObject },
  cluster: ServedCluster,
): Promise<JsonObject> {
  const failed = (why: string) =>
    failedCalling(webhook, `Post "${shownUrl(webhook)}": ${why}`);
  let destination: Destination;
  try {
    destination = destinationOf(webhook, cluster);
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    throw failed(error.message.replace(/^services ("[^"]*")/, 'service $1'));
  }
  const { caBundle } = webhook.clientConfig;
  const answer = await post(destination, {
    body: JSON.stringify({
      kind: 'AdmissionReview',
      apiVersion: 'admission.k8s.io/v1',
      ...review,
    }),
    ca: caBundle && Buffer.from(caBundle, 'base64').toString('utf8'),
    timeoutMs: (webhook.timeoutSeconds ?? DEFAULT_SECONDS) * 1000,
  }).catch(error => {
    throw failed(inWordsOfGo(error, destination));
  });
  if (answer.status === 404) {
    throw failedCalling(
      webhook,
      'the server could not find the requested resource',
    );
  }
  if (answer.status >= 300 || answer.status < 200) {
    throw failedCalling(
      webhook,
      `an error on the server (${JSON.stringify(answer.text)}) has prevented the request from succeeding`,
    );
  }
  return reviewed(answer.text, webhook);
}
