import type { Check } from '../../contract/readiness';
import type { ReadinessFacts } from '../facts';

/** Judges one link of what has to hold in a cluster for models that are monitored. */
export type ReadinessCheck<F = ReadinessFacts> = (facts: F) => Check;

/** What a check found, without what it is called. */
export type Outcome = Pick<Check, 'status' | 'summary' | 'fix'> & {
  evidence?: string[];
};

/** Names a check once, so that it is called the same whatever it finds. */
export function defineCheck<F = ReadinessFacts>(
  name: Pick<Check, 'id' | 'title'>,
  judge: (facts: F) => Outcome,
): ReadinessCheck<F> {
  return facts => {
    const { evidence = [], ...outcome } = judge(facts);
    return { ...name, ...outcome, evidence };
  };
}
