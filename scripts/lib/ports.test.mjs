import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';
import { firstFreePort, freePort } from './ports.mjs';

describe('a port', () => {
  it('is the wanted one when nobody listens there', async () => {
    const wanted = await freePort();
    assert.equal(await firstFreePort(wanted), wanted);
  });

  it('is a later one when somebody does', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const taken = server.address().port;
    const port = await firstFreePort(taken);
    server.close();
    assert.ok(port > taken);
  });

  it('is asked for by name when all are taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const taken = server.address().port;
    await assert.rejects(
      firstFreePort(taken, { attempts: 1 }),
      /No free port between \d+ and \d+\. Choose one with PORT=/,
    );
    server.close();
  });
});
