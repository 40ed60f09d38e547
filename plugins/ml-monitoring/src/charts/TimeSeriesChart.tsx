import { useId, useMemo, useRef } from 'react';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type uPlot from 'uplot';
import type { Unit } from 'backstage-plugin-ml-monitoring-common';
import { visuallyHidden } from '../components/styles';
import { mlMonitoringTranslationRef } from '../translations/ref';
import { drawnLines } from './besideEarlier';
import { useChartPage } from './ChartPageContext';
import type { Crosshair } from './crosshair';
import type { LineStyle } from './palette';
import type { Threshold } from './thresholds';
import { useChartKeys } from './useChartKeys';
import type { ChartLine } from './useLines';
import { CHART_HEIGHT, usePlot, type PlotProps } from './usePlot';
import { PLOT_RIGHT, type ChartLook } from './uplotOptions';

const useStyles = makeStyles(
  theme => ({
    chart: { position: 'relative' },
    plot: {
      minHeight: CHART_HEIGHT,
      borderRadius: theme.shape.borderRadius,
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
      },
      '& .u-cursor-x': { borderColor: theme.palette.text.secondary },
      // In ten charts at once they are too many to move with the mouse.
      '&:not(:hover):not(:focus-visible) .u-cursor-pt': { display: 'none' },
      '& .u-select': { background: theme.palette.action.selected },
    },
    // Beside the focus ring, and over the plot, so that nothing moves.
    hint: {
      ...theme.typography.caption,
      display: 'none',
      position: 'absolute',
      top: 0,
      right: PLOT_RIGHT,
      padding: theme.spacing(0, 0.75),
      pointerEvents: 'none',
      color: theme.palette.text.secondary,
      backgroundColor: theme.palette.background.paper,
      '$plot:focus-visible + &': { display: 'block' },
    },
    spoken: visuallyHidden,
  }),
  { name: 'MlMonitoringChart' },
);

export interface TimeSeriesChartProps {
  uPlot: typeof uPlot;
  times: readonly number[];
  lines: readonly ChartLine[];
  behind: PlotProps['behind'];
  unit: Unit;
  thresholds: readonly Threshold[];
  crosshair: Crosshair;
  label: string;
  description: string;
  /** The values at an instant, for those who come to it by keyboard and hear them. */
  describe(index: number): string;
  describeRange(): string;
}

/** Draws; everything that can be said about the numbers stands in legend and table. */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { times, crosshair } = props;
  const lines = useMemo(() => drawnLines(props.lines), [props.lines]);
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { steps } = useChartPage();
  const descriptionId = useId();
  const element = useRef<HTMLDivElement>(null);
  const plot = usePlot(element, {
    uPlot: props.uPlot,
    times,
    columns: useMemo(() => lines.map(({ column }) => column), [lines]),
    hidden: lines.map(({ hidden }) => hidden),
    look: useLook(props, lines),
    behind: props.behind,
    on: {
      cursor: crosshair.moveTo,
      select: steps.select,
      back: () => steps.back?.go(),
    },
  });
  const { onKeyDown, onBlur, announced } = useChartKeys({
    plot,
    times,
    steps,
    describe: props.describe,
    describeRange: props.describeRange,
  });

  return (
    <div className={classes.chart}>
      {/* A chart is explored with the arrow keys, as it is with the mouse. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={element}
        className={classes.plot}
        role="application"
        aria-label={props.label}
        aria-describedby={descriptionId}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
      />
      <div className={classes.hint} aria-hidden>
        {t('charts.keys')}
      </div>
      <span id={descriptionId} hidden>
        {props.description}
      </span>
      <div aria-live="polite" className={classes.spoken}>
        {announced}
      </div>
    </div>
  );
}

function useLook(
  { unit, thresholds }: TimeSeriesChartProps,
  lines: readonly LineStyle[],
): ChartLook {
  const theme = useTheme();
  return useMemo(
    () => ({
      unit,
      lines: lines.map(({ color, dash, width }) => ({ color, dash, width })),
      thresholds,
      colors: {
        text: theme.palette.text.secondary,
        grid: theme.palette.divider,
      },
      font: `12px ${theme.typography.fontFamily}`,
      fontFamily: theme.typography.fontFamily ?? 'sans-serif',
    }),
    [theme, lines, unit, thresholds],
  );
}
