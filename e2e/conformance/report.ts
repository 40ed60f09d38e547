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

interface Names {
  reference: string;
  other: string;
}

/** What became of the checks of one suite. */
export interface ReportSection {
  title: string;
  names: Names;
  rows: ReportRow[];
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
  'left out': 'left out',
};

const escapeCell = (text: string) =>
  short(text, cellWidth).replace(/\|/g, '\\|').replace(/\n/g, ' ');

/** A Markdown table with a line per check. */
function formatTable({ rows, names }: ReportSection): string {
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
function formatDifferences({ rows, names }: ReportSection): string {
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
      if (verdict.outcome === 'left out') return [];
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

/** Said once for a suite, and not for each of its checks. */
const formatLeftOut = ({ rows }: ReportSection): string =>
  [
    ...new Set(
      rows.flatMap(({ verdict }) =>
        verdict.outcome === 'left out' ? `Left out: ${verdict.reason}` : [],
      ),
    ),
  ].join('\n\n');

const formatSection = (section: ReportSection): string =>
  [
    `## ${section.title}`,
    formatTable(section),
    formatLeftOut(section),
    formatDifferences(section).trimEnd(),
  ]
    .filter(Boolean)
    .join('\n\n');

/** One page for people who were not there. */
export function formatReport(
  sections: ReportSection[],
  options: {
    versions: string[];
    /** What no check looks at, and why. */
    neverRun: readonly { part: string; reason: string }[];
    notes: string[];
  },
): string {
  const { versions, neverRun, notes } = options;
  return `${[
    versions.map(version => `- ${version}`).join('\n'),
    ...sections.map(formatSection),
    neverRun.length && '## What does not run',
    neverRun.map(({ part, reason }) => `- ${part}: ${reason}`).join('\n'),
    ...notes,
    formatCounts(rowsOf(sections)),
  ]
    .filter(Boolean)
    .join('\n\n')}\n`;
}

const rowsOf = (sections: ReportSection[]) =>
  sections.flatMap(({ rows }) => rows);

function formatCounts(rows: ReportRow[]): string {
  const count = (outcome: Verdict['outcome']) =>
    rows.filter(({ verdict }) => verdict.outcome === outcome).length;
  const leftOut = count('left out');
  return [
    `${rows.length} checks: ${count('same')} the same`,
    `${count('kept')} kept differences`,
    `${count('differs')} differ`,
    `${count('could not run')} could not run`,
    ...(leftOut ? [`${leftOut} left out`] : []),
  ].join(', ');
}

/** What agrees, or differs for a reason that still holds, has passed. What was left out does not count. */
export function countsOf(sections: ReportSection[], outlivedReasons: number) {
  const counted = rowsOf(sections).filter(
    ({ verdict }) => verdict.outcome !== 'left out',
  );
  const passed = counted.filter(({ verdict }) =>
    ['same', 'kept'].includes(verdict.outcome),
  ).length;
  return { passed, failed: counted.length - passed + outlivedReasons };
}
