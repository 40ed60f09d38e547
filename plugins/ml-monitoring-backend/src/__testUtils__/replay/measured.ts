import type { MetricsAnswer } from 'backstage-plugin-ml-monitoring-common';

/** What every series of an answer shows at its last instant. */
export const measured = ({ panels }: MetricsAnswer) =>
  panels.flatMap(({ id, series }) =>
    series.map(({ name, values }) => ({
      panel: id,
      series: name,
      value: values[values.length - 1] ?? undefined,
    })),
  );
