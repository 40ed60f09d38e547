import type { ReactNode } from 'react';
import { failureOf, isRefused } from '../../queries/failure';
import { FailureNotice } from './FailureNotice';
import { Loading } from './Loading';
import { StaleNotice } from './StaleNotice';

/** The part of a query's state that decides what is shown. */
export interface Asked<T> {
  data: T | undefined;
  error: unknown;
  dataUpdatedAt: number;
  refetch(): unknown;
}

export interface AnswerProps<T> {
  of: Asked<T>;
  loading: string;
  minHeight: number;
  children(data: T): ReactNode;
}

/**
 * Loading, failed, out of date, or there. What was shown is taken away only when the reader
 * may no longer see it.
 */
export function Answer<T>({
  of,
  loading,
  minHeight,
  children,
}: AnswerProps<T>) {
  const retry = () => of.refetch();
  const refused = Boolean(of.error) && isRefused(failureOf(of.error));
  if (of.data === undefined || refused) {
    return of.error ? (
      <FailureNotice error={of.error} onRetry={retry} />
    ) : (
      <Loading label={loading} minHeight={minHeight} />
    );
  }
  return (
    <>
      {Boolean(of.error) && (
        <StaleNotice
          error={of.error}
          asOfMs={of.dataUpdatedAt}
          onRetry={retry}
        />
      )}
      {children(of.data)}
    </>
  );
}
