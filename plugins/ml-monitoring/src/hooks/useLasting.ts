import { useEffect, useState } from 'react';

/** Whether something has been so for that long. */
export function useLasting(isSo: boolean, delayMs: number): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!isSo) {
      setLasts(false);
      return undefined;
    }
    const timer = setTimeout(() => setLasts(true), delayMs);
    return () => clearTimeout(timer);
  }, [isSo, delayMs]);
  return isSo && lasts;
}
