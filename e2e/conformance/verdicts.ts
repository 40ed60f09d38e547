import type { Difference } from './compare';
import type { KeptDifference } from './keptDifferences';
import type { CheckResult } from './runChecks';

export type Verdict =
  | { outcome: 'same' }
  | { outcome: 'kept'; reasons: string[] }
  | { outcome: 'differs'; differences: Difference[] }
  | { outcome: 'could not run'; reason: string }
  | { outcome: 'left out'; reason: string };

/** What a result means, given the differences that are kept on purpose. */
export function verdictOf(
  result: CheckResult,
  kept: readonly KeptDifference[],
): Verdict {
  if (result.leftOut) return { outcome: 'left out', reason: result.leftOut };
  if (result.reference.outcome === 'failed') {
    return { outcome: 'could not run', reason: result.reference.reason };
  }
  const ours = kept.filter(({ check }) => check === result.title);
  const left = result.differences.filter(
    difference => !ours.some(({ at }) => isWithin(difference.at, at)),
  );
  if (left.length) return { outcome: 'differs', differences: left };
  if (!result.differences.length) return { outcome: 'same' };
  const met = ours.filter(({ at }) =>
    result.differences.some(difference => isWithin(difference.at, at)),
  );
  return { outcome: 'kept', reasons: met.map(({ reason }) => reason) };
}

/** Kept differences that were not met: the list has outlived them. */
export function outlived(
  results: CheckResult[],
  kept: readonly KeptDifference[],
): KeptDifference[] {
  return kept.filter(({ check, at }) => {
    const result = results.find(({ title }) => title === check);
    if (result?.leftOut) return false;
    return !result?.differences.some(difference => isWithin(difference.at, at));
  });
}

const isWithin = (path: string, prefix: string) =>
  prefix === '' ||
  path === prefix ||
  (path.startsWith(prefix) && /^[.[]/.test(path.slice(prefix.length)));
