import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatInstant } from '../format/formatTime';
import { mlMonitoringTranslationRef } from '../translations/ref';
import { useChartPage } from './ChartPageContext';
import { useMarks } from './MarksContext';
import { marksWithin } from './marks';
import { useMarkLook } from './useMarkLook';
import type { PlotProps } from './usePlot';

/** What lies behind the lines of a chart over these instants. */
export function useBehind(times: readonly number[]): PlotProps['behind'] {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { coveredFromSeconds } = useChartPage();
  const all = useMarks();
  const markLook = useMarkLook();
  const [first = 0, last = 0] = [times[0], times[times.length - 1]];
  return useMemo(
    () => ({
      marks: marksWithin(all, first, last),
      markLook,
      uncovered:
        coveredFromSeconds !== undefined && coveredFromSeconds > first
          ? {
              untilSeconds: coveredFromSeconds,
              text: t('charts.uncovered', {
                time: formatInstant(new Date(coveredFromSeconds * 1000)),
              }),
            }
          : undefined,
    }),
    [all, first, last, markLook, coveredFromSeconds, t],
  );
}
