import { builtinResources } from './builtinResources';
import type { KubeObject, ResourceRef } from './Cluster';
import { noSuchPath } from './errors';
import type { FieldSchema } from './schema';
import { withoutField, type Structure } from './structure';

/** One kind of object: how it is called, where it is served and how it behaves. */
export interface ResourceDefinition {
  group: string;
  /** Served versions, preferred first. The first is the one stored. */
  versions: string[];
  resource: string;
  singular: string;
  kind: string;
  namespaced: boolean;
  shortNames?: string[];
  categories?: string[];
  /** `status` is written through its own subresource only. */
  hasStatus?: boolean;
  hasScale?: boolean;
  /** Counts changes of what is asked for in `metadata.generation`. */
  hasGeneration?: boolean;
  /** Defined by a CustomResourceDefinition: no strategic merge patch, and listed among the CRDs. */
  custom?: boolean;
  /** A deletion answers with the object, not with a `Status`. */
  returnsDeleted?: boolean;
  /** Kept by the cluster itself; clients cannot write it. */
  readOnly?: boolean;
  /** How lists and maps merge, and who owns what in them. */
  schema: FieldSchema;
  /** Which fields there are. Kinds without it keep what they are given. */
  structure?: Structure;
  /** Its definition has rules in CEL too: a refusal says that they were not looked at. */
  hasRules?: boolean;
}

export const groupVersion = (group: string, version: string) =>
  group ? `${group}/${version}` : version;

export function parseApiVersion(apiVersion: string) {
  const [first, second] = apiVersion.split('/');
  return second === undefined
    ? { group: '', version: first }
    : { group: first, version: second };
}

export const storageVersion = (of: ResourceDefinition) =>
  groupVersion(of.group, of.versions[0]);

export const keyOf = (object: KubeObject) => ({
  namespace: object.metadata.namespace,
  name: object.metadata.name,
});

export interface RegistryOptions {
  /** API groups this cluster does not have, such as `route.openshift.io` outside OpenShift. */
  withoutGroups?: string[];
  /** Fields that the schema of a kind lacks, so that they are dropped from what is written. */
  withoutFields?: Record<string, string[]>;
}

const withoutFields = (of: ResourceDefinition, paths: string[] = []) => ({
  ...of,
  structure: of.structure && paths.reduce(withoutField, of.structure),
});

export class Registry {
  private readonly byResource = new Map<string, ResourceDefinition>();
  private readonly byKind = new Map<string, ResourceDefinition>();

  private constructor(readonly all: readonly ResourceDefinition[]) {
    for (const definition of all) {
      const { group, resource, kind } = definition;
      this.byResource.set(`${group}/${resource}`, definition);
      this.byKind.set(`${group}/${kind}`, definition);
    }
  }

  static create(options: RegistryOptions = {}): Registry {
    const left = new Set(options.withoutGroups);
    return new Registry(
      builtinResources
        .filter(({ group }) => !left.has(group))
        .map(of => withoutFields(of, options.withoutFields?.[of.kind])),
    );
  }

  find({ group, resource }: ResourceRef): ResourceDefinition | undefined {
    return this.byResource.get(`${group}/${resource}`);
  }

  get(ref: ResourceRef): ResourceDefinition {
    const found = this.find(ref);
    if (!found) throw noSuchPath();
    return found;
  }

  findKind(apiVersion: string, kind: string): ResourceDefinition | undefined {
    const { group, version } = parseApiVersion(apiVersion);
    const found = this.byKind.get(`${group}/${kind}`);
    return found?.versions.includes(version) ? found : undefined;
  }

  ofObject(object: KubeObject): ResourceDefinition {
    const found = this.findKind(object.apiVersion, object.kind);
    if (!found) throw noSuchPath();
    return found;
  }
}
