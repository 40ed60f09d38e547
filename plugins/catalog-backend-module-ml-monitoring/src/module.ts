import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import {
  createMlMonitoringClient,
  limitedFetch,
} from 'backstage-plugin-ml-monitoring-common';
import { readCatalogConfig } from './config';
import { ModelEntityProvider } from './provider/ModelEntityProvider';

const LIMITS = { timeoutMs: 30_000, maximumBytes: 64 * 1024 * 1024 };

/**
 * Adds the entity provider of models to the catalog.
 *
 * @public
 */
export const catalogModuleMlMonitoring = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'ml-monitoring',
  register({ registerInit }) {
    registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init(services) {
        const { auth, catalog, discovery, logger, scheduler } = services;
        const { schedule, defaults } = readCatalogConfig(services.config);
        services.processing.addEntityProvider(
          ModelEntityProvider.create({
            api: createMlMonitoringClient({
              discoveryApi: discovery,
              fetchApi: { fetch: limitedFetch(fetch, LIMITS) },
            }),
            auth,
            catalog,
            defaults,
            logger,
            taskRunner: scheduler.createScheduledTaskRunner(schedule),
          }),
        );
      },
    });
  },
});
