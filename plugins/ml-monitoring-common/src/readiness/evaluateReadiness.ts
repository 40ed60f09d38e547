import type { Check, ClusterReadiness } from '../contract/readiness';
import { checks } from './checks';
import type { ReadinessFacts } from './facts';

/** What the checks say together. @public */
export type ReadinessVerdict = Pick<
  ClusterReadiness,
  'ready' | 'summary' | 'checks'
>;

/**
 * Judges whether a cluster is ready for models that are monitored. A pure function of what was read: what could not be
 * read makes it unknown, and never ready or broken.
 *
 * @public
 */
export function evaluateReadiness(facts: ReadinessFacts): ReadinessVerdict {
  const all = checks.map(check => check(facts));
  const of = (status: Check['status']) =>
    all.filter(check => check.status === status);
  const [broken, unknown] = [of('broken'), of('unknown')];
  if (broken.length) {
    return { ready: false, summary: inWords(broken), checks: all };
  }
  if (unknown.length) {
    return {
      summary: `Nothing is known to be broken. ${inWords(unknown)}`,
      checks: all,
    };
  }
  return {
    ready: true,
    summary: 'Ready for models that are monitored',
    checks: all,
  };
}

function inWords([first, ...others]: Check[]): string {
  return `${first.summary}${others.length ? `; and ${others.length} more` : ''}`;
}
