import { useCallback, useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Panel } from 'backstage-plugin-ml-monitoring-common';
import { formatStep } from '../format/formatChange';
import { formatInstant, hasClockChange } from '../format/formatTime';
import { formatValue } from '../format/formatValue';
import { mlMonitoringTranslationRef } from '../translations/ref';
import { changesAt } from './marks';
import { summarise, type ChartData } from './toChartData';
import type { ChartLine, ChartLines } from './useLines';
import type { PlotProps } from './usePlot';

/** More than this nobody listens to. The table has them all. */
const MOST_SPOKEN = 10;

/** What a chart says: its values at the crosshair or the latest, and what it is, for those who cannot see it. */
export function useChartWords(options: {
  panel: Panel;
  data: ChartData;
  chart: ChartLines;
  behind: PlotProps['behind'];
}) {
  const { panel, data, chart, behind } = options;
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { unit, ceiling } = panel;
  const { times } = data;
  const { lines } = chart;
  const { marks, uncovered } = behind;
  const [first = 0, last = 0] = [times[0], times[times.length - 1]];
  const zone = useMemo(() => hasClockChange(first, last), [first, last]);

  const instant = useCallback(
    (seconds: number) => formatInstant(new Date(seconds * 1000), { zone }),
    [zone],
  );
  const latest = useMemo(
    () =>
      new Map(
        lines.map(line => [
          line.id,
          times.indexOf(summarise(times, line.column)?.latest.atSeconds ?? NaN),
        ]),
      ),
    [times, lines],
  );
  const value = useCallback(
    (line: ChartLine, index: number | undefined) => {
      const at = index ?? latest.get(line.id) ?? -1;
      const said = (number: number | null | undefined) =>
        typeof number === 'number'
          ? formatValue(number, unit, { ceiling })
          : t('charts.gap');
      const now = line.column[at];
      if (!line.earlier) {
        return said(now);
      }
      const then = line.earlier[at];
      // What is only known to be above a bound may have changed by anything.
      const isKnown = (number: typeof now): number is number =>
        typeof number === 'number' && number < (ceiling ?? Infinity);
      const change =
        isKnown(now) && isKnown(then) ? formatStep(then, now, unit) : undefined;
      if (typeof then !== 'number') {
        return t('compare.earlier.noneThen', { now: said(now) });
      }
      return t(change ? 'compare.earlier.change' : 'compare.earlier.noChange', {
        now: said(now),
        then: said(then),
        change: change ?? '',
      });
    },
    [latest, unit, ceiling, t],
  );
  const at = useCallback(
    (index: number | undefined) =>
      index === undefined || times[index] === undefined
        ? t('charts.latestAt')
        : [
            t('charts.at', { time: instant(times[index]) }),
            ...changesAt(marks.changes, times, index).map(({ text }) => text),
          ].join(' · '),
    [times, instant, marks, t],
  );

  return {
    value,
    at,
    describe: (index: number) => {
      const drawn = lines.filter(({ hidden }) => !hidden);
      return [
        at(index),
        ...drawn.slice(0, MOST_SPOKEN).map(line =>
          t('charts.seriesAt', {
            name: line.name,
            value: value(line, index),
          }),
        ),
        drawn.length > MOST_SPOKEN &&
          t('legend.more', { number: String(drawn.length - MOST_SPOKEN) }),
      ]
        .filter(Boolean)
        .join(', ');
    },
    describeRange: () =>
      t('charts.shows', { from: instant(first), to: instant(last) }),
    description: [
      t('charts.crosshair'),
      ...(panel.thresholds ?? []).map(threshold =>
        t('charts.threshold', {
          title: threshold.title,
          value: formatValue(threshold.value, unit),
        }),
      ),
      marks.changes.length + marks.alerts.length > 0 &&
        t('marks.described', {
          marks: [...marks.changes, ...marks.alerts]
            .map(({ text }) => text)
            .join('; '),
        }),
      uncovered?.text,
    ]
      .filter(Boolean)
      .join(' '),
  };
}
