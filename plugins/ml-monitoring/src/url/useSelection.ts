import { useCallback, useMemo } from 'react';
import { useLocation, useSearchParams } from 'react-router-dom';
import { readSelection, writeSelection, type Selection } from './selection';

/** Of a step in the browser's history that brings what it chose into view. */
const REVEAL = { reveal: true };

/** What the address chooses of a model's page, and how to choose something else. */
export function useSelection() {
  const [params, setParams] = useSearchParams();
  const { state } = useLocation();
  return {
    selection: useMemo(() => readSelection(params), [params]),
    /** What was chosen may be out of sight. */
    isRevealed: state?.reveal === true,
    /** Chooses what the reader sees already. */
    select: useCallback(
      (next: Selection) =>
        setParams(current => writeSelection(current, next), { replace: true }),
      [setParams],
    ),
    /** Chooses something elsewhere on the page, and leads there. */
    reveal: useCallback(
      (next: Selection) =>
        setParams(current => writeSelection(current, next), { state: REVEAL }),
      [setParams],
    ),
    /** The same for a link. */
    linkTo: useCallback(
      (next: Selection) => ({
        to: `?${writeSelection(params, next)}`,
        state: REVEAL,
      }),
      [params],
    ),
  };
}
