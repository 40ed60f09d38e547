export * from './MlMonitoringApi';
export * from './createMlMonitoringClient';
export * from './limitedFetch';
