import { useQuery } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  stringifyModelRef,
  type ModelRef,
  type Range,
} from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { withTimeout } from './polling';
import { grainOf, roundedDown } from './roundedRange';

/** It is asked again once so much of the range is new. */
const PARTS = 60;
const SETTLED_SECONDS = 300;

/**
 * Panels over the whole of a range at once: with a step as long as the range, each point looks back over all of it. Percentiles
 * of a range cannot be had from those of its parts.
 */
export function useWholeRange(
  ref: ModelRef,
  { range: shown, panels }: { range: Range; panels: string },
) {
  const api = useApi(mlMonitoringApiRef);
  const isOver = shown.endSeconds < Date.now() / 1000 - SETTLED_SECONDS;
  const { startSeconds, endSeconds } = isOver
    ? shown
    : roundedDown(shown, grainOf(shown, PARTS));
  const model = stringifyModelRef(ref);
  return useQuery({
    queryKey: ['whole-range', model, panels, startSeconds, endSeconds],
    queryFn: ({ signal }) =>
      api.getModelMetrics(
        {
          ...ref,
          from: new Date(startSeconds * 1000).toISOString(),
          to: new Date(endSeconds * 1000).toISOString(),
          step: endSeconds - startSeconds,
          panels,
        },
        { signal: withTimeout(signal) },
      ),
    staleTime: Infinity,
    placeholderData: (previous, query) =>
      query?.queryKey[1] === model ? previous : undefined,
  });
}
