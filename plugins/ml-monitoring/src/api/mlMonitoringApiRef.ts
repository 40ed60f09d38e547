import { createApiRef } from '@backstage/frontend-plugin-api';
import type { MlMonitoringApi } from 'backstage-plugin-ml-monitoring-common';

/**
 * The backend's API as the browser sees it. Registered by the plugin in both frontend systems; replace
 * it to try the components on data of your own.
 *
 * @public
 */
export const mlMonitoringApiRef = createApiRef<MlMonitoringApi>({
  id: 'plugin.ml-monitoring.service',
});
