import fc from 'fast-check';
import {
  checkCustomRange,
  fromLocalInput,
  isOver,
  presets,
  readTimeRange,
  resolveTimeRange,
  toLocalInput,
  writeTimeRange,
  type TimeRange,
} from './timeRange';

const now = Date.parse('2026-11-22T12:00:00Z');
const hour = 3600_000;
const read = (query: string) => readTimeRange(new URLSearchParams(query), now);
const lastHour = { kind: 'preset', preset: '1h' };

describe('the time range in the address', () => {
  it.each([
    ['', { range: lastHour }],
    ['range=6h', { range: { kind: 'preset', preset: '6h' } }],
    ['range=5y', { range: lastHour, problem: 'preset' }],
    ['range=toString', { range: lastHour, problem: 'preset' }],
    [
      'from=2026-11-22T09:00:00Z&to=2026-11-22T10:00:00Z&range=6h',
      {
        range: { kind: 'custom', fromMs: now - 3 * hour, toMs: now - 2 * hour },
      },
    ],
    [
      `from=${now - 3 * hour}&to=${now - 2 * hour}`,
      {
        range: { kind: 'custom', fromMs: now - 3 * hour, toMs: now - 2 * hour },
      },
    ],
    ['from=2026-11-22T09:00:00Z', { range: lastHour, problem: 'to' }],
    ['to=2026-11-22T09:00:00Z', { range: lastHour, problem: 'from' }],
    [
      'from=2026-11-22T09:00:00&to=2026-11-22T10:00:00Z',
      { range: lastHour, problem: 'from' },
    ],
    [
      'from=2026-11-22T10:00:00Z&to=2026-11-22T09:00:00Z',
      { range: lastHour, problem: 'order' },
    ],
  ])('reads %s', (query, result) => {
    expect(read(query)).toEqual(result);
  });

  const anyRange: fc.Arbitrary<TimeRange> = fc.oneof(
    fc.record({
      kind: fc.constant('preset' as const),
      preset: fc.constantFrom(...presets),
    }),
    fc
      .tuple(
        fc.integer({ min: now - 900 * 24 * hour, max: now - hour }),
        fc.integer({ min: 60_000, max: 31 * 24 * hour }),
      )
      .map(([fromMs, length]) => ({
        kind: 'custom' as const,
        fromMs,
        toMs: fromMs + length,
      })),
  );

  it('reads back every range it writes, and keeps what else is there', () => {
    fc.assert(
      fc.property(anyRange, range => {
        const params = writeTimeRange(
          new URLSearchParams('model=a%2Fb&from=x&range=y'),
          range,
        );
        expect(readTimeRange(params, now)).toEqual({ range });
        expect(params.get('model')).toBe('a/b');
      }),
    );
  });

  it('makes a range that can be shown of any text whatever', () => {
    fc.assert(
      fc.property(
        fc.option(fc.string(), { nil: null }),
        fc.option(fc.string(), { nil: null }),
        fc.option(fc.string(), { nil: null }),
        (range, from, to) => {
          const params = new URLSearchParams();
          for (const [name, value] of Object.entries({ range, from, to })) {
            if (value !== null) {
              params.set(name, value);
            }
          }
          const result = resolveTimeRange(
            readTimeRange(params, now).range,
            now,
          );
          expect(result.fromMs).toBeLessThan(result.toMs);
        },
      ),
    );
  });
});

describe('a range that is over', () => {
  it.each([
    [{ kind: 'preset', preset: '15m' } as const, false],
    [
      { kind: 'custom', fromMs: now - 2 * hour, toMs: now - hour } as const,
      true,
    ],
    [
      { kind: 'custom', fromMs: now - hour, toMs: now - 60_000 } as const,
      false,
    ],
    [{ kind: 'custom', fromMs: now - hour, toMs: now + hour } as const, false],
  ])('%j: %s', (range, over) => {
    expect(isOver(range, now)).toBe(over);
  });
});

describe('a custom range', () => {
  it.each([
    [now - hour, now, undefined],
    [NaN, now, 'from'],
    [now - hour, NaN, 'to'],
    [now, now - hour, 'order'],
    [now + hour, now + 2 * hour, 'future'],
    [now - 59_000, now, 'short'],
    [now - 32 * 24 * hour, now, 'long'],
  ])('from %s to %s is refused for: %s', (from, to, problem) => {
    expect(checkCustomRange(from, to, now)).toBe(problem);
  });

  it('survives the form’s inputs to the minute', () => {
    expect(fromLocalInput(toLocalInput(now))).toBe(now);
    expect(fromLocalInput('')).toBeNaN();
    expect(fromLocalInput('yesterday')).toBeNaN();
  });
});
