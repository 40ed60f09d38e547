import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import { healthStatusSchema } from 'backstage-plugin-ml-monitoring-common';
import type { ModelFilter } from '../../queries/useModels';

/** Search and filter of the fleet, kept in the address. */
export function useFleetState() {
  const [params, setParams] = useSearchParams();
  const status = healthStatusSchema.safeParse(params.get('status'));
  const filter: ModelFilter = {
    q: params.get('q') || undefined,
    status: status.success ? status.data : undefined,
  };
  const setParam = useCallback(
    (name: 'q' | 'status', value: string) =>
      setParams(
        current => {
          const next = new URLSearchParams(current);
          if (value) {
            next.set(name, value);
          } else {
            next.delete(name);
          }
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return {
    filter,
    setQuery: useCallback((value: string) => setParam('q', value), [setParam]),
    setStatus: useCallback(
      (value: string) => setParam('status', value),
      [setParam],
    ),
    clear: useCallback(
      () => setParams(new URLSearchParams(), { replace: true }),
      [setParams],
    ),
  };
}
