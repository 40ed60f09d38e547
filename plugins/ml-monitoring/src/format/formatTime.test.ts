import fc from 'fast-check';
import {
  formatDuration,
  formatInstant,
  formatSince,
  hasClockChange,
  offsetSeconds,
  zoneName,
} from './formatTime';

const berlin = { locale: 'en-GB', timeZone: 'Europe/Berlin' };
const at = new Date('2026-03-01T23:30:05Z');

describe('formatting times', () => {
  it('names the zone with its offset', () => {
    expect(zoneName(at, berlin)).toBe('Europe/Berlin (GMT+1)');
    expect(zoneName(new Date('2026-07-01T12:00:00Z'), berlin)).toBe(
      'Europe/Berlin (GMT+2)',
    );
  });

  it('names both offsets where the clocks are changed in between', () => {
    expect(
      zoneName(new Date('2026-10-24T12:00:00Z'), {
        ...berlin,
        until: new Date('2026-10-26T12:00:00Z'),
      }),
    ).toBe('Europe/Berlin (GMT+2, GMT+1)');
  });

  it('tells the two times apart that are the same on the clock', () => {
    expect(
      ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'].map(text =>
        formatInstant(new Date(text), { ...berlin, zone: true }),
      ),
    ).toEqual(['25 Oct 2026, 02:30:00 CEST', '25 Oct 2026, 02:30:00 CET']);
  });

  it.each([
    ['2026-03-29T00:59:59Z', '2026-03-29T01:00:00Z', true],
    ['2026-03-29T01:00:00Z', '2026-10-25T00:59:59Z', false],
  ])(
    'knows whether the clocks are changed from %s to %s: %s',
    (from, to, is) => {
      expect(
        hasClockChange(Date.parse(from) / 1000, Date.parse(to) / 1000, berlin),
      ).toBe(is);
    },
  );

  it('knows how far every zone is ahead of UTC, at any time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_500_000_000, max: 2_000_000_000 }),
        fc.constantFrom(
          ['UTC', 0, 0],
          ['Asia/Kolkata', 19_800, 19_800],
          ['America/New_York', -18_000, -14_400],
          ['Australia/Lord_Howe', 37_800, 39_600],
        ),
        (seconds, [timeZone, winter, summer]) =>
          expect([winter, summer]).toContain(
            offsetSeconds(seconds, { timeZone: String(timeZone) }),
          ),
      ),
    );
  });

  it('writes instants in the reader’s zone, not in UTC', () => {
    expect(formatInstant(at, berlin)).toBe('2 Mar 2026, 00:30:05');
  });

  it('leaves out the date only on the reader’s own day', () => {
    expect(formatSince(at, new Date('2026-03-02T08:00:00Z'), berlin)).toBe(
      '00:30',
    );
    expect(formatSince(at, new Date('2026-03-03T08:00:00Z'), berlin)).toBe(
      '2 Mar, 00:30',
    );
  });

  it('says of which zone a time is, where that stands nowhere else', () => {
    expect(
      formatSince(at, new Date('2026-03-02T08:00:00Z'), {
        ...berlin,
        zone: true,
      }),
    ).toBe('00:30 CET');
  });

  it.each([
    [-3, '0 s'],
    [0, '0 s'],
    [12.9, '12 s'],
    [119, '119 s'],
    [120, '2 min'],
    [7199, '119 min'],
    [7200, '2 h'],
    [172800, '2 d'],
  ])('writes %s seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
