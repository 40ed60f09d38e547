import { useEffect, useState } from 'react';
import { loadUPlot, type Library } from './loadUPlot';

/** The drawing library, once it is there; `failed` where it cannot run. */
export function useUPlot(): Library | 'loading' | 'failed' {
  const [library, setLibrary] = useState<{ value: Library | 'failed' }>();
  useEffect(() => {
    let left = false;
    loadUPlot().then(
      value => left || setLibrary({ value }),
      () => left || setLibrary({ value: 'failed' }),
    );
    return () => {
      left = true;
    };
  }, []);
  return library?.value ?? 'loading';
}
