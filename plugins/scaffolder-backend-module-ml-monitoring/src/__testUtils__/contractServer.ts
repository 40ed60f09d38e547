import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serializeError } from '@backstage/errors';
import {
  endpoints,
  type EndpointInput,
  type EndpointOutput,
  type Endpoints,
} from 'backstage-plugin-ml-monitoring-common';

type Name = keyof Endpoints;

export type Answers = {
  [N in Name]?: (
    input: EndpointInput<N>,
    request: { token?: string },
  ) => EndpointOutput<N> | Promise<EndpointOutput<N>>;
};

const STATUS: Record<string, number> = {
  InputError: 400,
  NotAllowedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
  ServiceUnavailableError: 503,
};

/**
 * The routes of the backend over HTTP, answered by the given functions: input is parsed by the contract before, and the
 * answer after, so that a test cannot ask or answer what the real backend would refuse.
 */
export async function startContractServer(answers: Answers) {
  const calls: { endpoint: Name; input: unknown; token?: string }[] = [];
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) {
      chunks.push(chunk as Buffer);
    }
    const reply = (status: number, body?: unknown) => {
      res.writeHead(status, { 'Content-Type': 'application/json' });
      res.end(body === undefined ? undefined : JSON.stringify(body));
    };
    const url = new URL(req.url!, 'http://localhost');
    const route = findRoute(req.method!, url.pathname);
    const answer = route && answers[route.name];
    if (!route || !answer) {
      reply(404);
      return;
    }
    const endpoint = endpoints[route.name];
    try {
      const input = {
        ...endpoint.params.parse(route.params),
        ...endpoint.query.parse(Object.fromEntries(url.searchParams)),
        ...endpoint.body.parse(
          chunks.length ? JSON.parse(Buffer.concat(chunks).toString()) : {},
        ),
      };
      const token = req.headers.authorization?.replace('Bearer ', '');
      calls.push({ endpoint: route.name, input, token });
      const result = await (answer as Function)(input, { token });
      reply(200, endpoint.response.parse(result));
    } catch (error) {
      const statusCode = STATUS[(error as Error).name] ?? 500;
      reply(statusCode, {
        error: serializeError(error as Error),
        request: { method: req.method, url: req.url },
        response: { statusCode },
      });
    }
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    calls,
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => close(server),
  };
}

function findRoute(method: string, pathname: string) {
  for (const name of Object.keys(endpoints) as Name[]) {
    const { method: wanted, path } = endpoints[name];
    const pattern = path.replace(/:(\w+)/g, '(?<$1>[^/]+)');
    const match = new RegExp(`^/v1${pattern}$`).exec(pathname);
    if (match && wanted === method.toLowerCase()) {
      const params = Object.fromEntries(
        Object.entries(match.groups ?? {}).map(([key, value]) => [
          key,
          decodeURIComponent(value),
        ]),
      );
      return { name, params };
    }
  }
  return undefined;
}

async function close(server: Server) {
  server.closeAllConnections();
  await new Promise(resolve => {
    server.close(resolve);
  });
}
