import { durationMs, durationSchema } from './duration';

it.each([
  ['1s', 1_000],
  ['90s', 90_000],
  ['5m', 300_000],
  ['2h', 7_200_000],
])('%s is %d ms', (duration, milliseconds) => {
  expect(durationMs(durationSchema.parse(duration))).toBe(milliseconds);
});

it.each(['', '0s', '5', '5 m', '1d', '-1m', '1.5h', '999999h'])(
  '"%s" is no duration',
  duration => {
    expect(durationSchema.safeParse(duration).success).toBe(false);
  },
);
