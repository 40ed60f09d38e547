import { isDeepStrictEqual } from 'node:util';
import type { AnyObject } from '../cluster';

/** Whether an object says something else than before, apart from what the cluster keeps books about. */
export function differs(before: AnyObject, after: AnyObject): boolean {
  return !isDeepStrictEqual(comparable(before), comparable(after));
}

function comparable({ status: _, metadata, ...rest }: AnyObject): unknown {
  const { labels, annotations, ownerReferences } = metadata;
  return {
    ...rest,
    labels: labels ?? {},
    annotations: annotations ?? {},
    ownerReferences: ownerReferences ?? [],
  };
}
