import type {
  MetricsAnswer,
  Series,
} from 'backstage-plugin-ml-monitoring-common';

/** What was measured of one predictor. What is missing was not measured, which is never zero. */
export interface VersionNumbers {
  /** Predictions that it answered. */
  requests?: number;
  /** Share of them that failed by its own fault, 0 to 1. */
  errorRatio?: number;
  /** 95 of 100 predictions were answered within it. */
  latencyP95Seconds?: number;
}

/** The panels that these numbers are read from. */
export const NUMBER_PANELS = 'requests,errors,latency';

/** The numbers of one predictor over the whole range of the answer. */
export function versionNumbers(
  { panels, range }: MetricsAnswer,
  predictor: string,
): VersionNumbers {
  const seriesOf = (panel: string, part = '') =>
    panels
      .find(({ id }) => id === panel)
      ?.series.find(
        ({ labels, name }) =>
          labels.predictor_name === predictor && name.endsWith(part),
      );
  const seconds = range.endSeconds - range.startSeconds;
  const rate = meanOf(seriesOf('requests'));
  const errors = meanOf(seriesOf('errors', '5xx'));
  return {
    requests: rate === undefined ? undefined : rate * seconds,
    errorRatio:
      rate === undefined || rate === 0 || errors === undefined
        ? undefined
        : Math.min(1, errors / rate),
    latencyP95Seconds: medianOf(seriesOf('latency', 'p95')),
  };
}

function measured(series: Series | undefined): number[] {
  return (series?.values ?? []).flatMap(value => value ?? []);
}

function meanOf(series: Series | undefined): number | undefined {
  const values = measured(series);
  return values.length
    ? values.reduce((sum, value) => sum + value, 0) / values.length
    : undefined;
}

function medianOf(series: Series | undefined): number | undefined {
  const values = measured(series).sort((a, b) => a - b);
  return values.length ? values[Math.floor(values.length / 2)] : undefined;
}
