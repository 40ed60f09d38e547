/** A series to put into a Prometheus: its value at an instant, or none. */
export interface SampledSeries {
  metric: string;
  labels: Record<string, string>;
  valueAt: (secondsSinceStart: number) => number | undefined;
}

/** Samples the series every `intervalSeconds`, as OpenMetrics text. */
export function openMetrics(
  series: readonly SampledSeries[],
  grid: { startSeconds: number; endSeconds: number; intervalSeconds: number },
): string {
  const byMetric = new Map<string, SampledSeries[]>();
  for (const each of series) {
    byMetric.set(each.metric, [...(byMetric.get(each.metric) ?? []), each]);
  }
  const lines: string[] = [];
  for (const [metric, ofMetric] of byMetric) {
    lines.push(`# TYPE ${metric} unknown`);
    for (const { labels, valueAt } of ofMetric) {
      const text = Object.entries(labels)
        .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
        .join(',');
      for (
        let at = grid.startSeconds;
        at <= grid.endSeconds;
        at += grid.intervalSeconds
      ) {
        const value = valueAt(at - grid.startSeconds);
        if (value !== undefined) {
          lines.push(`${metric}{${text}} ${value} ${at}`);
        }
      }
    }
  }
  return `${lines.join('\n')}\n# EOF\n`;
}

/** How a pod is scraped, and which labels that gives its series. */
export type Scraper = (pod: string) => {
  target: Record<string, string>;
  /** What becomes of the metric's own label `service`. */
  serviceLabel: 'service' | 'exported_service';
};

export const serviceMonitor: Scraper = pod => ({
  target: {
    namespace: 'ml-mon',
    job: 'rest-seldon-model',
    service: 'rest-seldon-model',
    endpoint: 'http',
    pod,
    container: 'seldon-container-engine',
    instance: `${pod}.ip:8000`,
  },
  serviceLabel: 'exported_service',
});

export const podMonitor: Scraper = pod => ({
  target: {
    namespace: 'ml-mon',
    job: 'seldon/seldon-podmonitor',
    endpoint: 'metrics',
    pod,
    container: 'seldon-container-engine',
    instance: `${pod}.ip:8000`,
  },
  serviceLabel: 'service',
});

const BOUNDS = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
];

/** Calls of one kind that a pod answers, evenly. */
export interface Calls {
  pod: string;
  service: string;
  code: string;
  /** How many take how long. */
  mix: { perSecond: number; seconds: number }[];
  metric?: string;
  labels?: Record<string, string>;
  /** Seconds after the start at which the counters begin anew. */
  resetAt?: number;
  scrapers: Scraper[];
}

/** The histogram that the orchestrator would expose for these calls. */
export function executorSeries(calls: Calls): SampledSeries[] {
  const {
    metric = 'seldon_api_executor_server_requests_seconds',
    resetAt = Infinity,
  } = calls;
  const total = (at: number, weigh: (seconds: number) => number) =>
    (at < resetAt ? at : at - resetAt) *
    calls.mix.reduce(
      (sum, { perSecond, seconds }) => sum + perSecond * weigh(seconds),
      0,
    );
  const count = (at: number) => total(at, () => 1);
  return calls.scrapers.flatMap(scraper => {
    const { target, serviceLabel } = scraper(calls.pod);
    const labels = {
      ...target,
      deployment_name: 'rest-seldon',
      predictor_name: 'model',
      predictor_version: '',
      method: calls.code.length === 3 ? 'post' : 'unary',
      code: calls.code,
      ...calls.labels,
      [serviceLabel]: calls.service,
    };
    return [
      ...BOUNDS.map(bound => ({
        metric: `${metric}_bucket`,
        labels: { ...labels, le: String(bound) },
        valueAt: (at: number) =>
          total(at, seconds => (seconds <= bound ? 1 : 0)),
      })),
      {
        metric: `${metric}_bucket`,
        labels: { ...labels, le: '+Inf' },
        valueAt: count,
      },
      { metric: `${metric}_count`, labels, valueAt: count },
      {
        metric: `${metric}_sum`,
        labels,
        valueAt: (at: number) => total(at, seconds => seconds),
      },
    ];
  });
}
