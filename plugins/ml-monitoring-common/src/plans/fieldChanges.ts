import type { FieldChange } from '../contract/provisioning';
import {
  appliedFields,
  fieldsOf,
  isObject,
  isWhole,
  unite,
  type FieldTree,
  type Managed,
} from './fieldTree';
import { REDACTED } from '../redact';
import { isSecretName, withoutSecrets } from './hideSecrets';

const MAXIMUM_CHANGES = 100;
const MAXIMUM_CHARACTERS = 1_000;

/** @public */
export interface FieldChanges {
  changes: FieldChange[];
  /** How many more there are. */
  omitted: number;
}

/**
 * What applying would change, field by field, as the field manager that applies sees it: what it sets or gives up, and
 * nothing of defaults, status or other managers.
 *
 * @param after - the object as the API server says that it would be
 * @public
 */
export function fieldChanges(options: {
  before: Managed;
  after: Managed;
  manager: string;
}): FieldChanges {
  const { before, after, manager } = options;
  const fields = unite(
    appliedFields(before, manager) ?? {},
    appliedFields(after, manager) ?? {},
  );
  return collect(found => compareOwned(before, after, { fields, found }));
}

/**
 * The same by our own reckoning, where the API server would not try it out. A list may have got fields from the cluster
 * that the manifest says nothing of; so what would go from within an item of a list cannot be told and is left out.
 *
 * @public
 */
export function fieldChangesByManifest(options: {
  before: Managed;
  manifest: object;
  manager: string;
}): FieldChanges {
  const { before, manifest, manager } = options;
  const {
    apiVersion: _,
    kind: __,
    ...said
  } = manifest as {
    [member: string]: unknown;
  };
  const fields = unite(appliedFields(before, manager) ?? {}, fieldsOf(said));
  return collect(found =>
    compareOwned(before, manifest, { fields, found, lenient: true }),
  );
}

type Segment = { member: string } | { item: string };

interface Found {
  at: Segment[];
  before: unknown;
  after: unknown;
}

interface Context {
  found: (change: Found) => void;
  /** What only `before` has within an item may be of the cluster's making. */
  lenient?: boolean;
}

function collect(walk: (found: Context['found']) => void): FieldChanges {
  const changes: FieldChange[] = [];
  let omitted = 0;
  walk(found => {
    if (changes.length === MAXIMUM_CHANGES) {
      omitted += 1;
      return;
    }
    const secret = isSecretAt(found.at);
    changes.push({
      path: pathOf(found.at),
      ...(found.before !== undefined && {
        before: secret ? REDACTED : shown(found.before),
      }),
      ...(found.after !== undefined && {
        after: secret ? REDACTED : shown(found.after),
      }),
    });
  });
  return { changes, omitted };
}

/** Descends along the fields that are owned; what is owned as a whole is compared as a whole. */
function compareOwned(
  before: unknown,
  after: unknown,
  context: Context & { fields: FieldTree; at?: Segment[] },
): void {
  const { fields, at = [], ...rest } = context;
  if (isWhole(fields)) {
    if (!isEmpty(before) || !isEmpty(after)) {
      compare(before, after, { ...rest, at, outermost: true });
    }
    return;
  }
  if (before === undefined || after === undefined) {
    const [left, right] = [pick(before, fields), pick(after, fields)];
    if (!isEmpty(left) || !isEmpty(right)) {
      context.found({ at, before: left, after: right });
    }
    return;
  }
  for (const [element, below] of Object.entries(fields)) {
    if (element !== '.') {
      compareOwned(member(before, element), member(after, element), {
        ...rest,
        fields: below,
        at: [
          ...at,
          segmentOf(element, member(after, element) ?? member(before, element)),
        ],
      });
    }
  }
}

/** As much of a value as is owned. */
function pick(value: unknown, fields: FieldTree): unknown {
  if (value === undefined || isWhole(fields)) {
    return value;
  }
  const elements = Object.keys(fields).filter(element => element !== '.');
  const parts = elements.flatMap(element => {
    const part = pick(member(value, element), fields[element]);
    return part === undefined ? [] : [[element, part] as const];
  });
  if (parts.length === 0) {
    return undefined;
  }
  return Array.isArray(value)
    ? parts.map(([, part]) => part)
    : Object.fromEntries(
        parts.map(([element, part]) => [element.slice(2), part]),
      );
}

/** A map without members is as good as none: an emptied one stays behind as nobody's. */
const isEmpty = (value: unknown) =>
  value === undefined || (isObject(value) && Object.keys(value).length === 0);

function member(value: unknown, element: string): unknown {
  const key = element.slice(2);
  if (element.startsWith('f:')) {
    return isObject(value) ? value[key] : undefined;
  }
  if (!Array.isArray(value)) {
    return undefined;
  }
  const wanted: unknown = JSON.parse(key);
  switch (element[0]) {
    case 'k':
      return value.find(
        item =>
          isObject(item) &&
          Object.entries(wanted as object).every(
            ([name, expected]) => item[name] === expected,
          ),
      );
    case 'v':
      return value.find(item => same(item, wanted));
    default:
      return value[wanted as number];
  }
}

function compare(
  before: unknown,
  after: unknown,
  context: Context & { at: Segment[]; outermost: boolean },
): void {
  const { at, lenient, outermost, found } = context;
  if (same(before, after)) {
    return;
  }
  if (isObject(before) && isObject(after)) {
    const names = Object.keys(lenient ? after : { ...before, ...after });
    for (const name of names) {
      const deeper = { ...context, at: [...at, { member: name }] };
      compare(before[name], after[name], { ...deeper, outermost: false });
    }
    return;
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const keys = keysOf(before, after);
    if (keys) {
      const keep = lenient && !outermost;
      const wanted = keep ? keys.after : union(keys.before, keys.after);
      for (const key of wanted) {
        compare(
          before[keys.before.indexOf(key)],
          after[keys.after.indexOf(key)],
          {
            ...context,
            at: [...at, { item: key }],
            outermost: false,
          },
        );
      }
      if (!keep && isReordered(keys)) {
        found({ at, before: keys.before, after: keys.after });
      }
      return;
    }
  }
  found({ at, before, after });
}

/** What the items of two lists are called: by name where each has one of its own, by place where both are as long. */
function keysOf(before: unknown[], after: unknown[]) {
  const names = (items: unknown[]) => {
    const found = items.flatMap(item =>
      isObject(item) && typeof item.name === 'string' ? [item.name] : [],
    );
    return new Set(found).size === items.length ? found : undefined;
  };
  const [left, right] = [names(before), names(after)];
  if (left && right) {
    return { before: left, after: right };
  }
  const places = before.map((_, index) => String(index));
  return before.length === after.length && before.every(isObject)
    ? { before: places, after: places }
    : undefined;
}

function isReordered(keys: { before: string[]; after: string[] }): boolean {
  const stay = (these: string[], those: string[]) =>
    these.filter(key => those.includes(key));
  return !same(stay(keys.before, keys.after), stay(keys.after, keys.before));
}

const union = (left: string[], right: string[]) => [
  ...new Set([...left, ...right]),
];

function segmentOf(element: string, item: unknown): Segment {
  const key = element.slice(2);
  if (element.startsWith('f:')) {
    return { member: key };
  }
  if (!element.startsWith('k:')) {
    return { item: element.startsWith('v:') ? String(JSON.parse(key)) : key };
  }
  if (isObject(item) && typeof item.name === 'string') {
    return { item: item.name };
  }
  return { item: Object.values(JSON.parse(key) as object).join('/') };
}

/** e.g. `metadata.labels["a.b/c"]`, `spec.predictors[main].replicas`. */
function pathOf(at: Segment[]): string {
  return at
    .map((segment, index) => {
      if ('item' in segment) {
        return `[${segment.item}]`;
      }
      if (!/^[\w-]+$/.test(segment.member)) {
        return `["${segment.member}"]`;
      }
      return index === 0 ? segment.member : `.${segment.member}`;
    })
    .join('');
}

function isSecretAt(at: Segment[]): boolean {
  const last = at.at(-1);
  if (!last || 'item' in last) {
    return false;
  }
  const around = at.at(-2);
  return (
    isSecretName(last.member) ||
    (last.member === 'value' &&
      !!around &&
      'item' in around &&
      isSecretName(around.item))
  );
}

function shown(value: unknown): unknown {
  const open = withoutSecrets(value);
  const text = typeof open === 'string' ? open : (JSON.stringify(open) ?? '');
  return text.length <= MAXIMUM_CHARACTERS
    ? open
    : `${text.slice(0, MAXIMUM_CHARACTERS)}… (${text.length} characters)`;
}

function same(left: unknown, right: unknown): boolean {
  if (left === right) {
    return true;
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    return (
      left.length === right.length &&
      left.every((item, index) => same(item, right[index]))
    );
  }
  if (!isObject(left) || !isObject(right)) {
    return false;
  }
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every(name => name in right && same(left[name], right[name]))
  );
}
