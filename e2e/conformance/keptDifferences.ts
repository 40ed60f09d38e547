/** A difference that stays, because mending it would serve nobody. */
export interface KeptDifference {
  check: string;
  /** Where in the check's facts; everything below it is kept too. The empty text keeps the whole check. */
  at: string;
  reason: string;
}

export const keptDifferences: readonly KeptDifference[] = [];
