import type { Clusters } from './Clusters';

/** Of the request to the API server itself. */
const OURS = ['authorization', 'content-type', 'content-length', 'host'];

/** Stands for "the API server" in a URL; never resolved. */
const ORIGIN = 'http://cluster.invalid';

/**
 * A `fetch` that reaches a Service inside a cluster through its API server, and
 * the base URL to use with it. The API server strips `Authorization`, so the
 * Service must not want one.
 */
export function createServiceFetch(
  clusters: Clusters,
  cluster: string,
  target: { namespace: string; name: string; port: string },
): { baseUrl: string; fetch: typeof fetch } {
  const { namespace, name, port } = target;
  const service = encodeURIComponent(`${name}:${port}`);
  return {
    baseUrl: `${ORIGIN}/api/v1/namespaces/${encodeURIComponent(namespace)}/services/${service}/proxy`,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { pathname, search } = new URL(request.url);
      const contentType = request.headers.get('content-type');
      const headers = Object.fromEntries(
        [...request.headers].filter(([header]) => !OURS.includes(header)),
      );
      const client = await clusters.client(cluster);
      const answer = await client.send({
        method: request.method === 'POST' ? 'POST' : 'GET',
        path: pathname + search,
        ...(contentType && {
          body: { contentType, content: await request.text() },
        }),
        headers,
        signal: request.signal,
      });
      return new Response(answer.body, {
        status: answer.status,
        headers: {
          'Content-Type': String(answer.headers['content-type'] ?? ''),
        },
      });
    },
  };
}
