import type { Facts } from './Check';
import type { Difference } from './compare';
import type { CheckResult, Observation } from './runChecks';
import type { Verdict } from './verdicts';

const cellWidth = 44;
const valueWidth = 600;

export interface ReportRow {
  result: CheckResult;
  verdict: Verdict;
}

const short = (text: string, width: number) =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text;

const json = (value: unknown) =>
  value === undefined ? '(nothing)' : JSON.stringify(value);

/** As much of an answer as fits a cell: its status if it has one, else the value. */
function gist(value: unknown): string {
  const answer = value as { status?: unknown; body?: any } | null;
  if (typeof answer?.status === 'number' && 'body' in answer) {
    const said = answer.body?.reason ?? answer.body?.kind ?? '';
    return `${answer.status} ${said}`.trim();
  }
  return json(value);
}

const summary = (facts: Facts) =>
  Object.entries(facts)
    .map(([name, value]) => `${name} ${gist(value)}`)
    .join(', ');

function cell(observation: Observation, difference?: Difference): string {
  if (observation.outcome === 'failed') return `failed: ${observation.reason}`;
  const fact = difference?.at.split(/[.[]/)[0];
  if (!fact || !(fact in observation.facts)) return summary(observation.facts);
  return `${fact} ${gist(observation.facts[fact])}`;
}

const marks: Record<Verdict['outcome'], string> = {
  same: 'same',
  kept: 'kept',
  differs: 'DIFFERS',
  'could not run': 'COULD NOT RUN',
};

const escapeCell = (text: string) =>
  short(text, cellWidth).replace(/\|/g, '\\|').replace(/\n/g, ' ');

/** A Markdown table with a line per check. */
export function formatTable(
  rows: ReportRow[],
  names: { reference: string; other: string },
): string {
  const lines = rows.map(({ result, verdict }) => {
    const [first] = verdict.outcome === 'differs' ? verdict.differences : [];
    return [
      result.title,
      cell(result.reference, first),
      cell(result.other, first),
      marks[verdict.outcome],
    ].map((text, column) => (column === 0 ? text : escapeCell(text)));
  });
  const header = ['check', names.reference, names.other, 'same?'];
  const widths = header.map((title, column) =>
    Math.max(title.length, ...lines.map(line => line[column].length)),
  );
  const format = (line: string[]) =>
    `| ${line.map((text, column) => text.padEnd(widths[column])).join(' | ')} |`;
  return [
    format(header),
    `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`,
    ...lines.map(format),
  ].join('\n');
}

/** Everything that differs, each with both sides, or with the reason why it is kept. */
export function formatDifferences(
  rows: ReportRow[],
  names: { reference: string; other: string },
): string {
  return rows
    .flatMap(({ result, verdict }) => {
      if (verdict.outcome === 'could not run') {
        return [
          `### ${result.title}`,
          '',
          `Could not run: ${verdict.reason}`,
          '',
        ];
      }
      if (verdict.outcome === 'kept') {
        const { reasons } = verdict;
        return [
          `### ${result.title}`,
          '',
          ...reasons.map(reason => `Kept: ${reason}`),
          '',
        ];
      }
      if (verdict.outcome === 'same') return [];
      return [
        `### ${result.title}`,
        '',
        ...verdict.differences.flatMap(({ at, reference, other }) => [
          `- \`${at || 'the check'}\``,
          `  - ${names.reference}: ${short(json(reference), valueWidth)}`,
          `  - ${names.other}: ${short(json(other), valueWidth)}`,
        ]),
        '',
      ];
    })
    .join('\n');
}

/** One page for people who were not there. */
export function formatReport(
  rows: ReportRow[],
  options: {
    names: { reference: string; other: string };
    versions: string[];
    notes: string[];
  },
): string {
  const { names, versions, notes } = options;
  return `${[
    versions.map(version => `- ${version}`).join('\n'),
    formatTable(rows, names),
    formatDifferences(rows, names),
    ...notes,
    formatCounts(rows),
  ]
    .filter(Boolean)
    .join('\n\n')}\n`;
}

export function formatCounts(rows: ReportRow[]): string {
  const count = (outcome: Verdict['outcome']) =>
    rows.filter(({ verdict }) => verdict.outcome === outcome).length;
  return `${rows.length} checks: ${count('same')} the same, ${count('kept')} kept differences, ${count('differs')} differ, ${count('could not run')} could not run`;
}

/** What agrees, or differs for a reason that still holds, has passed. */
export function countsOf(rows: ReportRow[], outlivedReasons: number) {
  const passed = rows.filter(({ verdict }) =>
    ['same', 'kept'].includes(verdict.outcome),
  ).length;
  return { passed, failed: rows.length - passed + outlivedReasons };
}
