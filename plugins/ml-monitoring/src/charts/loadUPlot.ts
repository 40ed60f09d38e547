import type uPlot from 'uplot';

export type Library = typeof uPlot;

let loading: Promise<Library> | undefined;

/** Drawing comes only with the first tab that has charts, beside the tab itself and not after it. A failure is not kept. */
export function loadUPlot(): Promise<Library> {
  loading ??= Promise.all([
    import('uplot'),
    import('uplot/dist/uPlot.min.css'),
  ]).then(
    ([module]) => module.default,
    error => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
