import {
  useEffect,
  useMemo,
  useRef,
  type MutableRefObject,
  type RefObject,
} from 'react';
import type uPlot from 'uplot';
import { uplotOptions, type ChartLook, type NowDrawn } from './uplotOptions';

export const CHART_HEIGHT = 200;

export interface PlotProps {
  uPlot: typeof uPlot;
  times: readonly number[];
  /** In the order of the lines of `look`. */
  columns: readonly (readonly (number | null)[])[];
  hidden: readonly boolean[];
  look: ChartLook;
  /** What is drawn behind the lines and may change without a new plot. */
  behind: Omit<NowDrawn, 'span'>;
  on: {
    cursor(index: number | undefined): void;
    select(fromSeconds: number, toSeconds: number): void;
    back(): void;
  };
}

/** Draws into an element, and draws again what changes. */
export function usePlot(
  element: RefObject<HTMLElement>,
  props: PlotProps,
): MutableRefObject<uPlot | undefined> {
  const { uPlot: Plot, times, columns, look, behind } = props;
  const plot = useRef<uPlot>();
  const data = useMemo(
    () => [times, ...columns] as unknown as uPlot.AlignedData,
    [times, columns],
  );
  const latest = useRef({ ...props, data });
  latest.current = { ...props, data };

  // Values, visibility and what lies behind change inside a plot; anything else makes a new one.
  const structure = JSON.stringify(look);
  useEffect(() => {
    const target = element.current!;
    const created = new Plot(
      uplotOptions(
        look,
        { width: target.clientWidth, height: CHART_HEIGHT },
        latest.current.hidden,
        {
          cursor: index => latest.current.on.cursor(index),
          select: (from, to) => latest.current.on.select(from, to),
          back: () => latest.current.on.back(),
        },
        () => ({
          ...latest.current.behind,
          span: spanOf(latest.current.times),
        }),
      ),
      latest.current.data,
      target,
    );
    plot.current = created;
    const observer = new ResizeObserver(() => {
      if (target.clientWidth > 0 && target.clientWidth !== created.width) {
        created.setSize({ width: target.clientWidth, height: CHART_HEIGHT });
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

  useEffect(() => {
    if (plot.current && plot.current.data !== data) {
      plot.current.setData(data);
    }
  }, [data]);

  useEffect(() => plot.current?.redraw(false, false), [behind]);

  const hidden = props.hidden.join();
  useEffect(() => {
    const { current } = plot;
    current?.batch(() =>
      latest.current.hidden.forEach((isHidden, index) => {
        if (current.series[index + 1]?.show === isHidden) {
          current.setSeries(index + 1, { show: !isHidden });
        }
      }),
    );
  }, [hidden]);

  return plot;
}

/** A single instant gets a minute, so that it can be seen at all. */
function spanOf(times: readonly number[]): [number, number] {
  const first = times[0] ?? 0;
  const last = times[times.length - 1] ?? 0;
  return first === last ? [first - 30, first + 30] : [first, last];
}
