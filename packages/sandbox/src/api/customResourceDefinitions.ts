import type { KubeObject } from './Cluster';
import { qualifiedResource } from './errors';
import type { Registry, ResourceDefinition } from './resources';

const condition = (type: string, reason: string, message: string) => ({
  type,
  status: 'True',
  reason,
  message,
});

/** The CustomResourceDefinition objects that say what the registry serves beyond Kubernetes itself. */
export const definitionsOf = (registry: Registry): KubeObject[] =>
  registry.all.filter(({ custom }) => custom).map(definition);

function definition(of: ResourceDefinition): KubeObject {
  const names = {
    plural: of.resource,
    singular: of.singular,
    kind: of.kind,
    listKind: `${of.kind}List`,
    ...(of.shortNames && { shortNames: of.shortNames }),
    ...(of.categories && { categories: of.categories }),
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: qualifiedResource(of) },
    spec: {
      group: of.group,
      names,
      scope: of.namespaced ? 'Namespaced' : 'Cluster',
      conversion: { strategy: 'None' },
      versions: [...of.versions].sort().map(name => ({
        name,
        served: true,
        storage: name === of.versions[0],
        schema: {
          openAPIV3Schema: openApiSchema(of),
        },
        ...subresources(of),
      })),
    },
    status: {
      acceptedNames: names,
      storedVersions: [of.versions[0]],
      conditions: [
        condition('NamesAccepted', 'NoConflicts', 'no conflicts found'),
        condition(
          'Established',
          'InitialNamesAccepted',
          'the initial names have been accepted',
        ),
      ],
    },
  };
}

/** Of metadata a definition says no more than that it is an object. */
function openApiSchema({ structure }: ResourceDefinition) {
  if (!structure) {
    return { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  }
  return {
    ...structure,
    properties: { ...structure.properties, metadata: { type: 'object' } },
  };
}

function subresources({ hasStatus, hasScale }: ResourceDefinition) {
  if (!hasStatus) return {};
  return {
    subresources: {
      status: {},
      ...(hasScale && {
        scale: {
          specReplicasPath: '.spec.replicas',
          statusReplicasPath: '.status.replicas',
        },
      }),
    },
  };
}
