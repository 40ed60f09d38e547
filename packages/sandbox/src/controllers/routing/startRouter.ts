import { createServer } from 'node:http';
import type { Cluster } from '../../api/Cluster';
import { HTTP_ROUTES, INGRESSES, ROUTES } from '../runtime/resources';
import { forward, refuse } from './forward';
import { allRules, Balancer, findRule, type Rule } from './routingTable';

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
    if (rule) {
      forward(request, response, {
        choose: except => balancer.choose(rule, except),
        mirrors: balancer.mirrorsOf(rule),
        timeoutMs: rule.timeoutMs,
      });
    } else {
      refuse(response, 503);
    }
  });

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
      return new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
