import type {
  Alert,
  ModelChange,
  ModelEvent,
} from 'backstage-plugin-ml-monitoring-common';

/** Something that happened, at one place of the time axis. */
export type Entry =
  | { lane: 'changes'; atSeconds: number; change: ModelChange }
  | { lane: 'warnings' | 'events'; atSeconds: number; event: ModelEvent };

export type Lane = Entry['lane'];

export const lanes = [
  'changes',
  'warnings',
  'events',
] as const satisfies Lane[];

export interface Span {
  startSeconds: number;
  endSeconds: number;
}

const secondsOf = (iso: string) => Date.parse(iso) / 1000;

/** What of it lies within the span, the newest first. An event that repeated counts where it was last seen. */
export function entriesWithin(
  records: {
    changes: readonly ModelChange[];
    items: readonly ModelEvent[];
  },
  { startSeconds, endSeconds }: Span,
): Entry[] {
  return [
    ...records.changes.map((change): Entry => ({
      lane: 'changes',
      atSeconds: secondsOf(change.at),
      change,
    })),
    ...records.items.map((event): Entry => ({
      lane: event.type === 'Warning' ? 'warnings' : 'events',
      atSeconds: secondsOf(event.lastAt),
      event,
    })),
  ]
    .filter(
      ({ atSeconds }) => atSeconds >= startSeconds && atSeconds <= endSeconds,
    )
    .sort((a, b) => b.atSeconds - a.atSeconds);
}

/** Whether it is worth reading first: somebody changed something, or something is wrong. */
export function isTelling(entry: Entry): boolean {
  return entry.lane !== 'events';
}

/** What is one mark of a lane, since its entries are too near each other to be told apart. */
export interface Moment {
  /** Stable between refreshes for as long as its first entry is. */
  key: string;
  lane: Lane;
  /** 0 is the left edge, 1 the right. */
  position: number;
  /** The oldest first. */
  entries: Entry[];
  /** How often it happened: events count each time they were seen. */
  count: number;
}

/** So many marks fit beside each other on the narrowest page. */
const MAX_MARKS = 30;

export function momentsOf(
  entries: readonly Entry[],
  lane: Lane,
  { startSeconds, endSeconds }: Span,
): Moment[] {
  const length = Math.max(1, endSeconds - startSeconds);
  const groups: Entry[][] = [];
  const oldestFirst = entries
    .filter(entry => entry.lane === lane)
    .sort((a, b) => a.atSeconds - b.atSeconds);
  for (const entry of oldestFirst) {
    const group = groups.at(-1);
    if (group && entry.atSeconds - group[0].atSeconds < length / MAX_MARKS) {
      group.push(entry);
    } else {
      groups.push([entry]);
    }
  }
  return groups.map(group => ({
    key: `${lane} ${entryKey(group[0])}`,
    lane,
    position: (group[0].atSeconds - startSeconds) / length,
    entries: group,
    count: group.reduce((sum, entry) => sum + timesOf(entry), 0),
  }));
}

export function timesOf(entry: Entry): number {
  return entry.lane === 'changes' ? 1 : entry.event.count;
}

export function entryKey(entry: Entry): string {
  if (entry.lane === 'changes') {
    const { at, kind, object, title } = entry.change;
    return [at, kind, object, title].join(' ');
  }
  const { firstAt, reason, kind, name, message } = entry.event;
  return [firstAt, reason, kind, name, message].join(' ');
}

/** From where to where an alert of now is drawn. 0 is the left edge, 1 the right. */
export function alertBars(
  alerts: readonly Alert[],
  { startSeconds, endSeconds }: Span,
): { alert: Alert; from: number }[] {
  const length = Math.max(1, endSeconds - startSeconds);
  return alerts
    .map(alert => ({
      alert,
      from: Math.max(0, (secondsOf(alert.since) - startSeconds) / length),
    }))
    .filter(({ from }) => from <= 1);
}

const USUAL_MEMORY_SECONDS = 3600;

/**
 * Since when the cluster surely remembers events: clusters keep them for an hour, and longer only where older ones are
 * seen. `undefined` where it remembers the whole span.
 */
export function remembersSince(
  events: readonly ModelEvent[],
  { startSeconds }: Span,
  nowSeconds: number,
): number | undefined {
  const oldest = Math.min(
    nowSeconds - USUAL_MEMORY_SECONDS,
    ...events.map(({ lastAt }) => secondsOf(lastAt)),
  );
  return oldest > startSeconds ? oldest : undefined;
}
