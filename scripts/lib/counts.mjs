/** @typedef {{ passed: number, failed: number }} Counts */

/** From `jest --json`. A file that could not run at all is one failure. @returns {Counts} */
export function jestCounts(report) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
  };
}

/** From the TAP of `node --test`. @returns {Counts} */
export function tapCounts(text) {
  const number = name =>
    Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  return {
    passed: number('pass'),
    failed: number('fail') + number('cancelled'),
  };
}

/** From Playwright's JSON. A story that passed at the second try is a failure. @returns {Counts} */
export function storyCounts({ stats, errors }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
  };
}

/** @param {Counts[]} all @returns {Counts} */
export function sum(all) {
  return {
    passed: all.reduce((total, { passed }) => total + passed, 0),
    failed: all.reduce((total, { failed }) => total + failed, 0),
  };
}
