import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { keptDifferences } from './keptDifferences';
import { countsOf, formatReport } from './report';
import { neverRun } from './neverRun';
import type { Suite, SuiteResults } from './Suite';
import { suites } from './suites';
import { outlived, verdictOf } from './verdicts';

const { values } = parseArgs({
  options: {
    /** Only checks whose title contains this. */
    only: { type: 'string', default: '' },
    /** Where to write everything that was observed, as JSON. */
    facts: { type: 'string' },
    /** Where to write what is printed, as Markdown. */
    report: { type: 'string' },
    /** Where to write how many checks passed and failed, as JSON. */
    counts: { type: 'string' },
  },
});

const asPage = (report: string) =>
  format(`# What the last conformance run saw\n\n${report}`, {
    parser: 'markdown',
  });

const log = (line: string) => process.stderr.write(`${line}\n`);

/** A suite that cannot start says so in the place of each of its checks. */
const notRun = (
  { checks }: Suite,
  { reason, leftOut }: { reason: string; leftOut: boolean },
): SuiteResults => ({
  results: checks
    .filter(({ title }) => isWanted(title))
    .map(({ title }) => ({
      title,
      reference: { outcome: 'failed', reason },
      other: { outcome: 'failed', reason },
      differences: [],
      ...(leftOut && { leftOut: reason }),
    })),
  versions: [],
});

const isWanted = (title: string) => title.includes(values.only);

async function run(suite: Suite): Promise<SuiteResults> {
  try {
    return await suite.run({ isWanted, log });
  } catch (error) {
    const { name, message } = error as Error;
    const leftOut = Boolean(suite.mayLack) && name === 'MissingPartError';
    log(
      `${suite.title} ${leftOut ? 'is left out' : 'did not start'}: ${message}`,
    );
    return notRun(suite, { reason: message, leftOut });
  }
}

/** Holds what is ours against the real things and prints the tables. Answers whether all agree. */
async function main(): Promise<boolean> {
  const chosen = suites.filter(({ checks }) =>
    checks.some(({ title }) => isWanted(title)),
  );
  const seen: (SuiteResults & Pick<Suite, 'title' | 'names'>)[] = [];
  for (const suite of chosen) {
    const { title, names } = suite;
    seen.push({ title, names, ...(await run(suite)) });
  }
  const results = seen.flatMap(suite => suite.results);
  if (values.facts) {
    await writeFile(values.facts, JSON.stringify(results, undefined, 2));
  }
  const sections = seen.map(suite => ({
    ...suite,
    rows: suite.results.map(result => ({
      result,
      verdict: verdictOf(result, keptDifferences),
    })),
  }));
  const stale = values.only ? [] : outlived(results, keptDifferences);
  const report = formatReport(sections, {
    versions: [...new Set(seen.flatMap(suite => suite.versions))],
    neverRun,
    notes: stale.map(
      ({ check, at }) => `Listed as kept, yet not met: ${check}: ${at}`,
    ),
  });
  process.stdout.write(report);
  if (values.report) {
    await writeFile(values.report, await asPage(report));
  }
  const counts = countsOf(sections, stale.length);
  if (values.counts) {
    await writeFile(values.counts, JSON.stringify(counts));
  }
  return counts.failed === 0;
}

main().then(
  agree => {
    process.exitCode = agree ? 0 : 1;
  },
  error => {
    log(`conformance could not run: ${error.message}`);
    process.exitCode = 2;
  },
);
