import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { allowances, type Conditions } from './allowances';
import type { Expectation, Expected } from './expectation';

/** What every pod uses of the node, and may use. */
const POD = {
  cpuCores: 0.2,
  cpuLimitCores: 0.5,
  memoryBytes: 2 ** 28,
  memoryLimitBytes: 2 ** 29,
  throttledRatio: 0.3,
};
const SLICES_PER_SECOND = 10;
const CONTAINER = 'classifier';
const RESTARTS = 1;

/** What the kubelet's cAdvisor and kube-state-metrics would say of some pods. */
export interface PlatformExporter {
  scrapeConfigs: object[];
  jobOf(cluster: string): string;
  /** Starts the container of every pod again. */
  restart(): void;
  close(): Promise<void>;
}

export async function startPlatformExporter(options: {
  namespace: string;
  /** Of each cluster, under the name that it is marked with. */
  podsOf: Record<string, () => string[]>;
}): Promise<PlatformExporter> {
  const { namespace, podsOf } = options;
  const startMs = Date.now();
  let restarts = 0;
  const server = createServer((request, response) => {
    const pods = podsOf[(request.url ?? '').slice(1)]?.() ?? [];
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' });
    const seconds = (Date.now() - startMs) / 1000;
    response.end(exposition({ pods, namespace, seconds, restarts }));
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const jobOf = (cluster: string) => `${cluster}/platform`;
  return {
    jobOf,
    scrapeConfigs: Object.keys(podsOf).map(cluster => ({
      job_name: jobOf(cluster),
      metrics_path: `/${cluster}`,
      scrape_interval: '1s',
      scrape_timeout: '1s',
      // The names of pods and containers are theirs, not the exporter's.
      honor_labels: true,
      static_configs: [
        { targets: [`127.0.0.1:${port}`], labels: { cluster, namespace } },
      ],
    })),
    restart() {
      restarts += 1;
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function exposition(options: {
  pods: string[];
  namespace: string;
  seconds: number;
  restarts: number;
}) {
  const { pods, namespace, seconds, restarts } = options;
  const metrics: [name: string, value: number, labels?: string][] = [
    ['container_cpu_usage_seconds_total', POD.cpuCores * seconds],
    ['container_memory_working_set_bytes', POD.memoryBytes],
    ['container_cpu_cfs_periods_total', SLICES_PER_SECOND * seconds],
    [
      'container_cpu_cfs_throttled_periods_total',
      SLICES_PER_SECOND * POD.throttledRatio * seconds,
    ],
    ['kube_pod_container_status_restarts_total', restarts],
    ['kube_pod_container_resource_limits', POD.cpuLimitCores, 'resource="cpu"'],
    [
      'kube_pod_container_resource_limits',
      POD.memoryLimitBytes,
      'resource="memory"',
    ],
  ];
  return metrics
    .flatMap(([name, value, labels]) =>
      pods.map(pod => {
        const all = [
          `namespace="${namespace}",pod="${pod}",container="${CONTAINER}"`,
          ...(labels ? [labels] : []),
        ];
        return `${name}{${all.join(',')}} ${value}\n`;
      }),
    )
    .join('');
}

export function platformExpectations(
  pods: readonly string[],
  conditions: Conditions,
): Expectation[] {
  const allow = allowances(conditions);
  const rows: [string, string, Expected][] = [
    [
      'cpu',
      ' · used',
      allow.rate(POD.cpuCores * conditions.scrapedSeconds.shortest),
    ],
    ['cpu', ' · limit', allow.exactly(POD.cpuLimitCores)],
    ['memory', ' · used', allow.exactly(POD.memoryBytes)],
    ['memory', ' · limit', allow.exactly(POD.memoryLimitBytes)],
    ['throttling', '', allow.mean(POD.throttledRatio, 1)],
    ['restarts', '', allow.exactly(RESTARTS)],
  ];
  return pods.flatMap(pod =>
    rows.map(([panel, part, expected]) => ({
      panel,
      series: `${pod} · ${CONTAINER}${part}`,
      ...expected,
    })),
  );
}
