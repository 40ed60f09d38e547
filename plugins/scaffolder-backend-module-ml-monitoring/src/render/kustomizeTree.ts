import { Document, visit } from 'yaml';
import { jsonPatch } from './jsonPatch';

/** A Kubernetes object as it was rendered. */
export interface RenderedObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace: string };
}

/** What one environment is to have. */
export interface RenderedEnvironment {
  name: string;
  namespace: string;
  objects: RenderedObject[];
}

const KUSTOMIZATION = {
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kind: 'Kustomization',
};

/** The files of a kustomize tree, by path: building an overlay gives exactly what was rendered for its environment. */
export function kustomizeTree(
  base: RenderedObject[],
  environments: RenderedEnvironment[],
): Map<string, string> {
  const files = new Map<string, string>();
  files.set(
    'base/kustomization.yaml',
    toYaml({ ...KUSTOMIZATION, resources: base.map(fileOf) }),
  );
  for (const object of base) {
    files.set(`base/${fileOf(object)}`, toYaml(object));
  }
  for (const environment of environments) {
    const overlay = overlayOf(base, environment);
    for (const [name, content] of Object.entries(overlay)) {
      files.set(`overlays/${environment.name}/${name}`, toYaml(content));
    }
  }
  return files;
}

/** Kustomize reads YAML 1.1, in which `on` and `12:30` need quotes, with numbers of YAML 1.2, such as `0o17`. */
export function toYaml(value: unknown): string {
  const document = new Document(value, {
    version: '1.1',
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value === 'string' && /^[-+.0-9]/.test(scalar.value)) {
        scalar.type = 'QUOTE_DOUBLE';
      }
    },
  });
  return document.toString({ lineWidth: 0 });
}

function overlayOf(
  base: RenderedObject[],
  { namespace, objects }: RenderedEnvironment,
): Record<string, unknown> {
  const isAlso = (others: RenderedObject[]) => (object: RenderedObject) =>
    others.some(other => fileOf(other) === fileOf(object));
  const added = objects.filter(object => !isAlso(base)(object));
  const removed = base.filter(object => !isAlso(objects)(object));
  const changed = base.filter(isAlso(objects)).flatMap(before => {
    const after = objects.find(object => fileOf(object) === fileOf(before))!;
    // The namespace is set for all objects at once.
    const steps = jsonPatch(before, {
      ...after,
      metadata: { ...after.metadata, namespace: before.metadata.namespace },
    });
    return steps.length ? [{ object: before, steps }] : [];
  });
  const patches = [...changed.map(({ object }) => object), ...removed].map(
    object => ({ path: patchFileOf(object), target: targetOf(object) }),
  );
  return {
    'kustomization.yaml': {
      ...KUSTOMIZATION,
      namespace,
      resources: ['../../base', ...added.map(fileOf)],
      ...(patches.length && { patches }),
    },
    ...Object.fromEntries([
      ...added.map(object => [fileOf(object), object]),
      ...changed.map(({ object, steps }) => [patchFileOf(object), steps]),
      ...removed.map(object => [
        patchFileOf(object),
        { ...identityOf(object), $patch: 'delete' },
      ]),
    ]),
  };
}

function fileOf({ kind, metadata }: RenderedObject): string {
  return `${kind.toLowerCase()}-${metadata.name}.yaml`;
}

function patchFileOf(object: RenderedObject): string {
  return fileOf(object).replace(/\.yaml$/, '.patch.yaml');
}

function targetOf({ apiVersion, kind, metadata: { name } }: RenderedObject) {
  const [version, group] = apiVersion.split('/').reverse();
  return { ...(group && { group }), version, kind, name };
}

function identityOf({ apiVersion, kind, metadata }: RenderedObject) {
  const { name, namespace } = metadata;
  return { apiVersion, kind, metadata: { name, namespace } };
}
