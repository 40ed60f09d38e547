/**
 * Backend of the ML Monitoring plugins: the only one that talks to clusters and Prometheus.
 *
 * @packageDocumentation
 */

export {
  createMlModelConditionalDecision,
  mlModelConditions,
  mlModelPermissionRules,
  mlModelResourceRef,
  type MlModelResource,
} from './permissions';
export { mlMonitoringPlugin as default } from './plugin';
