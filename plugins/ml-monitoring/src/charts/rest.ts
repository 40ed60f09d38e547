import type {
  Panel,
  Series,
  Unit,
} from 'backstage-plugin-ml-monitoring-common';
import { MOST_LINES } from './foremost';

/** The sum of the series that are not drawn by themselves. */
export interface RestLine {
  id: string;
  /** What of its things it is the sum of, e.g. `used`; empty where there is only one. */
  part: string;
  /** How many series it is the sum of. */
  count: number;
  column: (number | null)[];
  /** It is so much larger than the lines that are drawn that it would press them flat. */
  dwarfs: boolean;
}

/** How many times larger it may be. */
const REACH = 3;

/** A sum of latencies or of shares would mean nothing. */
const additive: readonly Unit[] = [
  'requests/s',
  'per second',
  'bytes',
  'cores',
];

/** Where few lines are drawn of many, what the others come to, part by part. */
export function restLines(
  { series, unit }: Pick<Panel, 'series' | 'unit'>,
  isDrawn: (id: string) => boolean,
): RestLine[] {
  if (series.length <= MOST_LINES || !additive.includes(unit)) {
    return [];
  }
  const parts = [...new Set(series.map(partOf))];
  const highest = largest(
    series.filter(({ id }) => isDrawn(id)).map(({ values }) => values),
  );
  return parts.map(part => {
    const others = series.filter(
      each => partOf(each) === part && !isDrawn(each.id),
    );
    const column = sum(others.map(({ values }) => values));
    return {
      id: `Σ/${part}`,
      part,
      count: others.length,
      column,
      dwarfs: highest > 0 && largest([column]) > REACH * highest,
    };
  });
}

/** The end of its name, after the labels that tell its thing apart. */
function partOf({ name, labels }: Series): string {
  const thing = Object.values(labels).filter(Boolean).join(' · ');
  if (name === thing) {
    return '';
  }
  return thing && name.startsWith(`${thing} · `)
    ? name.slice(thing.length + 3)
    : name;
}

function largest(columns: readonly (readonly (number | null)[])[]): number {
  return columns
    .flat()
    .reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
}

/** A gap where none of them was measured. */
function sum(columns: readonly (number | null)[][]): (number | null)[] {
  const length = Math.max(0, ...columns.map(column => column.length));
  return Array.from({ length }, (_, index) => {
    let total: number | null = null;
    for (const column of columns) {
      const value = column[index] ?? null;
      if (value !== null) {
        total = (total ?? 0) + value;
      }
    }
    return total;
  });
}
