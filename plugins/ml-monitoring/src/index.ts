/**
 * Health and metrics of Seldon models on catalog entities.
 *
 * @packageDocumentation
 */

export { mlMonitoringPlugin as default } from './plugin';
export { mlMonitoringApiRef } from './api/mlMonitoringApiRef';
export { isMlMonitoringAvailable } from './availability';
export { scaffolderFieldsModule } from './fields/module';
