import { createMlMonitoringClient } from './createMlMonitoringClient';

function clientOf(answer: { status?: number; body: unknown }) {
  const requests: { url: string; init: RequestInit }[] = [];
  const client = createMlMonitoringClient({
    discoveryApi: {
      getBaseUrl: async pluginId => `http://portal/api/${pluginId}`,
    },
    fetchApi: {
      fetch: async (url, init) => {
        requests.push({ url: String(url), init: init ?? {} });
        return new Response(JSON.stringify(answer.body), {
          status: answer.status ?? 200,
          headers: { 'Content-Type': 'application/json' },
        });
      },
    },
  });
  return { client, requests };
}

const ref = { cluster: 'local', namespace: 'ml-mon', name: 'fraud' };

describe('createMlMonitoringClient', () => {
  it('puts path parameters into the path, escaped, and the rest into the query', async () => {
    const { client, requests } = clientOf({
      body: { items: [], totalItems: 0, sources: [] },
    });
    await client.listModels({ q: 'a&b', namespace: 'ml-mon', limit: 10 });
    expect(requests[0].url).toBe(
      'http://portal/api/ml-monitoring/v1/models?q=a%26b&namespace=ml-mon&limit=10',
    );
    expect(requests[0].init.body).toBeUndefined();
  });

  it('sends a body only where there is one, and the token it was given', async () => {
    const result = {
      ref,
      objects: [],
      warnings: [],
      entityRef: 'component:default/fraud',
    };
    const { client, requests } = clientOf({ body: result });
    await expect(
      client.provisionModel(
        { ...ref, exposure: { kind: 'auto' } },
        { token: 't' },
      ),
    ).resolves.toEqual(result);
    expect(requests[0]).toMatchObject({
      url: 'http://portal/api/ml-monitoring/v1/models',
      init: {
        method: 'POST',
        body: JSON.stringify({ ...ref, exposure: { kind: 'auto' } }),
        headers: { Authorization: 'Bearer t' },
      },
    });
  });

  it('keeps a hostile name inside its path segment', async () => {
    const { client, requests } = clientOf({ status: 404, body: {} });
    await expect(
      client.getModelHealth({ ...ref, name: '../../secrets?x=' }),
    ).rejects.toMatchObject({ name: 'ResponseError' });
    expect(requests[0].url).toBe(
      'http://portal/api/ml-monitoring/v1/models/local/ml-mon/..%2F..%2Fsecrets%3Fx%3D/health',
    );
  });

  it('refuses an answer that is not of the contract and says where', async () => {
    const { client } = clientOf({ body: { items: [{}], totalItems: 1 } });
    await expect(client.listModels({})).rejects.toMatchObject({
      name: 'MalformedAnswerError',
      message: expect.stringContaining('items.0.ref: Required'),
    });
  });
});
