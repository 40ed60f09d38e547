import { useMemo, useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { useTheme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Panel } from 'backstage-plugin-ml-monitoring-common';
import { formatInstant } from '../format/formatTime';
import { formatValue } from '../format/formatValue';
import { mlMonitoringTranslationRef } from '../translations/ref';
import { Legend } from './Legend';
import { TimeSeriesChart } from './TimeSeriesChart';
import { lineStyle } from './palette';
import { summarise, type ChartData } from './toChartData';
import { useUPlot } from './useUPlot';

const HEIGHT = 200;

export interface PanelChartProps {
  panel: Panel;
  data: ChartData;
  onSelect(fromSeconds: number, toSeconds: number): void;
}

/** The drawn half of a panel: lines, crosshair and legend. */
export function PanelChart({ panel, data, onSelect }: PanelChartProps) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const uPlot = useUPlot();
  const theme = useTheme().palette.type;
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [cursor, setCursor] = useState<number>();

  const lines = useMemo(
    () =>
      panel.series.map(({ id, name }, index) => ({
        ...lineStyle(index, theme),
        id,
        name,
        hidden: hidden.has(id),
      })),
    [panel.series, theme, hidden],
  );
  const latest = useMemo(
    () => data.columns.map(column => summarise(data.times, column)?.latest),
    [data],
  );
  const entries = lines.map((line, index) => {
    const value =
      cursor === undefined
        ? latest[index]?.value
        : (data.columns[index][cursor] ?? undefined);
    return {
      ...line,
      value: value === undefined ? undefined : formatValue(value, panel.unit),
    };
  });
  const at =
    cursor === undefined || data.times[cursor] === undefined
      ? t('charts.latestAt')
      : t('charts.at', {
          time: formatInstant(new Date(data.times[cursor] * 1000)),
        });
  const toggle = (id: string) =>
    setHidden(current => {
      const next = new Set(current);
      if (!next.delete(id)) {
        next.add(id);
      }
      return next;
    });

  return (
    <>
      {typeof uPlot === 'string' ? (
        <div style={{ minHeight: HEIGHT }}>
          {uPlot === 'failed' && (
            <Typography variant="body2" color="textSecondary">
              {t('charts.cannotDraw')}
            </Typography>
          )}
        </div>
      ) : (
        <TimeSeriesChart
          uPlot={uPlot}
          data={data}
          lines={lines}
          unit={panel.unit}
          label={panel.title}
          description={t('charts.crosshair')}
          announcement={[
            at,
            ...entries
              .filter(entry => !entry.hidden)
              .map(entry =>
                t('charts.seriesAt', {
                  name: entry.name,
                  value: entry.value ?? t('charts.gap'),
                }),
              ),
          ].join(', ')}
          onCursor={setCursor}
          onSelect={onSelect}
        />
      )}
      <Typography variant="caption" color="textSecondary">
        {at}
      </Typography>
      <Legend entries={entries} onToggle={toggle} />
    </>
  );
}
