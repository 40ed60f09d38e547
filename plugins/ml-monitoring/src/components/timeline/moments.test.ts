import fc from 'fast-check';
import type {
  ModelChange,
  ModelEvent,
} from 'backstage-plugin-ml-monitoring-common';
import {
  alertBars,
  entriesWithin,
  lanes,
  momentsOf,
  remembersSince,
} from './moments';

const start = Date.parse('2026-11-22T11:00:00Z') / 1000;
const span = { startSeconds: start, endSeconds: start + 3600 };
const iso = (minute: number) =>
  new Date((start + minute * 60) * 1000).toISOString();
const event = (minute: number, own: Partial<ModelEvent> = {}): ModelEvent => ({
  type: 'Warning',
  reason: 'BackOff',
  message: 'again',
  kind: 'Pod',
  name: 'fraud-1',
  count: 1,
  firstAt: iso(minute),
  lastAt: iso(minute),
  ...own,
});
const change = (minute: number): ModelChange => ({
  at: iso(minute),
  kind: 'rollout',
  object: 'Deployment fraud',
  title: 'Version 2',
});

describe('entriesWithin', () => {
  it('has changes and events of the range, each in its lane, the newest first', () => {
    const entries = entriesWithin(
      {
        changes: [change(-1), change(20)],
        items: [event(10), event(30, { type: 'Normal' }), event(61)],
      },
      span,
    );
    expect(
      entries.map(({ lane, atSeconds }) => [lane, (atSeconds - start) / 60]),
    ).toEqual([
      ['events', 30],
      ['changes', 20],
      ['warnings', 10],
    ]);
  });

  it('has an event that repeated where it was last seen', () => {
    const repeated = event(-30, { lastAt: iso(5), count: 9 });
    expect(entriesWithin({ changes: [], items: [repeated] }, span)).toEqual([
      { lane: 'warnings', atSeconds: start + 300, event: repeated },
    ]);
  });
});

describe('momentsOf', () => {
  const moments = (items: ModelEvent[]) =>
    momentsOf(entriesWithin({ changes: [], items }, span), 'warnings', span);

  it('makes one mark of what is too near to be told apart, and counts how often it was seen', () => {
    const seen = moments([
      event(10, { count: 3 }),
      event(11, { count: 4 }),
      event(45),
    ]);
    expect(
      seen.map(({ position, count, entries }) => ({
        minute: position * 60,
        count,
        entries: entries.length,
      })),
    ).toEqual([
      { minute: 10, count: 7, entries: 2 },
      { minute: 45, count: 1, entries: 1 },
    ]);
  });

  it('loses nothing, and stays within the strip', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 60 }),
        minutes => {
          const seen = moments(minutes.map(minute => event(minute)));
          expect(seen.reduce((sum, { count }) => sum + count, 0)).toBe(
            minutes.length,
          );
          expect(seen.length).toBeLessThanOrEqual(31);
          for (const { position } of seen) {
            expect(position).toBeGreaterThanOrEqual(0);
            expect(position).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });

  it('leaves other lanes alone', () => {
    const entries = entriesWithin(
      { changes: [change(20)], items: [event(20)] },
      span,
    );
    expect(lanes.map(lane => momentsOf(entries, lane, span).length)).toEqual([
      1, 1, 0,
    ]);
  });
});

describe('alertBars', () => {
  const alert = (minute: number) => ({
    name: 'A',
    state: 'firing' as const,
    since: iso(minute),
    labels: {},
  });

  it.each([
    ['before the range', -10, 0],
    ['within it', 15, 0.25],
    ['after it', 61, undefined],
  ])('an alert that began %s is drawn from there on', (_, minute, from) => {
    expect(alertBars([alert(minute)], span)[0]?.from).toBe(from);
  });
});

describe('remembersSince', () => {
  const end = start + 3600;

  it.each([
    ['the last hour is all remembered', span, [], undefined],
    [
      'of a day the last hour is',
      { ...span, startSeconds: end - 86_400 },
      [event(30)],
      start,
    ],
    [
      'longer where older events are seen',
      { ...span, startSeconds: end - 86_400 },
      [event(-120)],
      start - 7200,
    ],
  ])('%s', (_, range, events, since) => {
    expect(remembersSince(events, range, end)).toBe(since);
  });
});
