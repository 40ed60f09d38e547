import {
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { Address } from './backends';
import type { Choice } from './routingTable';

const TIMEOUT_MS = 30_000;
const MOST_TRIES = 3;

/** What HAProxy shows when nobody is there to answer. */
export function refuse(response: ServerResponse, status: 500 | 503) {
  response.writeHead(status, { 'content-type': 'text/html' });
  response.end(
    '<html><body><h1>Application is not available</h1><p>The application is currently not serving requests at this endpoint. It may not have been started or is still starting.</p></body></html>',
  );
}

function requestTo(
  { host, port }: Address,
  request: IncomingMessage,
  timeoutMs = TIMEOUT_MS,
) {
  return httpRequest({
    host,
    port,
    path: request.url,
    method: request.method,
    // A connection that was kept could end just when it is used again.
    agent: false,
    timeout: timeoutMs,
    headers: {
      ...request.headers,
      'x-forwarded-host': request.headers.host,
      'x-forwarded-for': request.socket.remoteAddress,
      'x-forwarded-proto': 'http',
    },
  });
}

/**
 * Passes a request on and the answer back. Where nobody listens, another
 * address is tried: nothing has been sent until then.
 */
export function forward(
  request: IncomingMessage,
  response: ServerResponse,
  {
    choose,
    mirrors,
    timeoutMs,
  }: {
    choose(except: readonly Address[]): Choice;
    mirrors: Address[];
    timeoutMs?: number;
  },
) {
  const unreachable: Address[] = [];
  let upstream: ClientRequest | undefined;
  response.on('close', () => upstream?.destroy());
  attempt();

  function attempt() {
    const choice = choose(unreachable);
    if ('refusal' in choice) {
      refuse(response, choice.refusal);
      return;
    }
    upstream = send(choice.address);
  }

  function send(address: Address) {
    const call = requestTo(address, request, timeoutMs);
    let connected = false;
    call.on('socket', socket =>
      socket.once('connect', () => {
        connected = true;
        mirrors.forEach(mirror => copyTo(mirror, request));
        request.pipe(call);
      }),
    );
    call.on('response', answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    call.on('timeout', () => {
      if (!response.headersSent) {
        response.writeHead(504).end();
      }
      call.destroy();
    });
    call.on('error', () => {
      if (response.headersSent || response.destroyed) {
        response.destroy();
      } else if (!connected && unreachable.push(address) < MOST_TRIES) {
        attempt();
      } else {
        refuse(response, 503);
      }
    });
    return call;
  }
}

/** Sends a copy, whatever becomes of it. */
function copyTo(mirror: Address, request: IncomingMessage) {
  const call = requestTo(mirror, request);
  call.on('response', answer => answer.resume());
  call.on('timeout', () => call.destroy());
  call.on('error', () => request.unpipe(call));
  request.pipe(call);
}
