import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mlMonitoringPermissions } from 'backstage-plugin-ml-monitoring-common';
import { ProxyConnections } from './cluster';
import { readMlMonitoringConfig } from './config';
import { createServices } from './createServices';
import {
  ModelAccess,
  mlModelPermissionRules,
  mlModelResourceRef,
} from './permissions';
import { createRouter } from './router';

/**
 * The backend of the ML Monitoring plugins.
 *
 * @public
 */
export const mlMonitoringPlugin = createBackendPlugin({
  pluginId: 'ml-monitoring',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { permissions, permissionsRegistry } = deps;
        permissionsRegistry.addResourceType({
          resourceRef: mlModelResourceRef,
          permissions: mlMonitoringPermissions,
          rules: Object.values(mlModelPermissionRules),
        });
        const stopping = new AbortController();
        deps.lifecycle.addShutdownHook(() => stopping.abort());
        const services = createServices({
          auditor: deps.auditor,
          access: ModelAccess.create({ permissions, permissionsRegistry }),
          ownersOf: async credentials =>
            deps.auth.isPrincipal(credentials, 'user')
              ? (await deps.userInfo.getUserInfo(credentials))
                  .ownershipEntityRefs
              : [],
          config: readMlMonitoringConfig(deps.config),
          connections: new ProxyConnections(deps),
          signal: stopping.signal,
        });
        deps.httpRouter.use(
          createRouter({ httpAuth: deps.httpAuth, ...services }),
        );
      },
    });
  },
});
