import { once } from 'node:events';
import { Agent, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { sendRequest } from './http';

describe('a request', () => {
  /** Hangs up when a connection is used for the n-th time. */
  async function server(hangsUpAt: number) {
    const uses = new Map<Socket, number>();
    const http = createServer((request, response) => {
      const use = (uses.get(request.socket) ?? 0) + 1;
      uses.set(request.socket, use);
      if (use === hangsUpAt) {
        request.socket.resetAndDestroy();
      } else {
        response.end('here');
      }
    });
    await once(http.listen(0, '127.0.0.1'), 'listening');
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const { port } = http.address() as AddressInfo;
    return {
      ask: () =>
        sendRequest({
          host: '127.0.0.1',
          port,
          path: '/',
          agent,
          timeoutMs: 10_000,
        }),
      close() {
        agent.destroy();
        http.close();
      },
    };
  }

  it('takes another connection when one that was kept is closed', async () => {
    const { ask, close } = await server(2);
    try {
      expect(await ask()).toEqual({ status: 200, body: 'here' });
      expect(await ask()).toEqual({ status: 200, body: 'here' });
    } finally {
      close();
    }
  });

  it('is not repeated when a new connection is closed', async () => {
    const { ask, close } = await server(1);
    try {
      await expect(ask()).rejects.toThrow('ECONNRESET');
    } finally {
      close();
    }
  });
});
