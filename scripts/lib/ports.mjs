import { createServer } from 'node:net';

const HOST = '127.0.0.1';

function listen(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: HOST, port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(address.port));
    });
  });
}

/** A port of loopback that nobody listens on. */
export function freePort() {
  return listen(0);
}

/** The port, or the next one above it that nobody listens on. */
export async function firstFreePort(from, { attempts = 50 } = {}) {
  for (let port = from; port < from + attempts; port += 1) {
    try {
      return await listen(port);
    } catch (error) {
      if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') {
        throw error;
      }
    }
  }
  throw new Error(
    `No free port between ${from} and ${from + attempts - 1}. Choose one with PORT=…`,
  );
}
