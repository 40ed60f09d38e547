import { useQuery } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  stringifyModelRef,
  type ModelRef,
  type Range,
} from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { withTimeout } from './polling';
import { grainOf, roundedOut } from './roundedRange';

const KIND = 'earlier';
/** It is asked again once so much of the range is new. */
const PARTS = 16;

/** The same question about as many minutes that lie earlier. What is past stays as it is, so it is asked once. */
export function useEarlierMetrics(
  ref: ModelRef,
  asked: {
    /** What now is shown. Absent: not there yet. */
    range: Range | undefined;
    /** Absent: nothing is compared. */
    shiftSeconds: number | undefined;
    by: string;
  },
) {
  const api = useApi(mlMonitoringApiRef);
  const { shiftSeconds, by } = asked;
  // No grain is coarser than the shift: what is asked must have been measured already.
  const range =
    asked.range &&
    shiftSeconds &&
    roundedOut(
      asked.range,
      Math.min(grainOf(asked.range, PARTS), shiftSeconds),
    );
  const question = [stringifyModelRef(ref), shiftSeconds, by];
  return useQuery({
    queryKey: [KIND, ...question, range],
    queryFn: ({ signal }) => {
      const { startSeconds, endSeconds, stepSeconds } = range as Range;
      return api.getModelMetrics(
        {
          ...ref,
          from: instant(startSeconds - shiftSeconds!),
          to: instant(endSeconds - shiftSeconds!),
          step: stepSeconds,
          ...(by && { by }),
        },
        { signal: withTimeout(signal) },
      );
    },
    enabled: Boolean(range),
    staleTime: Infinity,
    placeholderData: (previous, query) =>
      question.every((part, index) => query?.queryKey[index + 1] === part)
        ? previous
        : undefined,
  });
}

const instant = (seconds: number) => new Date(seconds * 1000).toISOString();
