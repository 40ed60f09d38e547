import type { Check, Problem } from './types';

/** How requests are divided, by the rules of Seldon's own admission. */
export const traffic: Check = ({ spec: { predictors } }) => {
  const problems: Problem[] = [];
  predictors.forEach(({ traffic: share, shadow }, index) => {
    if (share !== undefined && (share < 0 || share > 100)) {
      problems.push({
        path: ['predictors', index, 'traffic'],
        message: `must be from 0 to 100${shadow ? ', for a shadow too' : ''} (got ${share})`,
      });
    }
  });
  const shadows = predictors.filter(({ shadow }) => shadow);
  const answering = predictors.filter(({ shadow }) => !shadow);
  const all = (message: string) => ({ path: ['predictors'], message });
  if (shadows.length > 1) {
    problems.push(
      all(
        `at most one may be a shadow (got ${shadows.map(({ name }) => name).join(', ')})`,
      ),
    );
  }
  if (!answering.length) {
    problems.push(
      all('one must not be a shadow, so that somebody answers (got none)'),
    );
    return problems;
  }
  const sum = answering.reduce((total, each) => total + (each.traffic ?? 0), 0);
  const unset = answering.length === 1 && sum === 0;
  if (!unset && sum !== 100) {
    problems.push(
      all(
        `their traffic must add up to 100${shadows.length ? ', shadows aside' : ''} (got ${sum})`,
      ),
    );
  }
  return problems;
};
