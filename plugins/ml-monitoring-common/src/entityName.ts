import { md5 } from 'js-md5';
import { stringifyModelRef, type ModelRef } from './contract/refs';

const MAX_ENTITY_NAME_LENGTH = 63;
const HASH_LENGTH = 16;

/**
 * The name of the catalog entity of a model: unique across clusters and
 * namespaces, and the same on every day and in every package.
 *
 * @public
 */
export function modelEntityName(ref: ModelRef): string {
  const name = `${ref.cluster}.${ref.namespace}.${ref.name}`;
  // A dot inside a part, or a capital (the catalog ignores case), could make two models one.
  const isUnambiguous =
    name.split('.').length === 3 && name === name.toLowerCase();
  if (name.length <= MAX_ENTITY_NAME_LENGTH && isUnambiguous) {
    return name;
  }
  // Without dots, so that it is never the plain name of another model.
  const readable = name
    .replaceAll('.', '-')
    .slice(0, MAX_ENTITY_NAME_LENGTH - HASH_LENGTH - 1);
  return `${readable}-${md5(stringifyModelRef(ref)).slice(0, HASH_LENGTH)}`;
}
