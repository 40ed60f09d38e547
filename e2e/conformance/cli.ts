import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { keptDifferences } from './keptDifferences';
import { countsOf, formatReport } from './report';
import { runChecks, type CheckResult } from './runChecks';
import { suites, type Suite } from './suites';
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

interface SuiteResults {
  results: CheckResult[];
  versions: string[];
}

async function run({
  checks,
  startReference,
  startOther,
}: Suite): Promise<SuiteResults> {
  const reference = await startReference({ log });
  try {
    const other = await startOther({ log });
    try {
      return {
        results: await runChecks(
          checks,
          { reference, other },
          { onResult: ({ title }) => log(`  ${title}`) },
        ),
        versions: [...reference.versions, ...other.versions],
      };
    } finally {
      await other.close();
    }
  } finally {
    await reference.close();
  }
}

/** A suite that cannot start says so in the place of each of its checks. */
const notRun = ({ checks }: Suite, reason: string): SuiteResults => ({
  results: checks.map(({ title }) => ({
    title,
    reference: { outcome: 'failed', reason },
    other: { outcome: 'failed', reason },
    differences: [],
  })),
  versions: [],
});

/** Compares the sandbox with the real things and prints the table. Answers whether all agree. */
async function main(): Promise<boolean> {
  const seen: SuiteResults[] = [];
  for (const suite of suites) {
    const checks = suite.checks.filter(({ title }) =>
      title.includes(values.only),
    );
    if (checks.length > 0) {
      const chosen = { ...suite, checks };
      seen.push(
        await run(chosen).catch(error => {
          log(`a part of the conformance run did not start: ${error.message}`);
          return notRun(chosen, error.message);
        }),
      );
    }
  }
  const results = seen.flatMap(suite => suite.results);
  if (values.facts) {
    await writeFile(values.facts, JSON.stringify(results, undefined, 2));
  }
  const rows = results.map(result => ({
    result,
    verdict: verdictOf(result, keptDifferences),
  }));
  const stale = values.only ? [] : outlived(results, keptDifferences);
  const report = formatReport(rows, {
    names: { reference: 'the real thing', other: 'sandbox' },
    versions: [...new Set(seen.flatMap(suite => suite.versions))],
    notes: stale.map(
      ({ check, at }) => `Listed as kept, yet not met: ${check}: ${at}`,
    ),
  });
  process.stdout.write(report);
  if (values.report) {
    await writeFile(values.report, await asPage(report));
  }
  const counts = countsOf(rows, stale.length);
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
