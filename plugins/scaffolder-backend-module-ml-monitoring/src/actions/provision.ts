import { ConflictError } from '@backstage/errors';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import {
  modelEntityName,
  objectResultSchema,
  stringifyModelRef,
  type ModelRef,
  type PlannedObject,
  type ProvisionRequest,
  type ProvisionResult,
} from 'backstage-plugin-ml-monitoring-common';
import {
  onBehalfOfInitiator,
  type ActionDependencies,
} from '../client/BackendCaller';
import { cancelledError, lookAfterCancel } from '../client/cancelled';
import { explain, isModelNotDeployed } from '../client/errors';
import { describePlan, refusalOf } from '../plan/describePlan';

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
      ? await tryOut(dependencies, ctx, request, options)
      : await dependencies.api.provisionModel(request, options);
    if (!ctx.isDryRun) {
      for (const {
        kind,
        namespace: at,
        name: of,
        result: done,
      } of result.objects) {
        ctx.logger.info(`${kind} ${at}/${of}: ${done}`);
      }
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
    if (ctx.signal?.aborted) {
      const leaves = await lookAfterCancel(signal =>
        whatExists(dependencies, ctx, request, signal),
      );
      ctx.logger.warn(leaves);
      throw cancelledError(what, leaves);
    }
    throw explain(error, `${what} failed`);
  }
}

/** After a cancel: of what was asked for, what is there. */
async function whatExists(
  dependencies: ActionDependencies,
  ctx: ActionContext<any, any>,
  request: ProvisionRequest,
  signal: AbortSignal,
): Promise<string> {
  const { token } = await onBehalfOfInitiator(dependencies, ctx);
  const { objects } = await dependencies.api.planModel(request, {
    token,
    signal,
  });
  const named = (holds: (result: PlannedObject['result']) => boolean) =>
    objects
      .filter(({ result }) => holds(result))
      .map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`)
      .join(', ');
  const isMissing = (result: string) => result === 'created';
  // The plan of an object that the cluster refuses does not tell whether it is there.
  const isRefused = (result: string) => result === 'refused';
  const refused = named(isRefused);
  return [
    `There: ${named(result => !isMissing(result) && !isRefused(result)) || 'nothing'}`,
    `Not there: ${named(isMissing) || 'nothing'}`,
    ...(refused
      ? [`There or not, as it would be refused now: ${refused}`]
      : []),
    'Run the template again to go on, or seldon:model:delete to take the model back',
  ].join('. ');
}

/** A refused plan fails here as applying it would. */
async function tryOut(
  { api }: ActionDependencies,
  ctx: ActionContext<any, any>,
  request: ProvisionRequest,
  options: Awaited<ReturnType<typeof onBehalfOfInitiator>>,
): Promise<ProvisionResult> {
  const plan = await api.planModel(request, options);
  describePlan(plan).forEach(line => ctx.logger.info(`Dry run: ${line}`));
  const refusal = refusalOf(plan);
  if (refusal) {
    throw new ConflictError(`Applying it would be refused. ${refusal}`);
  }
  const objects = plan.objects.map(
    ({ apiVersion, kind, namespace, name, result }) =>
      objectResultSchema.parse({ apiVersion, kind, namespace, name, result }),
  );
  const { ref, warnings } = plan;
  return { ref, objects, warnings, entityRef: entityRefOf(ref) };
}
