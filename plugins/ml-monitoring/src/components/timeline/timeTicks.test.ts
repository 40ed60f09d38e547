import { timeTicks } from './timeTicks';

const local = (text: string) => new Date(text).getTime() / 1000;
const times = (from: string, to: string, most: number) =>
  timeTicks({ startSeconds: local(from), endSeconds: local(to) }, most).map(
    seconds => new Date(seconds * 1000),
  );

describe('timeTicks', () => {
  it.each([
    ['2026-11-22T11:03:20', '2026-11-22T11:18:20', 3, [5, 10, 15]],
    ['2026-11-22T11:03:20', '2026-11-22T12:03:20', 6, [10, 20, 30, 40, 50, 0]],
  ])('marks round minutes from %s to %s', (from, to, most, minutes) => {
    expect(times(from, to, most).map(at => at.getMinutes())).toEqual(minutes);
  });

  it('marks hours of the reader, counted from midnight', () => {
    expect(
      times('2026-11-22T00:30:00', '2026-11-23T00:30:00', 8).map(at =>
        at.getHours(),
      ),
    ).toEqual([3, 6, 9, 12, 15, 18, 21, 0]);
  });

  it('marks midnights also where a day has 23 or 25 hours', () => {
    const days = times('2026-10-20T12:00:00', '2026-11-03T12:00:00', 8);
    expect(days.map(at => at.getHours())).toEqual(days.map(() => 0));
    expect(days.length).toBeGreaterThan(5);
  });

  it('never marks more than it may', () => {
    for (const hours of [0.25, 1, 6, 24, 168, 336, 744]) {
      const end = local('2026-11-22T11:03:20');
      expect(
        timeTicks({ startSeconds: end - hours * 3600, endSeconds: end }, 8)
          .length,
      ).toBeLessThanOrEqual(9);
    }
  });
});
