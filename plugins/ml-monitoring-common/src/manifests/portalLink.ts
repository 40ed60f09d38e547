import type { ModelRef } from '../contract/refs';

/** The page of a model in the portal, over a range of time if given, in whatever notation the caller's templates take. */
export function portalLink(
  portalUrl: string,
  ref: ModelRef,
  range?: { from: string; to: string },
): string {
  const path = [ref.cluster, ref.namespace, ref.name]
    .map(encodeURIComponent)
    .join('/');
  const page = `${portalUrl.replace(/\/+$/, '')}/ml-monitoring/models/${path}`;
  return range ? `${page}?from=${range.from}&to=${range.to}` : page;
}
