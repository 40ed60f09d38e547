/** What a number has to be. */
export interface Expected {
  /** Why it may be off. */
  error: ErrorKind;
  /** What was sent. */
  truth: number;
  /** The bounds of what may be measured. */
  least: number;
  most: number;
}

/** What a series of a panel has to show at its last instant. */
export interface Expectation extends Expected {
  panel: string;
  /** Its name in the legend. */
  series: string;
}

export type ErrorKind = 'rate' | 'ratio' | 'quantile' | 'exact';

/** Why a panel may be off, and by how much. */
export const ERRORS: Record<ErrorKind, string> = {
  rate: 'counters are read at scrapes, and what lies between a scrape and the bounds of the window is extrapolated: at most ε = 2.2 times the time between two scrapes (1.1 at each end), of the time that was scraped',
  ratio:
    'two such numbers, each up to ε off: at most 2 ε of the part that is measured',
  quantile:
    'known to the bucket: its bounds, for the duration that the model was told to take up to what the caller waited; what is above the last bound reads as that',
  exact: 'none',
};

export interface Comparison extends Partial<Expected> {
  panel: string;
  series: string;
  /** Absent: no such series. */
  measured?: number;
  holds: boolean;
}

/** What doubles can hold. */
const ROUNDING = 1e-9;

/** Every expectation beside what was measured, and every series that nobody expected. */
export function compare(
  expected: readonly Expectation[],
  measured: readonly { panel: string; series: string; value?: number }[],
): Comparison[] {
  const keyOf = ({ panel, series }: { panel: string; series: string }) =>
    `${panel} ${series}`;
  const values = new Map(measured.map(each => [keyOf(each), each.value]));
  const known = new Set(expected.map(keyOf));
  return [
    ...expected.map(each => {
      const value = values.get(keyOf(each));
      const slack = ROUNDING * Math.max(1, Math.abs(each.most));
      return {
        ...each,
        measured: value,
        holds:
          value !== undefined &&
          value >= each.least - slack &&
          value <= each.most + slack,
      };
    }),
    ...measured
      .filter(each => !known.has(keyOf(each)))
      .map(({ panel, series, value }) => ({
        panel,
        series,
        measured: value,
        holds: false,
      })),
  ];
}

/** A table for whoever has to find out why. */
export function tableOf(rows: readonly Comparison[]): string {
  const body = rows.map(
    ({ panel, series, truth, measured, least, most, holds }) => [
      panel,
      series,
      number(truth),
      number(measured),
      `${number(least)} to ${number(most)}`,
      holds ? '' : '← off',
    ],
  );
  return [
    ['panel', 'series', 'truth', 'measured', 'allowed', ''],
    ['---', '---', '---', '---', '---', '---'],
    ...body,
  ]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}

export function number(value: number | undefined): string {
  return value === undefined ? 'none' : String(Number(value.toPrecision(4)));
}
