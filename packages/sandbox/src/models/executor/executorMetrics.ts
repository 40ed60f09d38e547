import { Gauge, Histogram, Registry, Summary } from 'prom-client';

export const EXECUTOR_BUCKETS_SECONDS = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
];
const QUANTILES = [0.5, 0.75, 0.9, 0.98, 0.99, 1];

const SERVER_LABELS = [
  'deployment_name',
  'predictor_name',
  'predictor_version',
  'service',
  'method',
  'code',
] as const;
const CLIENT_LABELS = [
  ...SERVER_LABELS,
  'model_name',
  'model_image',
  'model_version',
] as const;

export type ServerLabels = Record<(typeof SERVER_LABELS)[number], string>;
export type ClientLabels = Record<(typeof CLIENT_LABELS)[number], string>;

/** What Seldon's executor exposes under `/prometheus`. Nothing is there before the first request. */
export class ExecutorMetrics {
  private readonly registry = new Registry();
  private readonly server = this.pair(
    'seldon_api_executor_server_requests_seconds',
    'A histogram of latencies for executor server',
    SERVER_LABELS,
  );
  private readonly client = this.pair(
    'seldon_api_executor_client_requests_seconds',
    'A histogram of latencies for client calls from executor',
    CLIENT_LABELS,
  );

  constructor(startedAt: Date) {
    new Gauge({
      name: 'process_start_time_seconds',
      help: 'Start time of the process since unix epoch in seconds.',
      registers: [this.registry],
    }).set(startedAt.getTime() / 1000);
  }

  observeServer(labels: ServerLabels, seconds: number) {
    this.server.observe(labels, seconds);
  }

  observeClient(labels: ClientLabels, seconds: number) {
    this.client.observe(labels, seconds);
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  private pair<T extends string>(
    name: string,
    help: string,
    labelNames: readonly T[],
  ) {
    const shared = { help, labelNames, registers: [this.registry] };
    const histogram = new Histogram({
      ...shared,
      name,
      buckets: EXECUTOR_BUCKETS_SECONDS,
    });
    const summary = new Summary({
      ...shared,
      name: `${name}_summary`,
      percentiles: QUANTILES,
    });
    return {
      observe(labels: Record<T, string>, seconds: number) {
        histogram.observe(labels as any, seconds);
        summary.observe(labels as any, seconds);
      },
    };
  }
}

/** The executor splits at every colon, so a registry's port is taken for a version separator. */
export function modelImageLabels(image = '') {
  const parts = image.split(':');
  return {
    model_image: parts[0],
    model_version: parts.length === 2 ? parts[1] : '',
  };
}
