import { sameJson } from '../json';
import type { FieldSchema } from '../schema';
import { elementsOf, type Element } from './elements';
import { FieldSet, type PathElement } from './FieldSet';

type Path = readonly PathElement[];

const systemMetadata = new Set([
  'f:name',
  'f:namespace',
  'f:uid',
  'f:selfLink',
  'f:generation',
  'f:resourceVersion',
  'f:creationTimestamp',
  'f:deletionTimestamp',
  'f:deletionGracePeriodSeconds',
  'f:managedFields',
]);

const isSystemField = (path: Path) =>
  path.length === 1
    ? ['f:apiVersion', 'f:kind', 'f:metadata'].includes(path[0])
    : path[0] === 'f:metadata' && systemMetadata.has(path[1]);

const clean = (paths: Path[]) =>
  FieldSet.of(paths.filter(path => !isSystemField(path)));

/**
 * What somebody owns who applied this object: its values and the items of its lists, not the maps
 * and lists that hold them, which others may add to.
 */
export function fieldsOf(object: unknown, schema: FieldSchema): FieldSet {
  const paths: Path[] = [];
  const isItem = ({ element }: Element) => !element.startsWith('f:');
  for (const element of elementsOf(object, schema) ?? []) {
    addElement(element, [], { paths, ownsContainer: isItem });
  }
  return clean(paths);
}

interface Collecting {
  paths: Path[];
  /** Whether a map or list that is not empty counts, besides what is in it. */
  ownsContainer: (of: Element) => boolean;
}

function addElement(of: Element, parent: Path, collecting: Collecting) {
  const path = [...parent, of.element];
  const elements = elementsOf(of.value, of.schema);
  if (!elements?.length || collecting.ownsContainer(of)) {
    collecting.paths.push(path);
  }
  for (const element of elements ?? []) addElement(element, path, collecting);
}

export interface Difference {
  /** Fields that are new or have a new value. */
  changed: FieldSet;
  removed: FieldSet;
}

export function difference(
  before: unknown,
  after: unknown,
  schema: FieldSchema,
): Difference {
  const changed: Path[] = [];
  const removed: Path[] = [];
  const ownsContainer = ({ declared }: Element) => !declared;
  compare(before, after, schema, []);
  return { changed: clean(changed), removed: clean(removed) };

  function compare(
    left: unknown,
    right: unknown,
    of: FieldSchema | undefined,
    path: Path,
  ) {
    if (left === right) return;
    const leftElements = elementsOf(left, of);
    const rightElements = elementsOf(right, of);
    if (!leftElements || !rightElements) {
      if (!sameJson(left, right)) changed.push(path);
      return;
    }
    const old = new Map(leftElements.map(each => [each.element, each]));
    for (const each of rightElements) {
      const counterpart = old.get(each.element);
      old.delete(each.element);
      if (counterpart) {
        compare(counterpart.value, each.value, each.schema, [
          ...path,
          each.element,
        ]);
      } else {
        addElement(each, path, { paths: changed, ownsContainer });
      }
    }
    for (const gone of old.values()) {
      addElement(gone, path, { paths: removed, ownsContainer: () => true });
    }
  }
}
