import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import {
  modelEntityName,
  stringifyModelRef,
  type ModelRef,
  type ProvisionRequest,
  type ProvisionResult,
} from 'backstage-plugin-ml-monitoring-common';
import {
  onBehalfOfInitiator,
  type ActionDependencies,
} from '../client/BackendCaller';
import { explain, isModelNotDeployed } from '../client/errors';

/** Where the catalog will show a model. */
export function entityRefOf(ref: ModelRef): string {
  return `component:default/${modelEntityName(ref)}`;
}

/**
 * Brings about what is asked for or, in a dry run, finds out what that would do. Applying twice is applying once, so
 * a retry simply runs it again, without a checkpoint.
 */
export async function provision(
  dependencies: ActionDependencies,
  ctx: ActionContext<any, any>,
  request: ProvisionRequest,
  attempt: string,
): Promise<ProvisionResult> {
  const { cluster, namespace, name } = request;
  const what = `${attempt} ${stringifyModelRef({ cluster, namespace, name })}`;
  try {
    const options = await onBehalfOfInitiator(dependencies, ctx);
    const result = ctx.isDryRun
      ? await plan(dependencies, request, options)
      : await dependencies.api.provisionModel(request, options);
    for (const object of result.objects) {
      ctx.logger.info(
        `${ctx.isDryRun ? 'Dry run: ' : ''}${object.kind} ${object.namespace}/${object.name}: ${object.result}`,
      );
    }
    for (const warning of result.warnings) {
      ctx.logger.warn(warning);
    }
    return result;
  } catch (error) {
    // In a dry run of a whole template the model of an earlier step is not there.
    if (ctx.isDryRun && isModelNotDeployed(error)) {
      ctx.logger.info(`Dry run: ${what} once it is deployed`);
      const ref = { cluster, namespace, name };
      return { ref, objects: [], warnings: [], entityRef: entityRefOf(ref) };
    }
    throw explain(error, `${what} failed`);
  }
}

async function plan(
  { api }: ActionDependencies,
  request: ProvisionRequest,
  options: Awaited<ReturnType<typeof onBehalfOfInitiator>>,
): Promise<ProvisionResult> {
  const { ref, objects, warnings } = await api.planModel(request, options);
  return {
    ref,
    warnings,
    objects: objects.map(({ apiVersion, kind, namespace, name, result }) => ({
      apiVersion,
      kind,
      namespace,
      name,
      result: result as Exclude<typeof result, 'refused'>,
    })),
    entityRef: entityRefOf(ref),
  };
}
