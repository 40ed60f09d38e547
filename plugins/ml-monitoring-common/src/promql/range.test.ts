import fc from 'fast-check';
import { MAXIMUM_POINTS, pointsIn, rangeOf, windowFor } from './range';

const now = new Date('2026-03-01T12:00:07Z');
const nowSeconds = now.getTime() / 1000;
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const HOUR = 3600;
const DAY = 24 * HOUR;

describe('rangeOf', () => {
  it('is the last hour, on multiples of the step', () => {
    expect(rangeOf({}, now)).toEqual({
      startSeconds: Date.parse('2026-03-01T11:00:00Z') / 1000,
      endSeconds: Date.parse('2026-03-01T12:00:00Z') / 1000,
      stepSeconds: 15,
    });
  });

  it.each([
    [15 * 60, 5],
    [HOUR, 15],
    [6 * HOUR, 120],
    [DAY, 600],
    [7 * DAY, 3600],
    [14 * DAY, 7200],
    [366 * DAY, 172_800],
  ])('takes for %d s a step of %d s', (length, step) => {
    expect(rangeOf({ from: ago(length) }, now).stepSeconds).toBe(step);
  });

  it('is the same question a moment later', () => {
    const later = new Date(now.getTime() + 4000);
    expect(rangeOf({}, later)).toEqual(rangeOf({}, now));
  });

  it('shows the last minute however long the range is', () => {
    expect(rangeOf({ from: ago(14 * DAY) }, now)).toEqual({
      startSeconds: Date.parse('2026-02-15T12:00:00Z') / 1000,
      endSeconds: Date.parse('2026-03-01T12:00:00Z') / 1000,
      stepSeconds: 7200,
    });
    expect(
      rangeOf(
        { from: ago(14 * DAY), to: new Date('2026-03-01T11:59:30Z') },
        now,
      ).endSeconds,
    ).toBe(Date.parse('2026-03-01T11:59:00Z') / 1000);
  });

  it('ends now where a link says later', () => {
    const to = new Date(now.getTime() + DAY * 1000);
    const range = rangeOf({ from: ago(HOUR), to }, now);
    expect(range.endSeconds).toBeLessThanOrEqual(nowSeconds);
  });

  it.each([
    [{ from: ago(10), to: ago(20) }, /from must be earlier than to/],
    [{ from: new Date(now.getTime() + 1000) }, /from must be earlier than to/],
    [{ from: ago(367 * DAY) }, /at most 366 days/],
  ])('refuses %j', (request, message) => {
    expect(() => rangeOf(request, now)).toThrow(message);
  });

  it('never asks for more points than Prometheus gives, nor beyond what was asked by more than a step', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 366 * DAY }),
        fc.integer({ min: 0, max: 10 * DAY }),
        fc.option(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), {
          nil: undefined,
        }),
        (length, endedAgo, stepSeconds) => {
          const to = ago(endedAgo);
          const from = ago(endedAgo + length);
          const range = rangeOf({ from, to, stepSeconds }, now);
          expect(Number.isInteger(range.stepSeconds)).toBe(true);
          expect(range.stepSeconds).toBeGreaterThanOrEqual(1);
          const { startSeconds, endSeconds, stepSeconds: step } = range;
          expect((endSeconds - startSeconds) % step).toBe(0);
          expect(endSeconds).toBeGreaterThan(
            to.getTime() / 1000 - Math.min(step, 60),
          );
          expect(pointsIn(range)).toBeLessThanOrEqual(
            stepSeconds === undefined ? 242 : MAXIMUM_POINTS,
          );
          expect(range.endSeconds).toBeLessThanOrEqual(to.getTime() / 1000);
          expect(range.startSeconds).toBeGreaterThan(
            from.getTime() / 1000 - range.stepSeconds,
          );
        },
      ),
    );
  });
});

describe('windowFor', () => {
  it.each([
    [15, 5, 60],
    [15, 30, 120],
    [600, 30, 600],
    [15, 22.3, 90],
  ])(
    'for a step of %d s and scrapes every %d s is %d s',
    (step, interval, window) => {
      expect(windowFor(step, interval)).toBe(window);
    },
  );
});
