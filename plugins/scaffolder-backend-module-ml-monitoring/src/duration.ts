import { z } from 'zod/v3';

const SECONDS = { s: 1, m: 60, h: 3600 } as const;

export const durationSchema = z
  .string()
  .regex(
    /^[1-9][0-9]{0,4}(s|m|h)$/,
    'must be a duration such as 90s, 5m or 1h',
  );

/** Expects what `durationSchema` lets through. */
export function durationMs(duration: string): number {
  const unit = duration.slice(-1) as keyof typeof SECONDS;
  return Number(duration.slice(0, -1)) * SECONDS[unit] * 1000;
}
