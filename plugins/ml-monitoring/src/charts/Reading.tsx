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
    // A text that is changed costs a browser less than one that is replaced.
    const text = element.current!.appendChild(document.createTextNode(''));
    const write = () => {
      const now = read(crosshair.index);
      if (text.data !== now) {
        text.data = now;
      }
    };
    write();
    const leave = crosshair.subscribe(write);
    return () => {
      leave();
      text.remove();
    };
  }, [crosshair, read]);
  return <span ref={element} className={className} style={style} />;
}
