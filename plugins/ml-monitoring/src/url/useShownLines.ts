import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { readShownLines, writeShownLines, type ShownLines } from './shownLines';

/** The lines of a panel that the address chooses, and how to choose others. */
export function useShownLines(panel: string) {
  const [params, setParams] = useSearchParams();
  const shown = useMemo(() => readShownLines(params, panel), [params, panel]);
  const choose = useCallback(
    (next: ShownLines) =>
      setParams(current => writeShownLines(current, panel, next), {
        replace: true,
      }),
    [setParams, panel],
  );
  return [shown, choose] as const;
}
