import http from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

const HOST = '127.0.0.1';

export interface NamedQueries {
  url: string;
  /** What is asked under this name from now on. */
  set(name: string, promql: string): void;
  close(): Promise<void>;
}

/**
 * Stands in front of a Prometheus and takes names for queries: the plugin we are measured beside reads its queries from an
 * annotation, which it splits at every comma.
 */
export async function startNamedQueries(
  prometheus: string,
): Promise<NamedQueries> {
  const queries = new Map<string, string>();
  const server = http.createServer(async (request, response) => {
    try {
      const { pathname, searchParams } = new URL(
        request.url ?? '/',
        prometheus,
      );
      const promql = queries.get(searchParams.get('query') ?? '');
      if (promql) {
        searchParams.set('query', promql);
      }
      const answer = await fetch(
        new URL(`${pathname}?${searchParams}`, prometheus),
      );
      response
        .writeHead(answer.status, { 'Content-Type': 'application/json' })
        .end(Buffer.from(await answer.arrayBuffer()));
    } catch {
      response.writeHead(502).end();
    }
  });
  server.listen(0, HOST);
  await once(server, 'listening');
  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}`,
    set: (name, promql) => queries.set(name, promql),
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
