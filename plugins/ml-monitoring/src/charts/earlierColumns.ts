import type { Panel, Range } from 'backstage-plugin-ml-monitoring-common';
import { toChartData } from './toChartData';

/**
 * What each series was that much earlier, at the instants of now: the value of the nearest instant then, if that lies within half
 * a step. A series that was not there then is all gaps.
 */
export function earlierColumns(
  series: Panel['series'],
  times: readonly number[],
  then: { series: Panel['series']; range: Range; shiftSeconds: number },
): (number | null)[][] {
  const { range, shiftSeconds } = then;
  const earlier = toChartData(then.series, range);
  const reach = range.stepSeconds / 2;
  let at = 0;
  const places = times.map(seconds => {
    const wanted = seconds - shiftSeconds;
    const distance = (index: number) => Math.abs(earlier.times[index] - wanted);
    while (at + 1 < earlier.times.length && distance(at + 1) <= distance(at)) {
      at += 1;
    }
    return distance(at) <= reach ? at : undefined;
  });
  return series.map(({ id }) => {
    const column =
      earlier.columns[then.series.findIndex(each => each.id === id)];
    return places.map(place =>
      column && place !== undefined ? column[place] : null,
    );
  });
}
