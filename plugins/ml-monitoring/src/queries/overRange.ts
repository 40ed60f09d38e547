import {
  stringifyModelRef,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { isOver, resolveTimeRange, type TimeRange } from '../url/timeRange';
import { polling, withTimeout } from './polling';

/** A question about a model over a range. The answer for the old range stays on screen until the one for the new is there. */
export function overRange<Answer>(options: {
  /** What is asked, e.g. `metrics`. */
  kind: string;
  model: ModelRef;
  range: TimeRange;
  refreshSeconds: number;
  /** What else tells the question apart from others of its kind. */
  also?: string;
  ask(
    input: ModelRef & { from: string; to: string },
    request: { signal: AbortSignal },
  ): Promise<Answer>;
}) {
  const { kind, range, refreshSeconds, also, ask } = options;
  const model = stringifyModelRef(options.model);
  return {
    queryKey: [kind, model, range, also],
    queryFn: ({ signal }: { signal: AbortSignal }) => {
      const { fromMs, toMs } = resolveTimeRange(range, Date.now());
      return ask(
        {
          ...options.model,
          from: new Date(fromMs).toISOString(),
          to: new Date(toMs).toISOString(),
        },
        { signal: withTimeout(signal) },
      );
    },
    placeholderData: (
      previous: Answer | undefined,
      query: { queryKey: readonly unknown[] } | undefined,
    ) => (query?.queryKey[1] === model ? previous : undefined),
    ...polling(isOver(range, Date.now()) ? 0 : refreshSeconds),
  };
}
