import { once } from 'node:events';
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface LoadBalancer {
  url: string;
  close(): Promise<void>;
}

/** One address for several servers: each request goes to the next of those that answer. */
export async function startLoadBalancer(
  servers: () => readonly string[],
): Promise<LoadBalancer> {
  let turn = 0;

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const body = await buffer(request);
    const all = servers();
    turn += 1;
    for (let index = 0; index < all.length; index += 1) {
      const server = all[(turn + index) % all.length];
      try {
        const answer = await pass(server, request, body);
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        return;
      } catch {
        // Away: the next one.
      }
    }
    response.writeHead(503).end();
  }

  const listening = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await once(listening.listen(0, '127.0.0.1'), 'listening');
  const { port } = listening.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      listening.closeAllConnections();
      listening.close();
      await once(listening, 'close');
    },
  };
}

async function pass(
  server: string,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<IncomingMessage> {
  const passed = httpRequest(`${server}${url}`, { method, headers });
  passed.end(body);
  const [answer] = await once(passed, 'response');
  return answer;
}
