export interface Particulars {
  namespace: string;
  server: string;
}

type Replacement = [pattern: RegExp, by: string];

const uid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;
const time = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g;

/** What differs between any two servers or runs and says nothing about behaviour. */
const replacements = ({ namespace, server }: Particulars): Replacement[] => [
  [new RegExp(escape(namespace), 'g'), '<namespace>'],
  [new RegExp(escape(server), 'g'), '<server>'],
  [new RegExp(escape(new URL(server).host), 'g'), '<host>'],
  [uid, '<uid>'],
  [time, '<time>'],
  [/(resource version: )\d+( \(\d+\))?/g, '$1<version>'],
  [/(resource version: <version>, current: )\d+/g, '$1<version>'],
];

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Causes are a set: Kubernetes names one again for each layer that validates metadata, and
 * conflicts come in the random order of a Go map.
 */
const asSet = (items: unknown[]) =>
  [...new Map(items.map(item => [JSON.stringify(item), item])).entries()]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, item]) => item);

const versionFields = new Set(['resourceVersion', 'continue']);

/** Replaces particulars, so that what is left is behaviour. */
export function normalise(value: unknown, particulars: Particulars): unknown {
  const rules = replacements(particulars);
  const text = (from: string) =>
    rules.reduce((result, [pattern, by]) => result.replace(pattern, by), from);

  function visit(of: unknown, field?: string): unknown {
    if (typeof of === 'string') {
      return field && versionFields.has(field) && of ? `<${field}>` : text(of);
    }
    if (Array.isArray(of)) {
      const items = of.map(item => visit(item));
      return field === 'causes' ? asSet(items) : items;
    }
    if (typeof of !== 'object' || of === null) return of;
    return Object.fromEntries(
      Object.entries(of)
        .filter(([, member]) => member !== undefined)
        .map(([key, member]) => [text(key), visit(member, key)]),
    );
  }
  return visit(value);
}
