import fc from 'fast-check';
import { panned, rangeNear, visit, zoomed } from './rangeSteps';
import { checkCustomRange, type TimeRange } from './timeRange';

const now = Date.parse('2026-11-22T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const span = (fromMs: number, toMs: number) => ({ fromMs, toMs });
const custom = (fromMs: number, toMs: number): TimeRange => ({
  kind: 'custom',
  fromMs,
  toMs,
});

describe('rangeNear', () => {
  it.each([
    [
      'is what was marked',
      span(now - 2 * HOUR, now - HOUR),
      [-2 * HOUR, -HOUR],
    ],
    [
      'makes a minute of less, around the same middle',
      span(now - HOUR - 10_000, now - HOUR + 10_000),
      [-HOUR - MINUTE / 2, -HOUR + MINUTE / 2],
    ],
    [
      'ends now where it would reach into the future, and keeps its length',
      span(now - HOUR, now + HOUR),
      [-2 * HOUR, 0],
    ],
    [
      'makes 31 days of more',
      span(now - 62 * 24 * HOUR, now),
      [-46.5 * 24 * HOUR, -15.5 * 24 * HOUR],
    ],
  ])('%s', (_, wished, [from, to]) => {
    expect(rangeNear(wished, now)).toEqual(custom(now + from, now + to));
  });

  it('can be shown, whatever steps lead to it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 * 24 * HOUR }),
        fc.integer({ min: 1, max: 31 * 24 * HOUR }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        (ago, length, factor, share) => {
          const start = span(now - ago - length, now - ago);
          const range = rangeNear(panned(zoomed(start, factor), share), now);
          expect(range.kind).toBe('custom');
          expect(
            range.kind === 'custom' &&
              checkCustomRange(range.fromMs, range.toMs, now),
          ).toBeUndefined();
        },
      ),
    );
  });
});

describe('zooming', () => {
  it('keeps the instant under the crosshair where it is', () => {
    expect(zoomed(span(0, 100), 0.5, 20)).toEqual(span(10, 60));
  });

  it('is undone by the opposite', () => {
    expect(zoomed(zoomed(span(0, 100), 0.5), 2)).toEqual(span(0, 100));
  });
});

describe('panning', () => {
  it('moves by a share of what is shown', () => {
    expect(panned(span(0, 100), -0.5)).toEqual(span(-50, 50));
  });
});

describe('the way back', () => {
  const [a, b, c] = [custom(1, 2), custom(3, 4), custom(5, 6)];

  it('leads through the ranges that were shown, the last one first', () => {
    const visits = visit(visit({ shown: a, before: [] }, b), c);
    expect(visits).toEqual({ shown: c, before: [a, b] });
    expect(visit(visits, b)).toEqual({ shown: b, before: [a] });
    expect(visit(visit(visits, b), a)).toEqual({ shown: a, before: [] });
  });

  it('is not endless', () => {
    let visits = { shown: a, before: [] as readonly TimeRange[] };
    for (let at = 10; at < 100; at += 1) {
      visits = visit(visits, custom(at, at + 1));
    }
    expect(visits.before).toHaveLength(20);
  });
});
