export { imageMatches, matchesPattern, modelUriMatches } from './patterns';
export { parseDurationSeconds } from './quantities';
export { readMlMonitoringConfig } from './readMlMonitoringConfig';
export type { MlMonitoringConfig, ProvisioningConfig } from './types';
export type { PanelSettings } from './panels';
