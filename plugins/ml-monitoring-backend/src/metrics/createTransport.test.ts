import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MetricsSourceConfig } from '../services/types';
import { createTransport } from './createTransport';

const config = (
  overrides: Partial<MetricsSourceConfig> = {},
): MetricsSourceConfig => ({
  cluster: 'local',
  target: { kind: 'url', url: 'http://prometheus:9090' },
  matchers: {},
  headers: {},
  ...overrides,
});

describe('createTransport', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'transport-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it.each<[string, Partial<MetricsSourceConfig>, Record<string, string>]>([
    ['nothing', {}, {}],
    [
      'a bearer token',
      { auth: { kind: 'bearerToken', token: 't' } },
      { Authorization: 'Bearer t' },
    ],
    [
      'a user and password',
      { auth: { kind: 'basic', username: 'u', password: 'p:w' } },
      { Authorization: `Basic ${btoa('u:p:w')}` },
    ],
    [
      'a user and password in the URL',
      { target: { kind: 'url', url: 'http://u:p%20w@prometheus:9090' } },
      { Authorization: `Basic ${btoa('u:p w')}` },
    ],
    [
      'headers',
      { headers: { 'X-Scope-OrgID': 'team' } },
      { 'X-Scope-OrgID': 'team' },
    ],
  ])('sends %s', async (_, overrides, headers) => {
    const transport = createTransport(config(overrides), { fetch });
    await expect(transport.headers?.()).resolves.toEqual(headers);
  });

  it('names no credential in its title', () => {
    const transport = createTransport(
      config({ target: { kind: 'url', url: 'https://u:secret@p:9090/x/' } }),
      { fetch },
    );
    expect(transport).toMatchObject({
      title: 'Prometheus of cluster local (https://p:9090/x)',
      baseUrl: 'https://p:9090/x',
    });
  });

  it('reads a token anew for each request, because it is rotated', async () => {
    const path = join(directory, 'token');
    const { headers } = createTransport(
      config({ auth: { kind: 'bearerTokenFile', path } }),
      { fetch },
    );
    await writeFile(path, 'one\n');
    await expect(headers?.()).resolves.toEqual({ Authorization: 'Bearer one' });
    await writeFile(path, 'two\n');
    await expect(headers?.()).resolves.toEqual({ Authorization: 'Bearer two' });
  });

  it('says which file is missing', async () => {
    const path = join(directory, 'missing');
    const { headers } = createTransport(
      config({ auth: { kind: 'bearerTokenFile', path } }),
      { fetch },
    );
    await expect(headers?.()).rejects.toThrow(
      `Prometheus of cluster local was not asked: the file ${path} (bearerTokenFile) cannot be read.`,
    );
  });

  it.each([
    [false, 9091, undefined],
    [true, 9092, true],
  ])(
    'reaches the Thanos Querier of OpenShift, by namespace: %s',
    (tenancy, port, getOnly) => {
      const transport = createTransport(
        config({ target: { kind: 'openshift', tenancy } }),
        { fetch },
      );
      expect(transport).toMatchObject({
        baseUrl: `https://thanos-querier.openshift-monitoring.svc:${port}`,
        tenancy,
      });
      expect(Boolean(transport.getOnly)).toBe(Boolean(getOnly));
    },
  );

  it('reaches a Service through the cluster it is in, reading only', () => {
    const target = {
      kind: 'service',
      namespace: 'ml-mon',
      name: 'prometheus-operated',
      port: 'web',
    } as const;
    const transport = createTransport(config({ target }), {
      fetch,
      service: (cluster, { name }) => ({
        baseUrl: `http://${cluster}/${name}`,
        fetch,
      }),
    });
    expect(transport).toMatchObject({
      title: 'Prometheus of cluster local (service ml-mon/prometheus-operated)',
      baseUrl: 'http://local/prometheus-operated',
      getOnly: true,
      advice: { right: 'get on services/proxy in namespace ml-mon' },
    });
  });
});
