export * from './MlMonitoringApi';
export * from './createMlMonitoringClient';
