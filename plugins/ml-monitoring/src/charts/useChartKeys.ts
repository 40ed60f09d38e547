import {
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type MutableRefObject,
} from 'react';
import type uPlot from 'uplot';
import type { RangeSteps } from '../url/useRangeSteps';
import { commandOf, indexAfter } from './keys';

/** Whoever holds an arrow key down hears where they come to, not all they pass. */
const SAID_AFTER_MS = 150;

export interface ChartKeysOptions {
  plot: MutableRefObject<uPlot | undefined>;
  times: readonly number[];
  steps: RangeSteps;
  /** What is at an instant, in words. */
  describe(index: number): string;
  /** Which minutes are shown, in words. */
  describeRange(): string;
}

/** A chart explored with the keyboard: what keys do, and what is to be said of it. */
export function useChartKeys(options: ChartKeysOptions) {
  const { plot, times, steps } = options;
  const latest = useRef(options);
  latest.current = options;
  const at = useRef<number>();
  const isStepping = useRef(false);
  const [announced, setAnnounced] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const say = (text: () => string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnnounced(text()), SAID_AFTER_MS);
  };
  useEffect(() => () => clearTimeout(timer.current), []);

  const [first, last] = [times[0], times[times.length - 1]];
  useEffect(() => {
    if (isStepping.current) {
      isStepping.current = false;
      say(() => latest.current.describeRange());
    }
  }, [first, last]);

  const leave = () => {
    at.current = undefined;
    isStepping.current = false;
    say(() => '');
    if (plot.current) {
      moveCrosshair(plot.current, undefined);
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const command = commandOf(event);
    if (!command || !plot.current) {
      return;
    }
    // Without a crosshair to take away, Escape is for whoever is around the chart.
    if (command.kind === 'leave' && at.current === undefined) {
      return;
    }
    event.preventDefault();
    switch (command.kind) {
      case 'move': {
        const from = at.current && nearest(times, at.current);
        const index = indexAfter(command.to, from, times.length);
        at.current = times[index];
        moveCrosshair(plot.current, index);
        say(() => latest.current.describe(index));
        break;
      }
      case 'zoom':
        isStepping.current = true;
        steps.zoom(command.factor, at.current);
        break;
      case 'pan':
        isStepping.current = true;
        steps.pan(command.share);
        break;
      default:
        leave();
    }
  };

  return { onKeyDown, onBlur: leave, announced };
}

function nearest(times: readonly number[], seconds: number): number {
  const after = times.findIndex(time => time >= seconds);
  if (after <= 0) {
    return after === 0 ? 0 : times.length - 1;
  }
  return times[after] - seconds < seconds - times[after - 1]
    ? after
    : after - 1;
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
