import type {
  Objective,
  SloReport,
} from 'backstage-plugin-ml-monitoring-common';

/** What is left of a budget. Shares of the whole budget. */
export type BudgetState =
  | { kind: 'left'; ratio: number }
  | { kind: 'spent'; overRatio: number }
  | { kind: 'not-measured' };

export function budgetState({
  budgetRemaining,
}: Pick<Objective, 'budgetRemaining'>): BudgetState {
  if (budgetRemaining === undefined) {
    return { kind: 'not-measured' };
  }
  return budgetRemaining < 0
    ? { kind: 'spent', overRatio: -budgetRemaining }
    : { kind: 'left', ratio: budgetRemaining };
}

/** How fast the budget is being used up now: over the shortest window that was measured. */
export function burnNow({
  burnRates,
}: Pick<Objective, 'burnRates'>):
  { windowSeconds: number; rate: number } | undefined {
  return burnRates
    .flatMap(({ windowSeconds, rate }) =>
      rate === undefined ? [] : [{ windowSeconds, rate }],
    )
    .sort((a, b) => a.windowSeconds - b.windowSeconds)[0];
}

/** Whether the source keeps less than the budget should be counted over. */
export function isShortened({
  windowSeconds,
  wantedWindowSeconds,
}: Pick<SloReport, 'windowSeconds' | 'wantedWindowSeconds'>): boolean {
  return windowSeconds < wantedWindowSeconds;
}

const DAY_SECONDS = 86_400;

/** Of a window that is counted in whole days, how many; a single day is rather 24 h. */
export function wholeDays(seconds: number): number | undefined {
  const days = seconds / DAY_SECONDS;
  return days >= 2 && Number.isInteger(days) ? days : undefined;
}
