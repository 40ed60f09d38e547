import { ConfigReader } from '@backstage/config';
import { assertSafeForPersonas } from './assertSafeForPersonas';

const portal = (listen?: string | { host?: string; port: number }) =>
  new ConfigReader({ backend: listen === undefined ? {} : { listen } });

describe('personas', () => {
  it.each([
    [{ host: '127.0.0.1', port: 7007 }],
    [{ host: 'localhost', port: 7007 }],
    ['127.0.0.1:7007'],
    ['[::1]:7007'],
  ])('may sign in on %j', listen => {
    expect(() => assertSafeForPersonas(portal(listen))).not.toThrow();
  });

  it.each([
    [undefined],
    [':7007'],
    ['0.0.0.0:7007'],
    [{ port: 7007 }],
    [{ host: '0.0.0.0', port: 7007 }],
    [{ host: 'portal.example.com', port: 7007 }],
  ])('stop the portal from starting on %j', listen => {
    expect(() => assertSafeForPersonas(portal(listen))).toThrow(
      /^demo\.personas signs anyone in without a password, so backend\.listen must name a loopback host/,
    );
  });
});
