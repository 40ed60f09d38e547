import { useEffect, useState } from 'react';

export type Options<T> =
  | { status: 'loading' }
  | { status: 'loaded'; items: T[] }
  | { status: 'failed'; message: string };

/** Asks for the options of a picker, and asks again when `key` changes. Without a key there is nothing to ask yet. */
export function useOptions<T>(
  key: string | undefined,
  load: (key: string, options: { signal: AbortSignal }) => Promise<T[]>,
): Options<T> {
  const [answer, setAnswer] = useState<{ key?: string; options: Options<T> }>({
    options: { status: 'loading' },
  });

  useEffect(() => {
    if (key === undefined) {
      return undefined;
    }
    const aborter = new AbortController();
    const settle = (options: Options<T>) => {
      if (!aborter.signal.aborted) {
        setAnswer({ key, options });
      }
    };
    load(key, { signal: aborter.signal }).then(
      items => settle({ status: 'loaded', items }),
      error => settle({ status: 'failed', message: reasonOf(error) }),
    );
    return () => aborter.abort();
    // `load` is an arrow of the caller's: only the key says what to ask.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key]);

  // What was answered for another key says nothing about this one.
  return answer.key === key ? answer.options : { status: 'loading' };
}

/** A failed answer's own words stand in its body. */
function reasonOf(error: any): string {
  return error?.body?.error?.message ?? error?.message ?? String(error);
}
