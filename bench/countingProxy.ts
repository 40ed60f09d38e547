import http from 'node:http';
import https from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

const HOST = '127.0.0.1';

export interface CountingProxy {
  url: string;
  /** Requests so far that count. */
  count(): number;
  /** Of Prometheus: instants that it has worked out a query for so far. */
  points(): number;
  close(): Promise<void>;
}

/** Stands in front of a server on loopback, passes everything on, and counts. */
export async function startCountingProxy(options: {
  target: string;
  /** PEM of who signed the target's certificate. */
  ca?: string;
  counts: (request: http.IncomingMessage) => boolean;
}): Promise<CountingProxy> {
  const target = new URL(options.target);
  const client = target.protocol === 'https:' ? https : http;
  const agent = new client.Agent({ keepAlive: true, ca: options.ca } as object);
  let count = 0;
  let points = 0;
  const server = http.createServer((request, response) => {
    if (options.counts(request)) {
      count += 1;
      readParameters(request, target).then(parameters => {
        points += pointsOf(parameters);
      });
    }
    const forwarded = client.request(
      new URL(request.url ?? '/', target),
      {
        agent,
        method: request.method,
        headers: { ...request.headers, host: target.host },
      },
      answer => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    forwarded.on('error', () => {
      if (response.headersSent) {
        response.destroy();
      } else {
        response.writeHead(502).end();
      }
    });
    response.on('close', () => forwarded.destroy());
    request.pipe(forwarded);
  });
  server.listen(0, HOST);
  await once(server, 'listening');
  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}`,
    count: () => count,
    points: () => points,
    close: async () => {
      server.closeAllConnections();
      server.close();
      agent.destroy();
    },
  };
}

/** Those of a form too, which is passed on all the same. */
async function readParameters(
  request: http.IncomingMessage,
  target: URL,
): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(request, 'end');
  return new URLSearchParams(
    Buffer.concat(chunks).toString() ||
      new URL(request.url ?? '/', target).searchParams,
  );
}

function pointsOf(parameters: URLSearchParams): number {
  const [start, end, step] = ['start', 'end', 'step'].map(name =>
    Number(parameters.get(name)),
  );
  if (!parameters.has('query')) {
    return 0;
  }
  return step ? Math.floor((end - start) / step + 1e-6) + 1 : 1;
}
