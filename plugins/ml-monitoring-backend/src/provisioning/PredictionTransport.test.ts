import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPredictionTransport } from './PredictionTransport';

const servers: Server[] = [];
const send = createPredictionTransport();
const options = { content: '{"a":1}', maximumBytes: 100, timeoutSeconds: 5 };

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

afterEach(async () => {
  await Promise.all(
    servers.splice(0).map(server => {
      server.closeAllConnections();
      return new Promise(resolve => {
        server.close(resolve);
      });
    }),
  );
});

describe('sending a prediction to an address', () => {
  it('posts JSON, also to a name under localhost that no resolver knows', async () => {
    const port = await serve((request, response) => {
      request.pipe(response.writeHead(201));
    });
    await expect(
      send(`http://fraud.apps.localhost:${port}/x`, options),
    ).resolves.toEqual({ status: 201, body: '{"a":1}' });
  });

  it('does not follow a redirect', async () => {
    const port = await serve((_, response) => {
      response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end();
    });
    await expect(
      send(`http://127.0.0.1:${port}/`, options),
    ).resolves.toMatchObject({ status: 302 });
  });

  it('tells an address that was never reached from one that broke off', async () => {
    const port = await serve(request => request.socket.destroy());
    await expect(
      send(`http://127.0.0.1:${port}/`, options),
    ).rejects.toMatchObject({ name: 'ServiceUnavailableError' });
    servers[0].closeAllConnections();
    await new Promise(resolve => {
      servers.splice(0)[0].close(resolve);
    });
    await expect(
      send(`http://127.0.0.1:${port}/`, options),
    ).rejects.toMatchObject({
      name: 'NotReachedError',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('bounds how much it reads and how long it waits', async () => {
    const large = await serve((_, response) => {
      response.end('x'.repeat(101));
    });
    await expect(send(`http://127.0.0.1:${large}/`, options)).rejects.toThrow(
      'more than mlMonitoring.provisioning.predictions.maximumBytes',
    );
    const silent = await serve(() => {});
    await expect(
      send(`http://127.0.0.1:${silent}/`, { ...options, timeoutSeconds: 0.05 }),
    ).rejects.toThrow('did not answer within 0.05 s');
  });
});
