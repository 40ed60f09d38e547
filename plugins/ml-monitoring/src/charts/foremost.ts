import type { Panel, Series } from 'backstage-plugin-ml-monitoring-common';

/** Of more lines than this, only the foremost are drawn until the reader chooses others. */
export const MOST_LINES = 10;
const FOREMOST = 8;

/** The lines to draw of a panel with many. */
export interface Foremost {
  ids: ReadonlySet<string>;
  /** What puts a line in front: its largest value in the range, or its lowest. */
  by: 'largest' | 'lowest';
}

/** `undefined` where there are few enough lines to draw them all. */
export function foremost({
  series,
  unit,
}: Pick<Panel, 'series' | 'unit'>): Foremost | undefined {
  if (series.length <= MOST_LINES) {
    return undefined;
  }
  const by = isBestNearOne(series, unit) ? 'lowest' : 'largest';
  const ranked = families(series)
    .map(members => ({ members, rank: rankOf(members, by) }))
    .sort((a, b) => b.rank - a.rank);
  const ids = new Set<string>();
  for (const { members } of ranked) {
    if (ids.size > 0 && ids.size + members.length > FOREMOST) {
      break;
    }
    members.forEach(({ id }) => ids.add(id));
  }
  return { ids, by };
}

/** Of shares near 100 %, such as success, those matter that fall behind. */
function isBestNearOne(series: readonly Series[], unit: Panel['unit']) {
  const latest = series.flatMap(
    ({ values }) => values.findLast(isMeasured) ?? [],
  );
  return (
    unit === 'ratio' &&
    latest.filter(value => value >= 0.5).length * 2 > latest.length
  );
}

/** Series about the same thing, such as use and limit of a pod, are drawn together. */
function families(series: readonly Series[]): Series[][] {
  const found = new Map<string, Series[]>();
  for (const each of series) {
    const key = JSON.stringify(each.labels);
    found.set(key, [...(found.get(key) ?? []), each]);
  }
  return [...found.values()];
}

/** Limits and the like never move, and would all come first. */
function rankOf(members: readonly Series[], by: Foremost['by']): number {
  const extremes = members.map(({ values }) => {
    const measured = values.filter(isMeasured);
    const min = measured.reduce((a, b) => Math.min(a, b), Infinity);
    const max = measured.reduce((a, b) => Math.max(a, b), -Infinity);
    return { moves: max > min, rank: by === 'largest' ? max : -min };
  });
  const moving = extremes.filter(({ moves }) => moves);
  return Math.max(
    ...(moving.length > 0 ? moving : extremes).map(({ rank }) => rank),
  );
}

function isMeasured(value: number | null): value is number {
  return value !== null;
}
