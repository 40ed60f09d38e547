import { useMemo, useRef, useState } from 'react';
import {
  isSameRange,
  panned,
  rangeNear,
  visit,
  zoomed,
  type Span,
  type Visits,
} from './rangeSteps';
import { resolveTimeRange, type TimeRange } from './timeRange';

/** Ways from the range that is shown to another. */
export interface RangeSteps {
  select(fromSeconds: number, toSeconds: number): void;
  zoom(factor: number, aroundSeconds: number | undefined): void;
  /** By a share of the range; earlier where that is negative. */
  pan(share: number): void;
  /** To the range before. Absent where there is none. */
  back?: { to: TimeRange; go(): void };
}

export function useRangeSteps(
  range: TimeRange,
  onRange: (range: TimeRange) => void,
): RangeSteps {
  const [visits, setVisits] = useState<Visits>({ shown: range, before: [] });
  if (!isSameRange(visits.shown, range)) {
    setVisits(visit(visits, range));
  }
  // Of two steps in a row the second starts where the first led, rendered or not.
  const current = useRef(range);
  current.current = range;

  const to = visits.before.at(-1);
  return useMemo(() => {
    const step = (from: (span: Span) => Span) => {
      const nowMs = Date.now();
      const span = from(resolveTimeRange(current.current, nowMs));
      current.current = rangeNear(span, nowMs);
      onRange(current.current);
    };
    return {
      select: (fromSeconds, toSeconds) =>
        step(() => ({ fromMs: fromSeconds * 1000, toMs: toSeconds * 1000 })),
      zoom: (factor, aroundSeconds) =>
        step(span =>
          zoomed(
            span,
            factor,
            aroundSeconds === undefined ? undefined : aroundSeconds * 1000,
          ),
        ),
      pan: share => step(span => panned(span, share)),
      ...(to && { back: { to, go: () => onRange(to) } }),
    };
  }, [onRange, to]);
}
