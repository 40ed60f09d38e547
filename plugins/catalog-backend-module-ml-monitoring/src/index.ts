/**
 * Keeps the catalog in step with the models that run.
 *
 * @packageDocumentation
 */

export { catalogModuleMlMonitoring as default } from './module';
