import {
  createServer,
  Agent,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { Cluster } from '../../api/Cluster';
import { HTTP_ROUTES, INGRESSES, ROUTES } from '../runtime/resources';
import { allRules, Balancer, findRule, type Rule } from './routingTable';

const TIMEOUT_MS = 30_000;

export interface Router {
  /** `http://127.0.0.1:<port>`; which Route is meant says the Host header. */
  url: string;
  port: number;
  close(): Promise<void>;
}

/** OpenShift's router, an ingress controller and a gateway in one listener on loopback. */
export async function startRouter(options: {
  cluster: Cluster;
  has: (group: string) => boolean;
  port?: number;
}): Promise<Router> {
  const { cluster, has } = options;
  const balancer = new Balancer(cluster);
  const agent = new Agent({ keepAlive: true });
  let rules: Rule[] | undefined;
  const stops = [ROUTES, INGRESSES, HTTP_ROUTES]
    .filter(({ group }) => has(group))
    .map(resource =>
      cluster.watch(resource, () => {
        rules = undefined;
      }),
    );

  const server = createServer((request, response) => {
    rules ??= allRules(cluster, has);
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    const path = (request.url ?? '/').split('?')[0];
    const rule = findRule(rules, host, path);
    const backend = rule && balancer.choose(rule);
    if (backend) {
      forward(request, response, backend);
    } else {
      unavailable(response);
    }
  });

  function forward(
    request: IncomingMessage,
    response: ServerResponse,
    { host, port }: { host: string; port: number },
  ) {
    const upstream = httpRequest(
      {
        host,
        port,
        path: request.url,
        method: request.method,
        agent,
        timeout: TIMEOUT_MS,
        headers: {
          ...request.headers,
          'x-forwarded-host': request.headers.host,
          'x-forwarded-for': request.socket.remoteAddress,
          'x-forwarded-proto': 'http',
        },
      },
      answer => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    upstream.on('timeout', () => {
      if (!response.headersSent) {
        response.writeHead(504).end();
      }
      upstream.destroy();
    });
    upstream.on('error', () => {
      if (response.headersSent) {
        response.destroy();
      } else {
        unavailable(response);
      }
    });
    request.pipe(upstream);
    response.on('close', () => upstream.destroy());
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close() {
      stops.forEach(stop => stop());
      agent.destroy();
      return new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** What HAProxy shows when nobody is there to answer. */
function unavailable(response: ServerResponse) {
  response.writeHead(503, { 'content-type': 'text/html' });
  response.end(
    '<html><body><h1>Application is not available</h1><p>The application is currently not serving requests at this endpoint. It may not have been started or is still starting.</p></body></html>',
  );
}
