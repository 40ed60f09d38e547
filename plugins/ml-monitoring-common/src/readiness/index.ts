export * from './evaluateReadiness';
export * from './facts';
export type { LabelSelector } from './labelSelector';
export { namespaceNote } from './namespaceNote';
export * from './planAdvice';
export * from './predictorServers';
export { referencesOf, type Reference } from './references';
export { stringifyRight } from './roleManifest';
export { enablesUserWorkload } from './userWorkload';
