import { useMemo, useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { useTheme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Panel } from 'backstage-plugin-ml-monitoring-common';
import { formatInstant } from '../format/formatTime';
import { formatValue } from '../format/formatValue';
import { mlMonitoringTranslationRef } from '../translations/ref';
import { Legend } from './Legend';
import { MarkLegend } from './MarkLegend';
import { useMarks } from './MarksContext';
import { TimeSeriesChart } from './TimeSeriesChart';
import { changesAt, marksWithin } from './marks';
import { lineStyle } from './palette';
import { summarise, type ChartData } from './toChartData';
import { useMarkLook } from './useMarkLook';
import { useUPlot } from './useUPlot';

const HEIGHT = 200;
const NO_THRESHOLDS: NonNullable<Panel['thresholds']> = [];

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
  const all = useMarks();
  const { times } = data;
  const { thresholds = NO_THRESHOLDS } = panel;
  const marks = useMemo(
    () => marksWithin(all, times[0] ?? 0, times[times.length - 1] ?? 0),
    [all, times],
  );
  const markLook = useMarkLook();
  const marked = [...marks.changes, ...marks.alerts].map(({ text }) => text);

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
    cursor === undefined || times[cursor] === undefined
      ? t('charts.latestAt')
      : [
          t('charts.at', {
            time: formatInstant(new Date(times[cursor] * 1000)),
          }),
          ...changesAt(marks.changes, times, cursor).map(({ text }) => text),
        ].join(' · ');
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
          marks={marks}
          markLook={markLook}
          unit={panel.unit}
          thresholds={thresholds}
          label={panel.title}
          description={[
            t('charts.crosshair'),
            marked.length > 0 &&
              t('marks.described', { marks: marked.join('; ') }),
            ...thresholds.map(({ value, title }) =>
              t('charts.threshold', {
                title,
                value: formatValue(value, panel.unit),
              }),
            ),
          ]
            .filter(Boolean)
            .join(' ')}
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
      <MarkLegend marks={marks} />
    </>
  );
}
