import { useLayoutEffect, useRef, type CSSProperties } from 'react';
import type { Crosshair } from './crosshair';

export interface ReadingProps {
  crosshair: Crosshair;
  /** What stands there with the crosshair at this instant, or without one. */
  read(index: number | undefined): string;
  className?: string;
  style?: CSSProperties;
}

/** A text that follows the crosshair. */
export function Reading({ crosshair, read, className, style }: ReadingProps) {
  const element = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const write = () => {
      const text = read(crosshair.index);
      if (element.current && element.current.textContent !== text) {
        element.current.textContent = text;
      }
    };
    write();
    return crosshair.subscribe(write);
  }, [crosshair, read]);
  return <span ref={element} className={className} style={style} />;
}
