import fc from 'fast-check';
import { instantsOf, pointsIn } from '../instants';
import { MAXIMUM_POINTS, rangeOf, windowFor } from './range';

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

  const MINUTE = 60;
  const anyRange = fc.record({
    // Years of leap days, and of days of 23 and 25 hours wherever there are such.
    to: fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2030-01-01'),
      noInvalidDate: true,
    }),
    lengthSeconds: fc.oneof(
      fc.integer({ min: MINUTE, max: 366 * DAY }),
      fc.constantFrom(MINUTE, HOUR, 23 * HOUR, DAY, 25 * HOUR, 366 * DAY),
    ),
    stepSeconds: fc.option(
      fc.oneof(
        fc.double({ min: 1e-9, max: 1e12, noNaN: true }),
        fc.integer({ min: 1, max: 2 * DAY }),
      ),
      { nil: undefined },
    ),
  });
  const asked = ({
    to,
    lengthSeconds,
    stepSeconds,
  }: {
    to: Date;
    lengthSeconds: number;
    stepSeconds?: number;
  }) => ({
    from: new Date(to.getTime() - lengthSeconds * 1000),
    to,
    stepSeconds,
  });
  const anyTime = new Date('2031-01-01');

  it('reaches from the start that was asked for to less than a minute before the end', () => {
    fc.assert(
      fc.property(anyRange, any => {
        const { from, to } = asked(any);
        const instants = instantsOf(rangeOf(asked(any), anyTime));
        const step = rangeOf(asked(any), anyTime).stepSeconds;
        expect(instants[0]).toBeLessThanOrEqual(from.getTime() / 1000);
        expect(instants[0]).toBeGreaterThan(from.getTime() / 1000 - step);
        expect(instants.at(-1)).toBeLessThanOrEqual(to.getTime() / 1000);
        expect(instants.at(-1)).toBeGreaterThan(
          to.getTime() / 1000 - Math.min(step, MINUTE),
        );
      }),
    );
  });

  it('has instants that ascend, on multiples of a whole step but for the last', () => {
    fc.assert(
      fc.property(anyRange, any => {
        const range = rangeOf(asked(any), anyTime);
        const instants = instantsOf(range);
        expect(Number.isInteger(range.stepSeconds)).toBe(true);
        expect(range.stepSeconds).toBeGreaterThanOrEqual(1);
        expect(instants).toHaveLength(pointsIn(range));
        expect(
          instants.slice(0, -1).filter(at => at % range.stepSeconds),
        ).toEqual([]);
        expect(
          instants.filter(
            (at, index) =>
              index > 0 &&
              !(
                at > instants[index - 1] &&
                at - instants[index - 1] <= range.stepSeconds
              ),
          ),
        ).toEqual([]);
      }),
    );
  });

  it('never has more points than Prometheus gives, and no more than a chart can show where none are asked for', () => {
    fc.assert(
      fc.property(anyRange, any => {
        expect(pointsIn(rangeOf(asked(any), anyTime))).toBeLessThanOrEqual(
          any.stepSeconds === undefined ? 242 : MAXIMUM_POINTS,
        );
      }),
    );
  });

  it('asks later about the same instants again, as far as they are in the range', () => {
    fc.assert(
      fc.property(
        anyRange,
        fc.integer({ min: 0, max: DAY }),
        (any, laterSeconds) => {
          const later = (date: Date) =>
            new Date(date.getTime() + laterSeconds * 1000);
          const { from, to, stepSeconds } = asked(any);
          const range = rangeOf({ from, to, stepSeconds }, anyTime);
          const next = rangeOf(
            { from: later(from), to: later(to), stepSeconds },
            anyTime,
          );
          const known = new Set(instantsOf(next));
          expect(
            instantsOf(range)
              .slice(0, -1)
              .filter(at => at >= next.startSeconds && !known.has(at)),
          ).toEqual([]);
        },
      ),
    );
  });

  it.each([
    ['an hour is left out', '2026-03-29T12:00:00+02:00'],
    ['an hour comes twice', '2026-10-25T12:00:00+01:00'],
  ])('knows no local time: a day on which %s is a day', (_, end) => {
    const to = new Date(end);
    const range = rangeOf(
      { from: new Date(to.getTime() - DAY * 1000), to },
      anyTime,
    );
    expect(range).toEqual({
      startSeconds: to.getTime() / 1000 - DAY,
      endSeconds: to.getTime() / 1000,
      stepSeconds: 600,
    });
    expect(pointsIn(range)).toBe(145);
  });
});

describe('instantsOf', () => {
  it.each([
    ['an end on the grid', [0, 30, 10], [0, 10, 20, 30]],
    ['an end of its own', [0, 35, 10], [0, 10, 20, 30, 35]],
    ['an end soon after the start', [0, 3, 10], [0, 3]],
    ['nothing but an end', [7, 7, 10], [7]],
    ['a step that is not exact in binary', [0, 0.3, 0.1], [0, 0.1, 0.2, 0.3]],
    ['no step', [0, 30, 0], [30]],
    ['an end before the start', [30, 0, 10], [0]],
  ])('of %s', (_, [startSeconds, endSeconds, stepSeconds], instants) => {
    const range = { startSeconds, endSeconds, stepSeconds };
    expect(instantsOf(range)).toEqual(
      instants.map(at => expect.closeTo(at, 9)),
    );
    expect(pointsIn(range)).toBe(instants.length);
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
