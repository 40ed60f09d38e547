import type { KubeObject } from '../Cluster';
import type { ResourceDefinition } from '../resources';
import type { Column } from './columns';
import { columnsByKind, customColumns, plainColumns } from './kindColumns';

export interface TableOptions {
  now: Date;
  /** What each row carries of its object: `Metadata` unless the client asked. */
  includeObject?: string | null;
}

export interface ListMeta {
  resourceVersion?: string;
  continue?: string;
  remainingItemCount?: number;
}

const columnsOf = (of: ResourceDefinition): Column[] =>
  columnsByKind[of.kind] ?? (of.custom ? customColumns : plainColumns);

export const partialMetadata = ({ metadata }: KubeObject) => ({
  kind: 'PartialObjectMetadata',
  apiVersion: 'meta.k8s.io/v1',
  metadata,
});

/** The `Table` that `kubectl get` prints. */
export function table(
  of: ResourceDefinition,
  objects: KubeObject[],
  metadata: ListMeta,
  { now, includeObject }: TableOptions,
) {
  const columns = columnsOf(of);
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: columns.map(({ name, type, format, wide }) => ({
      name,
      type: type ?? 'string',
      format: format ?? '',
      description: name,
      priority: wide ? 1 : 0,
    })),
    rows: objects.map(object => ({
      cells: columns.map(column => column.cell(object, now) ?? null),
      ...(includeObject !== 'None' && {
        object: includeObject === 'Object' ? object : partialMetadata(object),
      }),
    })),
  };
}
