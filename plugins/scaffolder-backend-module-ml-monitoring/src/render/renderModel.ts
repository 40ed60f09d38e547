import { InputError } from '@backstage/errors';
import type { Entity } from '@backstage/catalog-model';
import type {
  RenderRequest,
  RenderResult,
} from 'backstage-plugin-ml-monitoring-common';
import { catalogInfo } from './catalogInfo';
import { requestFor, type Environment } from './environment';
import { kustomizeTree, toYaml, type RenderedObject } from './kustomizeTree';

/** A model for a repository. */
export interface RenderedModel {
  /** Content by path. */
  files: Map<string, string>;
  entity: Entity;
  warnings: string[];
}

/** Has the base and every environment rendered, each held to the limits of its own namespace, and writes down how they differ. */
export async function renderModel(options: {
  request: RenderRequest;
  environments: Environment[];
  entityName: string;
  render: (request: RenderRequest) => Promise<RenderResult>;
}): Promise<RenderedModel> {
  const { request, environments, entityName, render } = options;
  requireDistinct(environments);
  const base = await render(request);
  const rendered: { name: string; result: RenderResult }[] = [];
  for (const environment of environments) {
    const result = await render(requestFor(request, environment));
    rendered.push({ name: environment.name, result });
  }
  const results = rendered.map(({ result }) => result);
  const entity = catalogInfo(base.entity as unknown as Entity, {
    name: entityName,
    models: results.map(({ ref }) => ref),
  });
  const files = kustomizeTree(
    objectsOf(base),
    rendered.map(({ name, result }) => ({
      name,
      namespace: result.ref.namespace,
      objects: objectsOf(result),
    })),
  );
  files.set('catalog-info.yaml', toYaml(entity));
  const warnings = new Set(results.flatMap(result => result.warnings));
  return { files, entity, warnings: [...warnings] };
}

function requireDistinct(environments: Environment[]): void {
  const names = environments.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) {
    throw new InputError(
      `environments: must have a name of its own each (got ${twice} twice)`,
    );
  }
}

function objectsOf({ manifests }: RenderResult): RenderedObject[] {
  return manifests as unknown as RenderedObject[];
}
