import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { kubernetesChecks } from './checks';
import { keptDifferences } from './keptDifferences';
import { countsOf, formatReport } from './report';
import { startRealTarget } from './realTarget';
import { runChecks } from './runChecks';
import { startSandboxTarget } from './sandboxTarget';
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

/** Compares the sandbox with a real control plane and prints the table. Answers whether all agree. */
async function main(): Promise<boolean> {
  const checks = kubernetesChecks.filter(({ title }) =>
    title.includes(values.only),
  );
  const reference = await startRealTarget({ log });
  try {
    const other = await startSandboxTarget({ log });
    try {
      const results = await runChecks(
        checks,
        { reference, other },
        { onResult: ({ title }) => log(`  ${title}`) },
      );
      if (values.facts) {
        await writeFile(values.facts, JSON.stringify(results, undefined, 2));
      }
      const rows = results.map(result => ({
        result,
        verdict: verdictOf(result, keptDifferences),
      }));
      const stale = values.only ? [] : outlived(results, keptDifferences);
      const report = formatReport(rows, {
        names: { reference: reference.name, other: other.name },
        versions: [...reference.versions, ...other.versions],
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
    } finally {
      await other.close();
    }
  } finally {
    await reference.close();
  }
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
