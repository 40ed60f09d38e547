import type { SourceState } from 'backstage-plugin-ml-monitoring-common';

/** At most this many problems are written out; the rest are counted. */
const MAX_PROBLEMS_TOLD = 3;

/** How well the API server of a cluster was read. */
export function clusterSource(options: {
  cluster: string;
  asOf: Date;
  problems: readonly string[];
  /** Why nothing newer than `asOf` is known. */
  outOfStep?: Error;
}): SourceState {
  const { cluster, asOf, problems, outOfStep } = options;
  const state = {
    kind: 'cluster' as const,
    cluster,
    title: `Kubernetes API of cluster ${cluster}`,
    asOf: asOf.toISOString(),
  };
  if (outOfStep) {
    return { ...state, status: 'stale', message: outOfStep.message };
  }
  if (!problems.length) {
    return { ...state, status: 'ok' };
  }
  const told = problems.slice(0, MAX_PROBLEMS_TOLD);
  const more = problems.length - told.length;
  return {
    ...state,
    status: 'partial',
    message: [...told, ...(more ? [`and ${more} more`] : [])].join('. '),
  };
}
