import type { JsonObject } from '../json';

/**
 * One step of a path, spelled as in `fieldsV1`: `f:spec`, `k:{"name":"a"}`, `v:"x"`.
 */
export type PathElement = string;

const separator = '\u0000';

const join = (path: readonly PathElement[]) => path.join(separator);

const split = (path: string): PathElement[] => path.split(separator);

/** A set of field paths, as `metadata.managedFields` keeps one per manager. */
export class FieldSet {
  private constructor(private readonly paths: ReadonlySet<string>) {}

  static of(paths: Iterable<readonly PathElement[]>): FieldSet {
    return new FieldSet(new Set([...paths].map(join)));
  }

  static fromFieldsV1(fields: unknown): FieldSet {
    const found: PathElement[][] = [];
    collect(fields as JsonObject, [], found);
    return FieldSet.of(found);
  }

  get isEmpty() {
    return this.paths.size === 0;
  }

  /** Ordered as Kubernetes prints them. */
  toPaths(): PathElement[][] {
    return [...this.paths].sort().map(split);
  }

  has = (path: readonly PathElement[]) => this.paths.has(join(path));

  equals(other: FieldSet) {
    return (
      this.paths.size === other.paths.size &&
      [...this.paths].every(path => other.paths.has(path))
    );
  }

  union = (other: FieldSet) =>
    new FieldSet(new Set([...this.paths, ...other.paths]));

  minus = (other: FieldSet) => this.filter(path => !other.paths.has(path));

  intersect = (other: FieldSet) => this.filter(path => other.paths.has(path));

  /** With every ancestor of every path. */
  withParents(): FieldSet {
    const all = new Set<string>();
    for (const path of this.paths) {
      const elements = split(path);
      for (let depth = elements.length; depth > 0; depth -= 1) {
        all.add(join(elements.slice(0, depth)));
      }
    }
    return new FieldSet(all);
  }

  toFieldsV1(): JsonObject {
    const root: JsonObject = {};
    for (const path of this.toPaths()) {
      let node = root;
      for (const element of path) node = node[element] ??= {};
      node['.'] = {};
    }
    return withoutNeedlessDots(root);
  }

  private filter(keep: (path: string) => boolean) {
    return new FieldSet(new Set([...this.paths].filter(keep)));
  }
}

function collect(
  node: JsonObject,
  path: PathElement[],
  found: PathElement[][],
) {
  const children = Object.keys(node).filter(key => key !== '.');
  if (path.length > 0 && (children.length === 0 || node['.'])) found.push(path);
  for (const key of children) collect(node[key], [...path, key], found);
}

/** A leaf is `{}`; only a member that also has members inside says so with a dot. */
function withoutNeedlessDots(node: JsonObject): JsonObject {
  const entries = Object.entries(node);
  if (entries.length === 1 && entries[0][0] === '.') return {};
  return Object.fromEntries(
    entries.map(([key, child]) => [
      key,
      key === '.' ? {} : withoutNeedlessDots(child),
    ]),
  );
}

/** `.spec.containers[name="a"].image`, as error messages name a field. */
export const pathText = (path: readonly PathElement[]) =>
  path.map(elementText).join('');

function elementText(element: PathElement): string {
  const value = element.slice(2);
  if (element.startsWith('f:')) return `.${value}`;
  if (element.startsWith('k:')) {
    const keys = Object.entries(JSON.parse(value) as JsonObject);
    return `[${keys.map(([key, each]) => `${key}=${JSON.stringify(each)}`)}]`;
  }
  return element.startsWith('v:') ? `[=${value}]` : `[${value}]`;
}
