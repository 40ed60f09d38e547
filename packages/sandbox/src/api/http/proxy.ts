import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { failure } from '../errors';
import { sendStatus } from './answer';
import type { ApiRequest } from './ApiRequest';
import { podAddress, serviceAddress, type ProxyAddress } from './proxyTarget';
import type { Handler } from './writes';

const unreachable = (error: NodeJS.ErrnoException, address: string) =>
  failure(
    503,
    'ServiceUnavailable',
    error.code === 'ECONNREFUSED'
      ? `error trying to reach service: dial tcp ${address}: connect: connection refused`
      : `error trying to reach service: ${error.message}`,
  );

const timeoutMilliseconds = 30_000;

/** About one connection only, or not for the service's eyes. */
const notForwarded = [
  'authorization',
  'connection',
  'host',
  'impersonate-group',
  'impersonate-user',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

function forwarded(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !notForwarded.includes(name)),
  );
}

export const proxy: Handler = (request, target, { cluster }) => {
  const { raw, response } = request;
  const wanted = { namespace: target.namespace!, target: target.name! };
  const address =
    target.resource === 'pods'
      ? podAddress(cluster, wanted)
      : serviceAddress(cluster, wanted);
  if (target.rest === '') {
    const search = request.query.toString();
    response.writeHead(301, {
      location: `${request.path}/${search && `?${search}`}`,
    });
    response.end();
    return;
  }
  const { search } = new URL(raw.url!, 'https://localhost');
  forward(request, address, `${target.rest}${search}`);
};

function forward(
  { raw, response }: ApiRequest,
  { protocol, host, port }: ProxyAddress,
  path: string,
) {
  const send = protocol === 'https' ? httpsRequest : httpRequest;
  const upstream = send({
    host,
    port,
    path,
    method: raw.method,
    headers: { ...forwarded(raw.headers), host: `${host}:${port}` },
    timeout: timeoutMilliseconds,
    // A service in the cluster has a certificate nobody outside knows, as in Kubernetes.
    rejectUnauthorized: false,
  });
  upstream.once('response', answer => {
    response.writeHead(answer.statusCode ?? 502, forwarded(answer.headers));
    answer.pipe(response);
    answer.once('error', () => response.destroy());
  });
  upstream.once('timeout', () =>
    upstream.destroy(new Error(`no answer in ${timeoutMilliseconds / 1000} s`)),
  );
  upstream.once('error', (error: NodeJS.ErrnoException) => {
    if (response.headersSent) response.destroy();
    else sendStatus(response, unreachable(error, `${host}:${port}`).status);
  });
  response.once('close', () => upstream.destroy());
  raw.pipe(upstream);
}
