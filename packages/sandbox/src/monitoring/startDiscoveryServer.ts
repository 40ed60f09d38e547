import { createServer } from 'node:http';
import type { Cluster } from '../api/Cluster';
import { ENDPOINTS, PODS, SERVICES } from '../controllers/runtime/resources';
import type { Discovery } from './scrapeConfig';
import { discover } from './discovery';

export interface DiscoveryServer {
  url: Discovery['url'];
  close(): Promise<void>;
}

/** Serves the cluster's targets to Prometheus as `http_sd_configs`, in the labels of Kubernetes discovery. */
export async function startDiscoveryServer(
  cluster: Cluster,
): Promise<DiscoveryServer> {
  const answers = new Map<string, string>();
  const stops = [PODS, SERVICES, ENDPOINTS].map(resource =>
    cluster.watch(resource, () => answers.clear()),
  );
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(
      request.url ?? '/',
      'http://localhost',
    );
    const role = pathname.slice(1);
    if (role !== 'endpoints' && role !== 'pod') {
      response.writeHead(404).end();
      return;
    }
    const namespaces = searchParams.getAll('namespace');
    const key = `${role} ${namespaces}`;
    const answer =
      answers.get(key) ??
      JSON.stringify(
        discover(cluster, role, namespaces.length ? namespaces : undefined),
      );
    answers.set(key, answer);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(answer);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as { port: number };
  return {
    url(role, namespaces) {
      const query =
        namespaces === 'all'
          ? ''
          : `?${new URLSearchParams(namespaces.map(name => ['namespace', name]))}`;
      return `http://127.0.0.1:${port}/${role}${query}`;
    },
    close() {
      stops.forEach(stop => stop());
      return new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
