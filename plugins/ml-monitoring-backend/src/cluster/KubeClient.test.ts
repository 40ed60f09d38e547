import { z } from 'zod/v3';
import {
  namespace,
  startTestCluster,
  type TestCluster,
} from '../__testUtils__/startTestCluster';
import { resources } from './resources';

jest.setTimeout(60_000);

let test: TestCluster;
const start = async (options: Parameters<typeof startTestCluster>[0] = {}) => {
  test = await startTestCluster(options);
  return test.client;
};
afterEach(() => test.close());

const anything = { path: '/api/v1/namespaces' };

describe('a request to an API server', () => {
  it('reads a list to its end, page by page', async () => {
    const client = await start({
      objects: Array.from({ length: 501 }, (_, index) =>
        namespace(`ml-${index}`),
      ),
    });
    const names = await client.list(resources.namespaces);
    expect(names.length).toBeGreaterThan(501);
    expect(
      test.requests.filter(each => each.includes('limit=500')),
    ).toHaveLength(2);
  });

  it('is given up when it takes too long', async () => {
    const client = await start({
      intercept: () => ({ kind: 'delay', milliseconds: 60_000 }),
    });
    await expect(
      client.send({ ...anything, timeoutSeconds: 0.05 }),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message:
        'The API server of cluster local could not be reached: no answer within 0.05 s',
    });
  });

  it('is given up when the answer is too large', async () => {
    const client = await start();
    await expect(
      client.send({ ...anything, maximumBytes: 10 }),
    ).rejects.toThrow('with more than 10 bytes');
  });

  it.each([
    [401, 'ServiceUnavailableError'],
    [403, 'NotAllowedError'],
    [409, 'ConflictError'],
    [422, 'InputError'],
    [429, 'ServiceUnavailableError'],
    [500, 'ServiceUnavailableError'],
  ])(
    'that fails with %i ends as %s, in the words of the server',
    async (code, name) => {
      const client = await start({
        intercept: () => ({ kind: 'status', code, message: 'because' }),
      });
      await expect(client.json(z.unknown(), anything)).rejects.toMatchObject({
        name,
        message: expect.stringMatching(/^Cluster local: .*because/),
      });
    },
  );

  it('tells an object that is not there from an API that is not', async () => {
    const client = await start({ withoutGroups: ['route.openshift.io'] });
    await expect(
      client.json(z.unknown(), { path: '/api/v1/namespaces/none' }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(client.list(resources.routes)).rejects.toMatchObject({
      name: 'ApiNotServedError',
    });
  });

  it('never shows its token', async () => {
    const client = await start({ intercept: () => ({ kind: 'cut' }) });
    const error = await client.send(anything).catch(each => each);
    expect(`${error} ${error.stack} ${error.cause}`).not.toContain(test.token);
  });
});
