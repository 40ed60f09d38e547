import type { Asked } from '../health/facts';

/** What was answered. `undefined`: it was not. */
export function answerOf<T>(asked: Asked<T>): T | undefined {
  return asked.status === 'answered' ? asked.value : undefined;
}

/** Why it was not. */
export function reasonOf(asked: Asked<unknown>): string[] {
  return asked.status === 'answered' ? [] : [asked.message];
}
