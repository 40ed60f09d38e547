import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { readSelection, writeSelection, type Selection } from './selection';

/** What the address chooses of a model's page, and how to choose something else. */
export function useSelection() {
  const [params, setParams] = useSearchParams();
  return {
    selection: useMemo(() => readSelection(params), [params]),
    select: useCallback(
      (next: Selection) =>
        setParams(current => writeSelection(current, next), {
          preventScrollReset: true,
        }),
      [setParams],
    ),
    /** Where a link leads that chooses it. */
    addressOf: useCallback(
      (next: Selection) => `?${writeSelection(params, next)}`,
      [params],
    ),
  };
}
