import type {
  MetricsAnswer,
  Range,
} from 'backstage-plugin-ml-monitoring-common';

/** What can be said of earlier minutes. */
export type EarlierState =
  | { kind: 'nothing' }
  /** The source begins later than they end. */
  | { kind: 'not-kept'; fromSeconds: number }
  | {
      kind: 'there';
      /** The source begins within them. */
      keptFromSeconds?: number;
      /** By how much the two lie apart by the reader's clock, beyond the shift, since that was changed in between. */
      clockMinutes: number;
    };

export function earlierState(
  answer: Pick<MetricsAnswer, 'panels' | 'coveredFromSeconds'>,
  then: Range,
  shiftSeconds: number,
  offsetMinutes = offsetHere,
): EarlierState {
  const { panels, coveredFromSeconds } = answer;
  const isMeasured = panels.some(({ series }) =>
    series.some(({ values }) => values.some(value => value !== null)),
  );
  if (!isMeasured) {
    return coveredFromSeconds !== undefined &&
      coveredFromSeconds >= then.endSeconds
      ? { kind: 'not-kept', fromSeconds: coveredFromSeconds }
      : { kind: 'nothing' };
  }
  return {
    kind: 'there',
    ...(coveredFromSeconds !== undefined &&
      coveredFromSeconds > then.startSeconds && {
        keptFromSeconds: coveredFromSeconds,
      }),
    clockMinutes:
      offsetMinutes(then.endSeconds) -
      offsetMinutes(then.endSeconds + shiftSeconds),
  };
}

function offsetHere(seconds: number): number {
  return new Date(seconds * 1000).getTimezoneOffset();
}
