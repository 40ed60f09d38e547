/** One line of what is scraped. */
export interface ExposedSample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

export interface Exposition {
  contentType?: string;
  types: Record<string, string>;
  samples: ExposedSample[];
}

const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** Reads Prometheus' text format. */
export function parseExposition(text: string): Omit<Exposition, 'contentType'> {
  const types: Record<string, string> = {};
  const samples: ExposedSample[] = [];
  for (const line of text.split('\n').filter(Boolean)) {
    const [, typed, type] = /^# TYPE (\S+) (\S+)/.exec(line) ?? [];
    if (typed) types[typed] = type;
    if (line.startsWith('#')) continue;
    const [, name, labels = '', value] = SAMPLE.exec(line) ?? [];
    if (!name) throw new Error(`not a sample: ${line}`);
    samples.push({
      name,
      labels: Object.fromEntries(
        Array.from(labels.matchAll(LABEL), ([, label, set]) => [label, set]),
      ),
      value: value === '+Inf' ? Infinity : Number(value),
    });
  }
  return { types, samples };
}

/** Everything of one metric. Which process counted is of no interest, nor is the order of lines. */
export function metricIn(
  { types, samples }: Pick<Exposition, 'types' | 'samples'>,
  metric: string,
) {
  const own = new RegExp(`^${metric}(_total|_bucket|_sum|_count)?$`);
  const isOwn = ({ name }: ExposedSample) => own.test(name);
  return {
    types: Object.fromEntries(
      Object.entries(types).filter(([name]) => own.test(name)),
    ),
    samples: samples
      .filter(isOwn)
      .map(({ name, labels, value }) => ({
        name,
        labels: {
          ...labels,
          ...(labels.worker_id && { worker_id: '<process>' }),
          // Both write the same bound, with other last digits.
          ...(labels.le && { le: roundedBound(labels.le) }),
        },
        value,
      }))
      .sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1)),
  };
}

const keyOf = ({ name, labels }: ExposedSample) =>
  JSON.stringify([name, Object.entries(labels).sort()]);

const roundedBound = (text: string) =>
  text === '+Inf' ? text : Number(text).toPrecision(9);
