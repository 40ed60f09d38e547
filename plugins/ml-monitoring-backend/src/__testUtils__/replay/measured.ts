import type {
  MetricsAnswer,
  Panel,
} from 'backstage-plugin-ml-monitoring-common';

/**
 * What every series of an answer shows in the end.
 *
 * @throws Error for a question that was not answered.
 */
export const measured = ({ panels }: MetricsAnswer) =>
  panels.flatMap(panel => {
    const { id, status, message, series } = panel;
    if (status === 'failed') {
      throw new Error(`The panel ${id} failed: ${message}`);
    }
    return series.map(({ name, values }) => ({
      panel: id,
      series: name,
      value: inTheEnd(panel, values),
    }));
  });

/** A gauge has no value where the last scrape failed, so there the median of all instants counts. */
function inTheEnd(
  { windowSeconds }: Panel,
  values: readonly (number | null)[],
): number | undefined {
  if (windowSeconds !== undefined) {
    return values[values.length - 1] ?? undefined;
  }
  const sorted = values.filter(value => value !== null).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
