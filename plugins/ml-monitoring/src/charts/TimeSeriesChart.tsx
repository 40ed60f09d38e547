import {
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
} from 'react';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import type uPlot from 'uplot';
import type { Unit } from 'backstage-plugin-ml-monitoring-common';
import { visuallyHidden } from '../components/styles';
import type { MarkLook } from './drawMarks';
import type { ChartMarks } from './marks';
import type { LineStyle } from './palette';
import type { Threshold } from './thresholds';
import type { ChartData } from './toChartData';
import { uplotOptions, type ChartLook } from './uplotOptions';

const HEIGHT = 200;

const useStyles = makeStyles(
  theme => ({
    plot: {
      minHeight: HEIGHT,
      borderRadius: theme.shape.borderRadius,
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: 2,
      },
      '& .u-cursor-x': { borderColor: theme.palette.text.secondary },
      '& .u-select': { background: theme.palette.action.selected },
    },
    spoken: visuallyHidden,
  }),
  { name: 'MlMonitoringChart' },
);

export interface TimeSeriesChartProps {
  uPlot: typeof uPlot;
  data: ChartData;
  /** Same order as the columns of `data`. */
  lines: (LineStyle & { name: string; hidden: boolean })[];
  marks: ChartMarks;
  markLook: MarkLook;
  unit: Unit;
  thresholds: readonly Threshold[];
  label: string;
  description: string;
  /** The values at the crosshair, for those who move it by keyboard and hear them. */
  announcement: string | undefined;
  /** Which instant the crosshair is at. */
  onCursor(index: number | undefined): void;
  onSelect(fromSeconds: number, toSeconds: number): void;
}

/** Draws; everything that can be said about the numbers stands in legend and table. */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { uPlot: Plot, data, lines } = props;
  const classes = useStyles();
  const look = useLook(props);
  const descriptionId = useId();
  const element = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>();
  const latest = useRef(props);
  latest.current = props;

  // Values and visibility change inside a plot; anything else makes a new one.
  const structure = JSON.stringify({
    ...look,
    lines: look.lines.map(({ hidden, ...line }) => line),
  });
  useEffect(() => {
    const target = element.current!;
    const created = new Plot(
      uplotOptions(
        look,
        { width: target.clientWidth, height: HEIGHT },
        {
          cursor: index => latest.current.onCursor(index),
          select: (from, to) => latest.current.onSelect(from, to),
        },
        {
          span: () => spanOf(latest.current.data.times),
          marks: () => [latest.current.marks, latest.current.markLook],
        },
      ),
      aligned(latest.current.data),
      target,
    );
    plot.current = created;
    const observer = new ResizeObserver(() => {
      if (target.clientWidth > 0 && target.clientWidth !== created.width) {
        created.setSize({ width: target.clientWidth, height: HEIGHT });
      }
    });
    observer.observe(target);
    return () => {
      observer.disconnect();
      created.destroy();
      plot.current = undefined;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [Plot, structure]);

  useEffect(() => plot.current?.setData(aligned(data)), [data]);

  useEffect(
    () => plot.current?.redraw(false, false),
    [props.marks, props.markLook],
  );

  const hidden = lines.map(line => line.hidden).join();
  useEffect(() => {
    latest.current.lines.forEach((line, index) => {
      if (plot.current?.series[index + 1]?.show === line.hidden) {
        plot.current.setSeries(index + 1, { show: !line.hidden });
      }
    });
  }, [hidden]);

  const [keyboardIndex, setKeyboardIndex] = useState<number>();
  const onKeyDown = (event: KeyboardEvent) => {
    const last = data.times.length - 1;
    const from = keyboardIndex ?? last + 1;
    const target = {
      ArrowLeft: Math.max(0, from - 1),
      ArrowRight: Math.min(last, from + 1),
      Home: 0,
      End: last,
      Escape: undefined,
    };
    if (!(event.key in target)) {
      return;
    }
    event.preventDefault();
    const index = target[event.key as keyof typeof target];
    setKeyboardIndex(index);
    if (plot.current) {
      moveCrosshair(plot.current, index);
    }
  };

  return (
    <>
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
      />
      <span id={descriptionId} hidden>
        {props.description}
      </span>
      <div aria-live="polite" className={classes.spoken}>
        {keyboardIndex === undefined ? '' : props.announcement}
      </div>
    </>
  );
}

function useLook({ lines, unit, thresholds }: TimeSeriesChartProps): ChartLook {
  const theme = useTheme();
  return useMemo(
    () => ({
      unit,
      lines,
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

function aligned(data: ChartData): uPlot.AlignedData {
  return [data.times, ...data.columns];
}

/** A single instant gets a minute, so that it can be seen at all. */
function spanOf(times: readonly number[]): [number, number] {
  const first = times[0] ?? 0;
  const last = times[times.length - 1] ?? 0;
  return first === last ? [first - 30, first + 30] : [first, last];
}

const OUTSIDE = -10;

function moveCrosshair(plot: uPlot, index: number | undefined) {
  const left =
    index === undefined ? OUTSIDE : plot.valToPos(plot.data[0][index], 'x');
  const top = index === undefined ? OUTSIDE : 1;
  // The third parameter tells the other charts. It is missing in uPlot's types.
  (plot.setCursor as (at: object, fire: boolean, publish: boolean) => void)(
    { left, top },
    true,
    true,
  );
}
