/**
 * Scaffolder actions that deploy, expose, monitor and try Seldon models.
 *
 * @packageDocumentation
 */

export { scaffolderModuleMlMonitoring as default } from './module';
