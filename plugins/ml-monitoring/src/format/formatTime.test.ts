import {
  formatDuration,
  formatInstant,
  formatSince,
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
