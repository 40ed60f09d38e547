/** Progress goes to stderr, so that stdout carries only what a command answers. */
export function say(line = '') {
  process.stderr.write(`${line}\n`);
}

/** @param {number} milliseconds */
export function duration(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Something a person can mend: what failed, why, and what to do. */
export class StepError extends Error {
  name = 'StepError';

  /**
   * @param {string} message which step failed and why
   * @param {{ remedy?: string, log?: string[] }} [details]
   */
  constructor(message, { remedy, log = [] } = {}) {
    super(message);
    this.remedy = remedy;
    this.log = log;
  }
}

/** Runs a command of the repository; whatever goes wrong is told in words. */
export async function main(command) {
  try {
    process.exitCode = (await command()) ?? 0;
  } catch (error) {
    say();
    if (error.log?.length) {
      say(error.log.map(line => `    ${line}`).join('\n'));
      say();
    }
    say(`✗ ${error.message}`);
    if (error.remedy) {
      say(`  ${error.remedy}`);
    }
    process.exitCode = 1;
  }
}
