import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

/** What goes wrong with one request. */
export type WireFault =
  /** Answered on the way; the server hears nothing of it. */
  | {
      kind: 'answer';
      status: number;
      message?: string;
      headers?: Record<string, string>;
    }
  /** The server does what was asked, and something else is answered. */
  | { kind: 'answer-after'; status: number; message?: string }
  /** The server does what was asked, and half of its answer arrives. */
  | { kind: 'cut' }
  /** The connection ends before the request arrives. */
  | { kind: 'refuse' }
  /** It waits before it passes the request on. */
  | { kind: 'slow'; milliseconds: number };

export interface PassingRequest {
  method: string;
  path: string;
  query: URLSearchParams;
}

export interface FaultProxy {
  url: string;
  /** Every request so far, in order. */
  requests: PassingRequest[];
  close(): Promise<void>;
}

/** Stands in front of an API server and lets things go wrong between it and its clients. */
export async function startFaultProxy(options: {
  target: string;
  caData: string;
  fault: (request: PassingRequest) => WireFault | undefined;
}): Promise<FaultProxy> {
  const target = new URL(options.target);
  const agent = new https.Agent({
    keepAlive: true,
    ca: Buffer.from(options.caData, 'base64'),
  });
  const requests: PassingRequest[] = [];

  async function handle(
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void> {
    const url = new URL(request.url ?? '/', target);
    const { method = 'GET' } = request;
    const passing = { method, path: url.pathname, query: url.searchParams };
    requests.push(passing);
    const body = await buffer(request);
    const fault = options.fault(passing);
    if (fault?.kind === 'refuse') {
      response.destroy();
      return;
    }
    if (fault?.kind === 'answer') {
      answerStatus(response, fault);
      return;
    }
    if (fault?.kind === 'slow') {
      await delay(fault.milliseconds);
    }
    const answer = await pass(url, request, body, agent);
    if (fault?.kind === 'answer-after') {
      answerStatus(response, fault);
      return;
    }
    response.writeHead(answer.status, answer.headers);
    if (fault?.kind === 'cut') {
      const half = answer.body.subarray(0, Math.ceil(answer.body.length / 2));
      response.write(half, () => response.destroy());
      return;
    }
    response.end(answer.body);
  }

  const server = http.createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  };
}

async function pass(
  url: URL,
  { method, headers }: http.IncomingMessage,
  body: Buffer,
  agent: https.Agent,
) {
  const forwarded = https.request(url, {
    agent,
    method,
    headers: { ...headers, host: url.host },
  });
  forwarded.end(body);
  const [answer] = (await once(forwarded, 'response')) as [
    http.IncomingMessage,
  ];
  return {
    status: answer.statusCode ?? 502,
    headers: answer.headers,
    body: await buffer(answer),
  };
}

const REASONS: Record<number, string> = {
  400: 'BadRequest',
  403: 'Forbidden',
  409: 'Conflict',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

function answerStatus(
  response: http.ServerResponse,
  fault: { status: number; message?: string; headers?: Record<string, string> },
): void {
  const { status, message = 'something went wrong', headers } = fault;
  response.writeHead(status, {
    'content-type': 'application/json',
    ...headers,
  });
  response.end(
    JSON.stringify({
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      message,
      reason: REASONS[status],
      code: status,
    }),
  );
}
