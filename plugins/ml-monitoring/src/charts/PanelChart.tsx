import { useMemo } from 'react';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Panel } from 'backstage-plugin-ml-monitoring-common';
import { formatValue } from '../format/formatValue';
import { mlMonitoringTranslationRef } from '../translations/ref';
import type { EarlierData } from './EarlierContext';
import { createCrosshair } from './crosshair';
import { Legend } from './Legend';
import { MarkLegend } from './MarkLegend';
import { Reading } from './Reading';
import { TimeSeriesChart } from './TimeSeriesChart';
import type { ChartData } from './toChartData';
import { useBehind } from './useBehind';
import { useChartWords } from './useChartWords';
import { useLines } from './useLines';
import { CHART_HEIGHT } from './usePlot';
import { useUPlot } from './useUPlot';

const NO_THRESHOLDS: NonNullable<Panel['thresholds']> = [];

export interface PanelChartProps {
  panel: Panel;
  data: ChartData;
  earlier?: EarlierData;
}

/** The drawn half of a panel: lines, crosshair and legend. */
export function PanelChart({ panel, data, earlier }: PanelChartProps) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const uPlot = useUPlot();
  const crosshair = useMemo(() => createCrosshair(), []);
  const chart = useLines(panel, data, earlier);
  const behind = useBehind(data.times);
  const words = useChartWords({ panel, data, chart, behind });
  const { ceiling, thresholds = NO_THRESHOLDS, unit } = panel;
  const levels = useMemo(
    () =>
      ceiling === undefined
        ? thresholds
        : [
            ...thresholds,
            {
              value: ceiling,
              title: t('charts.ceiling', {
                value: formatValue(ceiling, unit, { ceiling }),
              }),
            },
          ],
    [ceiling, thresholds, unit, t],
  );

  return (
    <>
      {typeof uPlot === 'string' ? (
        <div style={{ minHeight: CHART_HEIGHT }}>
          {uPlot === 'failed' && (
            <Typography variant="body2" color="textSecondary">
              {t('charts.cannotDraw')}
            </Typography>
          )}
        </div>
      ) : (
        <TimeSeriesChart
          uPlot={uPlot}
          times={data.times}
          lines={chart.lines}
          behind={behind}
          unit={unit}
          thresholds={levels}
          crosshair={crosshair}
          label={panel.title}
          description={words.description}
          describe={words.describe}
          describeRange={words.describeRange}
        />
      )}
      <Typography
        variant="caption"
        color="textSecondary"
        noWrap
        display="block"
      >
        <Reading crosshair={crosshair} read={words.at} />
      </Typography>
      <Legend
        title={panel.title}
        chart={chart}
        crosshair={crosshair}
        read={words.value}
      />
      <MarkLegend marks={behind.marks} />
    </>
  );
}
