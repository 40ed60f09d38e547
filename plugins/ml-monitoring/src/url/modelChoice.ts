import {
  ONLY_CLUSTER,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';

/** A model as the annotation writes it, which is also how the address names it. */
export function modelKey(ref: ModelRef): string {
  const model = `${ref.namespace}/${ref.name}`;
  return ref.cluster === ONLY_CLUSTER ? model : `${ref.cluster}:${model}`;
}

/** The model the address asks for, if the entity names it; else the entity's first. */
export function chooseModel(
  refs: readonly ModelRef[],
  params: URLSearchParams,
): ModelRef | undefined {
  const wanted = params.get('model');
  return refs.find(ref => modelKey(ref) === wanted) ?? refs[0];
}
