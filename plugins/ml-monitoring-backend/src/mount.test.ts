import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { endpoints } from 'backstage-plugin-ml-monitoring-common';
import express from 'express';
import PromiseRouter from 'express-promise-router';
import { mount } from './mount';

/** A route whose handler waits for its signal, and then fails as `failure` says. */
async function serve(failure: (signal: AbortSignal) => unknown) {
  const router = PromiseRouter();
  let enter: () => void;
  const entered = new Promise<void>(resolve => {
    enter = resolve;
  });
  let leave: () => void;
  const left = new Promise<void>(resolve => {
    leave = resolve;
  });
  mount(router, endpoints.listModels, async ({ signal }) => {
    enter();
    await once(signal, 'abort');
    // After this turn the router has had its say.
    setImmediate(() => setImmediate(leave));
    throw failure(signal);
  });
  const errors: unknown[] = [];
  const app = express().use(router);
  app.use(((error, _request, _response, _next) => {
    errors.push(error);
  }) as express.ErrorRequestHandler);
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const leaving = new AbortController();
  const answer = fetch(`http://127.0.0.1:${port}/models`, {
    signal: leaving.signal,
  }).catch(() => undefined);
  await entered;
  leaving.abort();
  await Promise.all([answer, left]);
  server.close();
  return errors;
}

describe('a route whose caller goes away', () => {
  it('is no failure', async () => {
    expect(await serve(({ reason }) => reason)).toEqual([]);
  });

  it('still tells of other failures', async () => {
    const failure = new Error('a fault of ours');
    expect(await serve(() => failure)).toEqual([failure]);
  });
});
