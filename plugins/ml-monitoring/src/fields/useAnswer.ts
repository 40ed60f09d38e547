import { useEffect, useState } from 'react';
import { failureOf } from '../queries/failure';

export type Answer<T> =
  | { status: 'loading' }
  | { status: 'loaded'; data: T }
  | { status: 'forbidden' | 'failed'; message: string };

/** Asks, and asks again when `key` changes. Without a key there is nothing to ask yet. */
export function useAnswer<T>(
  key: string | undefined,
  load: (key: string, options: { signal: AbortSignal }) => Promise<T>,
): Answer<T> {
  const [answered, setAnswered] = useState<{ key?: string; answer: Answer<T> }>(
    { answer: { status: 'loading' } },
  );

  useEffect(() => {
    if (key === undefined) {
      return undefined;
    }
    const aborter = new AbortController();
    const settle = (answer: Answer<T>) => {
      if (!aborter.signal.aborted) {
        setAnswered({ key, answer });
      }
    };
    load(key, { signal: aborter.signal }).then(
      data => settle({ status: 'loaded', data }),
      error => settle(failedWith(error)),
    );
    return () => aborter.abort();
    // `load` is an arrow of the caller's: only the key says what to ask.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);

  // What was answered for another key says nothing about this one.
  return answered.key === key ? answered.answer : { status: 'loading' };
}

function failedWith(error: any): Answer<never> {
  return {
    status: failureOf(error).kind === 'forbidden' ? 'forbidden' : 'failed',
    message: reasonOf(error),
  };
}

/** A failed answer's own words stand in its body. That they were passed on, and as errors of which class, helps no reader. */
export function reasonOf(error: any): string {
  const words = error?.body?.error?.message || error?.message || String(error);
  return words.replace(/; caused by (?:[A-Z]\w*Error: )?/g, ': ');
}
