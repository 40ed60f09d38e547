import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { readRefresh, type Refresh } from './refresh';
import { readTimeRange, writeTimeRange, type TimeRange } from './timeRange';

/** What the reader chose, kept in the address so that a link shows a colleague the same minutes. */
export function useMonitoringState() {
  const [params, setParams] = useSearchParams();
  const { range, problem } = useMemo(
    () => readTimeRange(params, Date.now()),
    [params],
  );

  const setRange = useCallback(
    (next: TimeRange) => setParams(current => writeTimeRange(current, next)),
    [setParams],
  );

  const setParam = useCallback(
    (name: 'refresh' | 'model', value: string) =>
      setParams(
        current => {
          const next = new URLSearchParams(current);
          next.set(name, value);
          return next;
        },
        { replace: name === 'refresh' },
      ),
    [setParams],
  );

  return {
    params,
    range,
    rangeProblem: problem,
    setRange,
    refresh: readRefresh(params),
    setRefresh: useCallback(
      (next: Refresh) => setParam('refresh', next),
      [setParam],
    ),
    setModel: useCallback(
      (next: string) => setParam('model', next),
      [setParam],
    ),
  };
}
