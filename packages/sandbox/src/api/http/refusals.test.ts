import { useWire } from '../__testUtils__/wire';

const on = useWire();

describe('a request that cannot be served', () => {
  const configMaps = '/api/v1/namespaces/ml/configmaps';
  it.each([
    [
      'a wrong token',
      configMaps,
      { headers: { authorization: 'Bearer x' } },
      401,
    ],
    ['no token', configMaps, { headers: { authorization: '' } }, 403],
    ['an unknown version', '/apis/apps/v9/deployments', {}, 404],
    ['a wrong method', configMaps, { method: 'PUT' }, 405],
    ['a foreign format', configMaps, { headers: { accept: 'text/html' } }, 406],
    [
      'a body in a foreign format',
      configMaps,
      { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' },
      415,
    ],
    ['a body that is no JSON', configMaps, { method: 'POST', body: '{' }, 400],
    [
      'a namespace that is not there',
      '/api/v1/namespaces/no/configmaps',
      { method: 'POST', body: JSON.stringify({ metadata: { name: 'x' } }) },
      404,
    ],
    [
      'a bad name',
      configMaps,
      { method: 'POST', body: JSON.stringify({ metadata: { name: 'X' } }) },
      422,
    ],
    [
      'a bad label',
      configMaps,
      {
        method: 'POST',
        body: JSON.stringify({ metadata: { name: 'x', labels: { a: '-' } } }),
      },
      422,
    ],
    ['a bad limit', `${configMaps}?limit=x`, {}, 400],
    ['a bad selector', `${configMaps}?labelSelector=a%20b`, {}, 400],
    [
      'a version from the future',
      `${configMaps}?resourceVersion=99999`,
      {},
      504,
    ],
    [
      'an apply without a manager',
      `${configMaps}/x`,
      {
        method: 'PATCH',
        headers: { 'content-type': 'application/apply-patch+yaml' },
        body: '{}',
      },
      422,
    ],
    [
      'a definition written by hand',
      '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/routes.route.openshift.io',
      { method: 'DELETE' },
      405,
    ],
  ])('for %s answers a Status', async (_, path, init, code) => {
    const answer = await on.fetch(path, init);
    expect({ ...answer, body: JSON.parse(answer.body) }).toMatchObject({
      code,
      body: { kind: 'Status', status: 'Failure', code },
    });
  });

  it.each([
    '/nope',
    '/apis/none.example.com',
    '/apis/monitoring.coreos.com/v9/x',
  ])('for the path %s, which nobody serves, answers as Go does', async path => {
    expect(await on.fetch(path)).toMatchObject({
      code: 404,
      body: '404 page not found\n',
    });
  });

  it('for a review without a question names no kind', async () => {
    const answer = await on.fetch(
      '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      { method: 'POST', body: '{}' },
    );
    const { code, details } = JSON.parse(answer.body);
    expect({ code, ...details }).toEqual({
      code: 422,
      group: 'authorization.k8s.io',
      causes: [expect.objectContaining({ field: 'spec.resourceAttributes' })],
    });
  });

  it('is refused as the test wants it', async () => {
    on.fault = { kind: 'status', code: 429, retryAfterSeconds: 2 };
    const answer = await on.fetch(configMaps);
    expect(answer.headers['retry-after']).toBe('2');
    expect(JSON.parse(answer.body)).toMatchObject({
      code: 429,
      reason: 'TooManyRequests',
      details: { retryAfterSeconds: 2 },
    });
  });

  it.each([undefined, 20])('is cut off after %s bytes', async afterBytes => {
    on.fault = { kind: 'cut', afterBytes };
    await expect(on.fetch(configMaps)).rejects.toThrow(/aborted|hang up|reset/);
  });
});
