import { instantsOf, type Range } from 'backstage-plugin-ml-monitoring-common';
import type { Answer, RangeSeries } from './MetricsSource';
import { joinSeries, seriesKey } from './joinSeries';

/** Samples may arrive late: scrapes take time, and what is written remotely waits in queues. */
const LATE_MS = 120_000;
/** Columns that may still change are asked for again after this: shorter than any refresh, longer than many take to open the same page. */
const YOUNG_MS = 15_000;
/** Where anything has to be asked for, columns that may still change and are older than this are asked for along with it. */
const ALONG_MS = 5_000;
/** What is back-filled or deleted is seen after this. */
const SETTLED_MS = 600_000;
/** What came with a warning may be a part only, and the rest is wanted soon. */
const WARNED_MS = 60_000;
/** Longer than a question takes: what was fresh when it was put is there when it is answered. */
const GRACE_MS = 180_000;

/** One answer, of which columns are known. */
interface Ask {
  askedAtMs: number;
  answeredAtMs: number;
  warnings: readonly string[];
}

/** What is known of one query: a column for each instant that was asked for. */
export interface KnownColumns {
  /** Milliseconds, ascending; with the answer that the column is from. */
  columns: ReadonlyMap<number, Ask>;
  /** One value for each of the columns. */
  series: readonly RangeSeries[];
  /** Until when a series was there without any value. */
  blankUntil: ReadonlyMap<string, number>;
}

export const nothingKnown: KnownColumns = {
  columns: new Map(),
  series: [],
  blankUntil: new Map(),
};

/** The part of a range that has to be asked for. `undefined`: nothing of it. */
export function missingIn(
  { columns }: KnownColumns,
  range: Range,
  nowMs: number,
): Range | undefined {
  const instants = instantsOf(range);
  const isOlderThan = (youngMs: number) => (seconds: number) => {
    const ask = columns.get(toMs(seconds));
    return !ask || !isFresh(ask, { instantMs: toMs(seconds), nowMs, youngMs });
  };
  if (!instants.some(isOlderThan(YOUNG_MS))) {
    return undefined;
  }
  const isAsked = isOlderThan(ALONG_MS);
  return {
    startSeconds: instants[instants.findIndex(isAsked)],
    endSeconds: instants[instants.findLastIndex(isAsked)],
    stepSeconds: range.stepSeconds,
  };
}

/** Adds the answer about a range, and leaves out what is too old. */
export function withAnswer(
  known: KnownColumns,
  range: Range,
  {
    answer,
    ...times
  }: { answer: Answer<RangeSeries[]> } & Omit<Ask, 'warnings'>,
): KnownColumns {
  const ask: Ask = { ...times, warnings: answer.warnings };
  const asked = instantsOf(range).map(toMs);
  const columns = new Map(
    [
      ...[...known.columns].filter(
        ([, { answeredAtMs }]) =>
          ask.answeredAtMs - answeredAtMs < SETTLED_MS + GRACE_MS,
      ),
      ...asked.map(instant => [instant, ask] as const),
    ].sort(([left], [right]) => left - right),
  );
  const placesOf = placesIn(columns);
  const blankUntil = new Map(known.blankUntil);
  for (const { labels, values } of answer.value) {
    if (!values.some(isMeasured)) {
      blankUntil.set(seriesKey(labels), asked[asked.length - 1]);
    }
  }
  const [oldest] = columns.keys();
  for (const [key, until] of blankUntil) {
    if (until < oldest) {
      blankUntil.delete(key);
    }
  }
  return {
    columns,
    series: joinSeries(
      [
        { series: known.series, places: placesOf(known.columns.keys()) },
        { series: answer.value, places: placesOf(asked) },
      ],
      columns.size,
    ).filter(
      ({ labels, values }) =>
        values.some(isMeasured) || blankUntil.has(seriesKey(labels)),
    ),
    blankUntil,
  };
}

/** The answer about a range of which every column is known. */
export function answerAbout(
  { columns, series, blankUntil }: KnownColumns,
  range: Range,
): Answer<RangeSeries[]> {
  const instants = instantsOf(range).map(toMs);
  const places = placesIn(columns)(instants);
  const asks = new Set(instants.flatMap(instant => columns.get(instant) ?? []));
  return {
    value: series
      .map(({ labels, values }) => ({
        labels,
        values: places.map(place => values[place]),
      }))
      .filter(
        ({ labels, values }) =>
          values.some(isMeasured) ||
          (blankUntil.get(seriesKey(labels)) ?? -Infinity) >= instants[0],
      ),
    warnings: [...new Set([...asks].flatMap(({ warnings }) => warnings))],
  };
}

/** How much memory it takes, in values. */
export function sizeOf({ columns, series }: KnownColumns): number {
  return (columns.size + LABELS_SIZE) * (series.length + 1);
}

const LABELS_SIZE = 20;

function isFresh(
  { askedAtMs, answeredAtMs, warnings }: Ask,
  at: { instantMs: number; nowMs: number; youngMs: number },
): boolean {
  const { instantMs, nowMs, youngMs } = at;
  const ageMs = nowMs - answeredAtMs;
  if (ageMs < youngMs) {
    return true;
  }
  return (
    instantMs <= askedAtMs - LATE_MS &&
    ageMs < (warnings.length ? WARNED_MS : SETTLED_MS)
  );
}

/** Where instants lie among the columns. */
function placesIn(columns: KnownColumns['columns']) {
  const places = new Map(
    Array.from(columns.keys(), (instant, place) => [instant, place]),
  );
  return (instants: Iterable<number>) =>
    Array.from(instants, instant => places.get(instant) ?? -1);
}

const isMeasured = (value: number | undefined) => value !== undefined;

/** Whole numbers, since instants that are reckoned in different ways may differ by a hair. */
const toMs = (seconds: number) => Math.round(seconds * 1000);
