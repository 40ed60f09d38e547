/**
 * The same components for portals on the old frontend system.
 *
 * @packageDocumentation
 */

export {
  EntityMlMonitoringCard,
  EntityMlMonitoringContent,
  MlMonitoringPage,
  mlMonitoringPlugin,
} from './legacy/plugin';
export { mlMonitoringApiRef } from './api/mlMonitoringApiRef';
export { isMlMonitoringAvailable } from './availability';
