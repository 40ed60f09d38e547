import type { KubeObject } from '../Cluster';

export interface Column {
  name: string;
  type?: 'string' | 'integer' | 'date';
  format?: 'name';
  /** Shown with `-o wide` only. */
  wide?: boolean;
  cell: (object: KubeObject, now: Date) => string | number | undefined;
}

export const name: Column = {
  name: 'Name',
  format: 'name',
  cell: ({ metadata }) => metadata.name,
};

export const text = (
  title: string,
  cell: Column['cell'],
  more: Partial<Column> = {},
): Column => ({ name: title, cell, ...more });

export const count = (title: string, cell: Column['cell']): Column => ({
  name: title,
  type: 'integer',
  cell,
});

export const wide = (title: string, cell: Column['cell']) =>
  text(title, cell, { wide: true });

/** `<none>` is how kubectl writes that there is nothing. */
export const orNone = (value: unknown) =>
  value === undefined || value === null || value === ''
    ? '<none>'
    : String(value);

export const joined = (values: unknown[] | undefined) =>
  orNone(values?.join(','));

export const selectorText = (labels: Record<string, string> | undefined) =>
  joined(Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`));
