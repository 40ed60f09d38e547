import type { Shares } from './splitter';

/** Two weights of a Route that stand for one share may differ by less than this. */
const TOLERANCE_PERCENT = 1;

/**
 * The shares with `percent` of all requests for the candidate, taken from what it and the stable one have together. What
 * others get stays theirs. `percent` undefined: everything that the two have.
 */
export function sharesWith(
  shares: Shares,
  services: { stable: string; candidate: string },
  percent: number | undefined,
): Shares {
  const { stable, candidate } = services;
  const moved: Shares = {};
  let others = 0;
  for (const [service, share] of Object.entries(shares)) {
    if (service !== stable && service !== candidate) {
      moved[service] = Math.round(share);
      others += moved[service];
    }
  }
  const both = 100 - others;
  const taken = Math.min(percent ?? both, both);
  if (both - taken > 0) {
    moved[stable] = both - taken;
  }
  if (taken > 0) {
    moved[candidate] = taken;
  }
  return moved;
}

/** What the two have together. */
export function sharedPercent(
  shares: Shares,
  services: { stable: string; candidate: string },
): number {
  return (shares[services.stable] ?? 0) + (shares[services.candidate] ?? 0);
}

export function sameShares(left: Shares, right: Shares): boolean {
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every(
    service =>
      // Nothing and next to nothing are not the same: who has a share must be there to answer.
      (left[service] ?? 0) > 0 === (right[service] ?? 0) > 0 &&
      Math.abs((left[service] ?? 0) - (right[service] ?? 0)) <
        TOLERANCE_PERCENT,
  );
}
