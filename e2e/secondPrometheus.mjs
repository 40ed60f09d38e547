import { createServer, request } from 'node:http';

/**
 * A second Prometheus with the same numbers as the first. After `POST /-/stop` it breaks off whatever it is asked, until
 * `POST /-/start`.
 *
 * @param {string} prometheus the address of the first
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function startSecondPrometheus(prometheus) {
  let stopped = false;
  const server = createServer((incoming, outgoing) => {
    if (incoming.url === '/-/stop' || incoming.url === '/-/start') {
      stopped = incoming.url === '/-/stop';
      outgoing.end();
      return;
    }
    if (stopped) {
      incoming.socket.destroy();
      return;
    }
    const forwarded = request(
      new URL(incoming.url ?? '/', prometheus),
      { method: incoming.method, headers: incoming.headers },
      answer => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    forwarded.on('error', () => outgoing.destroy());
    outgoing.on('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (
    server.address()
  );
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
