import type { Check, Facts } from './Check';
import { differences, type Difference } from './compare';

export type Observation =
  { outcome: 'observed'; facts: Facts } | { outcome: 'failed'; reason: string };

export interface CheckResult {
  title: string;
  reference: Observation;
  other: Observation;
  differences: Difference[];
  /** Why it was not put to anything, where that is no failure. */
  leftOut?: string;
}

/** One of two things that are held against each other. */
export interface Side<S> {
  look(check: Check<S>): Promise<Observation>;
}

export interface RunChecksOptions {
  onResult?: (result: CheckResult) => void;
  /** Numbers that differ by no more than this share of the larger are the same. */
  tolerance?: number;
}

/** Puts every check to both sides and compares what they saw. The reference is the one that is right. */
export async function runChecks<S>(
  checks: readonly Check<S>[],
  sides: { reference: Side<S>; other: Side<S> },
  { onResult, tolerance }: RunChecksOptions = {},
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    const [reference, other] = await Promise.all([
      sides.reference.look(check),
      sides.other.look(check),
    ]);
    const result: CheckResult = {
      title: check.title,
      reference,
      other,
      differences: compareObservations(reference, other, tolerance),
    };
    onResult?.(result);
    results.push(result);
  }
  return results;
}

function compareObservations(
  reference: Observation,
  other: Observation,
  tolerance?: number,
): Difference[] {
  if (reference.outcome === 'failed') return [];
  if (other.outcome === 'failed') {
    return [
      {
        at: '',
        reference: 'can be observed',
        other: `cannot be observed: ${other.reason}`,
      },
    ];
  }
  return differences(reference.facts, other.facts, { tolerance });
}

/** What a check saw, or why it could not go on. */
export async function observation(
  observe: () => Promise<Facts>,
): Promise<Observation> {
  try {
    return { outcome: 'observed', facts: await observe() };
  } catch (error) {
    return { outcome: 'failed', reason: (error as Error).message };
  }
}
