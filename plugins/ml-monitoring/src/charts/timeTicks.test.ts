import { timeTicks } from './timeTicks';
import { timeLabels } from './axes';

const labels = (zone: string, from: string, to: string, most: number) => {
  const format = { locale: 'en-GB', timeZone: zone };
  const span = {
    startSeconds: Date.parse(from) / 1000,
    endSeconds: Date.parse(to) / 1000,
  };
  return timeLabels(timeTicks(span, most, format), format);
};

describe('timeTicks', () => {
  it.each([
    [
      'UTC',
      '2026-11-22T11:03:20Z',
      '2026-11-22T11:18:20Z',
      3,
      ['11:05\n22 Nov', '11:10', '11:15'],
    ],
    [
      'UTC',
      '2026-11-22T11:03:20Z',
      '2026-11-22T11:04:20Z',
      6,
      [
        '11:03:20\n22 Nov',
        '11:03:30',
        '11:03:40',
        '11:03:50',
        '11:04:00',
        '11:04:10',
        '11:04:20',
      ],
    ],
    [
      'Asia/Kolkata',
      '2026-11-21T19:00:00Z',
      '2026-11-22T19:00:00Z',
      8,
      [
        '03:00\n22 Nov',
        '06:00',
        '09:00',
        '12:00',
        '15:00',
        '18:00',
        '21:00',
        '00:00\n23 Nov',
      ],
    ],
  ])(
    'marks round times of the clock in %s from %s to %s',
    (zone, from, to, most, expected) => {
      expect(labels(zone, from, to, most)).toEqual(expected);
    },
  );

  // Berlin changes at 01:00 UTC, New York at 02:00 of its own time.
  it.each([
    [
      'Europe/Berlin',
      '2026-03-28T23:00:00Z',
      '2026-03-29T04:00:00Z',
      6,
      ['00:00\n29 Mar', '01:00', '03:00\nGMT+2', '04:00', '05:00', '06:00'],
    ],
    [
      'Europe/Berlin',
      '2026-10-24T22:00:00Z',
      '2026-10-25T03:00:00Z',
      6,
      ['00:00\n25 Oct', '01:00', '02:00', '02:00\nGMT+1', '03:00', '04:00'],
    ],
    [
      'America/New_York',
      '2026-03-08T05:00:00Z',
      '2026-03-09T04:00:00Z',
      8,
      [
        '00:00\n8 Mar',
        '03:00\nGMT-4',
        '06:00',
        '09:00',
        '12:00',
        '15:00',
        '18:00',
        '21:00',
        '00:00\n9 Mar',
      ],
    ],
    [
      'America/New_York',
      '2026-11-01T04:00:00Z',
      '2026-11-02T05:00:00Z',
      9,
      [
        '00:00\n1 Nov',
        '03:00\nGMT-5',
        '06:00',
        '09:00',
        '12:00',
        '15:00',
        '18:00',
        '21:00',
        '00:00\n2 Nov',
      ],
    ],
  ])(
    'keeps to the clock of %s while it is changed, and says so: from %s to %s',
    (zone, from, to, most, expected) => {
      expect(labels(zone, from, to, most)).toEqual(expected);
    },
  );

  it.each(['Europe/Berlin', 'America/New_York'])(
    'marks midnights in %s also where a day has 23 or 25 hours',
    zone => {
      for (const month of ['03', '10']) {
        const days = labels(
          zone,
          `2026-${month}-05T12:00:00Z`,
          `2026-${month}-31T12:00:00Z`,
          27,
        );
        expect(days).toHaveLength(26);
        expect(days.every(day => /^\d+ \w+$/.test(day))).toBe(true);
      }
    },
  );

  it('never marks more than it may, by more than one at the edge', () => {
    for (const hours of [0.02, 0.25, 1, 6, 24, 168, 336, 744]) {
      const endSeconds = Date.parse('2026-11-22T11:03:20Z') / 1000;
      const startSeconds = endSeconds - hours * 3600;
      expect(
        timeTicks({ startSeconds, endSeconds }, 8).length,
      ).toBeLessThanOrEqual(9);
    }
  });
});
