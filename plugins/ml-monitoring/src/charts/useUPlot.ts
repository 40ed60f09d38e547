import { useEffect, useState } from 'react';
import type uPlot from 'uplot';

type Library = typeof uPlot;

/** Drawing comes only with the first chart, and only where there is something to draw on. */
let loading: Promise<Library> | undefined;

function loadUPlot(): Promise<Library> {
  loading ??= Promise.all([
    import('uplot'),
    import('uplot/dist/uPlot.min.css'),
  ]).then(([module]) => module.default);
  return loading;
}

/** The drawing library, once it is there; `failed` where it cannot run. */
export function useUPlot(): Library | 'loading' | 'failed' {
  const [library, setLibrary] = useState<{ value: Library | 'failed' }>();
  useEffect(() => {
    let left = false;
    loadUPlot().then(
      value => left || setLibrary({ value }),
      () => {
        loading = undefined;
        return left || setLibrary({ value: 'failed' });
      },
    );
    return () => {
      left = true;
    };
  }, []);
  return library?.value ?? 'loading';
}
