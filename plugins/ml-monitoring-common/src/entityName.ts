import { md5 } from 'js-md5';
import type { ModelRef } from './contract/refs';

const MAX_ENTITY_NAME_LENGTH = 63;

/**
 * The name of the catalog entity of a model: unique across clusters and
 * namespaces, and the same on every day and in every package.
 *
 * @public
 */
export function modelEntityName(ref: ModelRef): string {
  const name = `${ref.cluster}.${ref.namespace}.${ref.name}`;
  if (name.length <= MAX_ENTITY_NAME_LENGTH) {
    return name;
  }
  return `${name.slice(0, MAX_ENTITY_NAME_LENGTH - 9)}-${md5(name).slice(0, 8)}`;
}
