import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { namespace, useWire } from '../__testUtils__/wire';

const on = useWire();

describe('the service proxy', () => {
  async function withUpstream(
    test: (port: number, seen: any[]) => Promise<void>,
  ) {
    const seen: any[] = [];
    const upstream = createServer((request, response) => {
      seen.push({ url: request.url, headers: request.headers });
      response.setHeader('x-upstream', 'yes');
      response.end('hello');
    });
    upstream.listen(0, '127.0.0.1');
    await once(upstream, 'listening');
    try {
      await test((upstream.address() as AddressInfo).port, seen);
    } finally {
      upstream.closeAllConnections();
      upstream.close();
    }
  }

  function createService(addresses: object[], port: number) {
    on.wire.cluster.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace },
      spec: { ports: [{ name: 'http', port: 80 }] },
    });
    on.wire.cluster.create({
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name: 'web', namespace },
      subsets: [{ addresses, ports: [{ name: 'http', port }] }],
    });
  }

  const base = '/api/v1/namespaces/ml/services';

  it('reaches the endpoints, without the caller’s token', async () => {
    await withUpstream(async (port, seen) => {
      createService([{ ip: '127.0.0.1' }], port);
      const answer = await on.fetch(`${base}/http:web:http/proxy/a%2Fb?c=d`);
      expect(answer).toMatchObject({
        code: 200,
        body: 'hello',
        headers: { 'x-upstream': 'yes' },
      });
      expect(seen[0].url).toBe('/a%2Fb?c=d');
      expect(seen[0].headers).not.toHaveProperty('authorization');
    });
  });

  it.each([
    ['no such service', 'other', 404, 'services "other" not found'],
    [
      'no such port',
      'web:81',
      503,
      'no service port 81 found for service "web"',
    ],
    [
      'no endpoints',
      'web:http',
      503,
      'no endpoints available for service "web"',
    ],
  ])('says so when it finds %s', async (_, target, code, message) => {
    createService([], 1);
    const answer = await on.fetch(`${base}/${target}/proxy/`);
    expect(JSON.parse(answer.body)).toMatchObject({ code, message });
  });

  it('says that nobody listens', async () => {
    createService([{ ip: '127.0.0.1' }], 1);
    const answer = await on.fetch(`${base}/web/proxy/`);
    expect(JSON.parse(answer.body)).toMatchObject({
      code: 503,
      message:
        'error trying to reach service: dial tcp 127.0.0.1:1: connect: connection refused',
    });
  });
});
