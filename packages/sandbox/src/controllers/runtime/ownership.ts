import type { KubeObject, OwnerReference } from '../../api/Cluster';

/** What makes the owner responsible, and the object go when the owner goes. */
export function controllerReference(owner: KubeObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

export const isControlledBy = (object: KubeObject, owner: KubeObject) =>
  !!object.metadata.ownerReferences?.some(
    reference => reference.controller && reference.uid === owner.metadata.uid,
  );

/** Whether everything wanted is there, list for list; what was added besides does not matter. */
export function contains(found: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(found) &&
      found.length === wanted.length &&
      wanted.every((item, index) => contains(found[index], item))
    );
  }
  if (typeof wanted === 'object' && wanted !== null) {
    return (
      typeof found === 'object' &&
      found !== null &&
      Object.entries(wanted).every(
        ([key, value]) =>
          value === undefined ||
          contains((found as Record<string, unknown>)[key], value),
      )
    );
  }
  return found === wanted;
}
