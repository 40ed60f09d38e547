import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router-dom';
import { useSelection } from '../../url/useSelection';

const OWN_WAY = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/** Leads to the sections: once where the address asked for one from the start, and after every step that asks for it. */
export function useReveal(ready: boolean) {
  const root = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const { key } = useLocation();
  const { isRevealed } = useSelection();
  const opened = useRef({ key, revealed: false });

  useEffect(() => {
    const { current } = opened;
    const isFirst = current.key === key && !current.revealed;
    if (!ready || !root.current || !(isRevealed || isFirst)) {
      return undefined;
    }
    current.revealed = true;
    if (isRevealed) {
      panel.current?.focus({ preventScroll: true });
    }
    return keepAtTop(root.current);
  }, [ready, key, isRevealed]);

  return { root, panel };
}

/** Until the reader goes their own way: what arrives above it later would push it out of sight. */
function keepAtTop(element: HTMLElement): () => void {
  let top = element.offsetTop;
  const scroll = () => element.scrollIntoView?.({ block: 'start' });
  scroll();
  if (!element.parentElement || typeof ResizeObserver === 'undefined') {
    return () => undefined;
  }
  const observer = new ResizeObserver(() => {
    if (element.offsetTop !== top) {
      top = element.offsetTop;
      scroll();
    }
  });
  observer.observe(element.parentElement);
  const stop = () => {
    observer.disconnect();
    OWN_WAY.forEach(type => window.removeEventListener(type, stop));
  };
  OWN_WAY.forEach(type =>
    window.addEventListener(type, stop, { passive: true }),
  );
  return stop;
}
