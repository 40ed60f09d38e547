import type { Window } from './scope';

/** How far a range selector looks back, e.g. `90s`. */
export function duration(window: Window): string {
  return typeof window === 'string'
    ? window
    : `${Math.max(1, Math.ceil(window))}s`;
}
