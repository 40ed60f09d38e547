import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** One entry of `meta.metrics`. Timers are in milliseconds. */
export interface CustomMetric {
  key: string;
  type?: 'COUNTER' | 'GAUGE' | 'TIMER';
  value: number;
  tags?: Record<string, string>;
}

const NOT_IMPLEMENTED = 'NOT_IMPLEMENTED';

/** 50 bounds from 1 ms to 30 s, evenly spaced on a logarithmic scale. */
export const TIMER_BUCKETS_SECONDS = Array.from(
  { length: 50 },
  (_, index) => 0.001 * 30_000 ** (index / 49),
);

function splitAtLastColon(image: string): [string, string] {
  const at = image.lastIndexOf(':');
  return at < 0
    ? [image, NOT_IMPLEMENTED]
    : [image.slice(0, at), image.slice(at + 1)];
}

/** The labels by which the Python wrapper says who it is. */
export function wrapperLabels(
  env: Record<string, string>,
): Record<string, string> {
  const of = (name: string) => env[name] || NOT_IMPLEMENTED;
  const [image, version] = splitAtLastColon(of('PREDICTIVE_UNIT_IMAGE'));
  const deployment = of('SELDON_DEPLOYMENT_ID');
  const labels: Record<string, string> = JSON.parse(
    env.PREDICTOR_LABELS || '{}',
  );
  return {
    deployment_name: deployment,
    model_name: of('PREDICTIVE_UNIT_ID'),
    model_image: image,
    model_version: version,
    predictor_name: of('PREDICTOR_ID'),
    predictor_version: labels.version ?? NOT_IMPLEMENTED,
    seldon_deployment_name: deployment,
    image_name: image,
    image_version: version,
  };
}

type Recorder = (labels: Record<string, string>, value: number) => void;

/**
 * What the Python wrapper exposes on its metrics port. The label names of a
 * metric are those of its first value; later tags of other names are left out.
 */
export class CustomMetrics {
  private readonly registry = new Registry();
  private readonly recorders = new Map<string, Recorder>();

  constructor(private readonly identity: Record<string, string>) {}

  /** `method`: which of the wrapper's methods reported it, such as `predict`. */
  record(metrics: CustomMetric[], method: string) {
    for (const { key, type = 'COUNTER', value, tags = {} } of metrics) {
      // The wrapper's own labels win over a tag of the same name.
      const labels = { ...tags, ...this.identity, method };
      const id = `${type} ${key}`;
      const recorder =
        this.recorders.get(id) ?? this.recorder(key, type, Object.keys(labels));
      this.recorders.set(id, recorder);
      recorder(labels, value);
    }
  }

  recordFeedback(reward: number) {
    if (reward !== 0) {
      this.record([{ key: 'seldon_api_model_feedback', value: 1 }], 'feedback');
      this.record(
        [{ key: 'seldon_api_model_feedback_reward', value: reward }],
        'feedback',
      );
    }
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  private recorder(
    key: string,
    type: NonNullable<CustomMetric['type']>,
    labelNames: string[],
  ): Recorder {
    const shared = {
      help: 'Reported by the model',
      labelNames,
      registers: [this.registry],
    };
    const known = (labels: Record<string, string>) =>
      Object.fromEntries(
        Object.entries(labels).filter(([name]) => labelNames.includes(name)),
      );
    if (type === 'GAUGE') {
      const gauge = new Gauge({ ...shared, name: key });
      return (labels, value) => gauge.set(known(labels), value);
    }
    if (type === 'TIMER') {
      const histogram = new Histogram({
        ...shared,
        name: key,
        buckets: TIMER_BUCKETS_SECONDS,
      });
      return (labels, value) => histogram.observe(known(labels), value / 1000);
    }
    const counter = new Counter({ ...shared, name: `${key}_total` });
    return (labels, value) => counter.inc(known(labels), value);
  }
}
