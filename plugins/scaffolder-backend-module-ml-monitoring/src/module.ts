import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  createMlMonitoringClient,
  limitedFetch,
} from 'backstage-plugin-ml-monitoring-common';
import { createActions } from './actions';
import { systemClock } from './clock';

/** Deleting answers when everything is gone, which may take a minute. */
const LIMITS = { timeoutMs: 90_000, maximumBytes: 16 * 1024 * 1024 };

/**
 * Adds the `seldon:model:*` actions to the scaffolder.
 *
 * @public
 */
export const scaffolderModuleMlMonitoring = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'ml-monitoring',
  register({ registerInit }) {
    registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
      },
      async init({ actions, auth, discovery }) {
        actions.addActions(
          ...createActions({
            api: createMlMonitoringClient({
              discoveryApi: discovery,
              fetchApi: { fetch: limitedFetch(fetch, LIMITS) },
            }),
            auth,
            clock: systemClock,
          }),
        );
      },
    });
  },
});
