import type { KubeObject } from '../Cluster';
import { storageVersion, type ResourceDefinition } from '../resources';
import {
  partialMetadata,
  table,
  type ListMeta,
  type TableOptions,
} from '../tables/table';
import type { Representation } from './answer';

/** Which shape of an object the client wants to see. */
export interface View {
  of: ResourceDefinition;
  /** `apps/v1`: the version in the path, which may not be the stored one. */
  apiVersion: string;
  representation: Representation;
  tableOptions: TableOptions;
}

export const objectFormats = ['Table', 'PartialObjectMetadata'];
export const listFormats = ['Table', 'PartialObjectMetadataList'];

const converted = (object: KubeObject, { of, apiVersion }: View): KubeObject =>
  apiVersion === storageVersion(of) ? object : { ...object, apiVersion };

/** In lists of Kubernetes' own kinds, the list alone says what its items are. */
function listItem(object: KubeObject, view: View) {
  if (view.of.custom) return converted(object, view);
  const { kind: _kind, apiVersion: _apiVersion, ...item } = object;
  return item;
}

export function viewOfObject(object: KubeObject, view: View): object {
  const { as } = view.representation;
  if (as === 'Table') {
    const { resourceVersion } = object.metadata;
    return table(
      view.of,
      [converted(object, view)],
      { resourceVersion },
      view.tableOptions,
    );
  }
  return as === 'PartialObjectMetadata'
    ? partialMetadata(object)
    : converted(object, view);
}

export function viewOfList(
  objects: KubeObject[],
  metadata: ListMeta,
  view: View,
): object {
  const { as } = view.representation;
  if (as === 'Table') {
    return table(
      view.of,
      objects.map(each => converted(each, view)),
      metadata,
      view.tableOptions,
    );
  }
  return as === 'PartialObjectMetadataList'
    ? {
        kind: 'PartialObjectMetadataList',
        apiVersion: 'meta.k8s.io/v1',
        metadata,
        items: objects.map(partialMetadata),
      }
    : {
        kind: `${view.of.kind}List`,
        apiVersion: view.apiVersion,
        metadata: view.of.custom ? { continue: '', ...metadata } : metadata,
        items: objects.map(each => listItem(each, view)),
      };
}

const serialised = new WeakMap<KubeObject, string>();

/** Stored objects never change, so each is turned into JSON once for all who watch it. */
export function objectText(object: KubeObject, view: View): string {
  const isPlain =
    !view.representation.as && view.apiVersion === storageVersion(view.of);
  if (!isPlain) return JSON.stringify(viewOfObject(object, view));
  let text = serialised.get(object);
  if (text === undefined) {
    text = JSON.stringify(object);
    serialised.set(object, text);
  }
  return text;
}
