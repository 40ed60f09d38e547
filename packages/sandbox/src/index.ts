export { startSandbox } from './startSandbox';
export type { Sandbox, SandboxOptions } from './startSandbox';
export * from './api';
export { scenarios, scenarioNamed } from './scenarios';
export type { Scenario } from './scenarios';
export { FAULT_ANNOTATION } from './scenarios/Faults';
export { mockProbability } from './models/servers/mockClassifier';
export type { TrafficCount } from './traffic/startTraffic';
