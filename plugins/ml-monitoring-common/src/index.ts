/**
 * Contract, client and pure decisions of the ML Monitoring plugins.
 *
 * @packageDocumentation
 */

export * from './annotations';
export * from './client';
export * from './contract';
export * from './diagnosis';
export * from './entity';
export * from './entityName';
export { openQueryUrls, type OpenQuery, type OpenQueryUrls } from './openQuery';
export * from './permissions';
export * from './health';
export { instantsOf, pointsIn } from './instants';
export { LONGEST_LATENCY_SECONDS } from './longestLatency';
export * from './manifests';
export * from './plans';
export * from './predictions';
export * from './promql';
export * from './quantity';
export * from './readiness';
export { redact } from './redact';
export * from './rollouts';
