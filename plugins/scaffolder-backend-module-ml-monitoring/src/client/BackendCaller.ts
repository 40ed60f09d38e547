import type { AuthService } from '@backstage/backend-plugin-api';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type {
  MlMonitoringApi,
  MlMonitoringRequestOptions,
} from 'backstage-plugin-ml-monitoring-common';
import type { Clock } from '../clock';

const TARGET_PLUGIN_ID = 'ml-monitoring';

/** What every action is made from. */
export interface ActionDependencies {
  api: MlMonitoringApi;
  auth: AuthService;
  clock: Clock;
}

type Caller = Pick<
  ActionContext<any, any>,
  'getInitiatorCredentials' | 'signal'
>;

/** For one request with the rights of the person who runs the template. Tokens live for minutes only: ask anew for each request. */
export async function onBehalfOfInitiator(
  { auth }: ActionDependencies,
  ctx: Caller,
): Promise<MlMonitoringRequestOptions> {
  const { token } = await auth.getPluginRequestToken({
    onBehalfOf: await ctx.getInitiatorCredentials(),
    targetPluginId: TARGET_PLUGIN_ID,
  });
  return { token, signal: ctx.signal };
}

/**
 * For one request with the rights of the scaffolder itself, which are all. Only for looking again at what the initiator
 * was allowed to see: a person's token does not outlive a long wait.
 */
export async function onOwnBehalf(
  { auth }: ActionDependencies,
  ctx: Caller,
): Promise<MlMonitoringRequestOptions> {
  const { token } = await auth.getPluginRequestToken({
    onBehalfOf: await auth.getOwnServiceCredentials(),
    targetPluginId: TARGET_PLUGIN_ID,
  });
  return { token, signal: ctx.signal };
}
