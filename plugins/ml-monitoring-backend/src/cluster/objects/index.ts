export type { WrittenMetadata } from './parts';
export * from './monitors';
export * from './routing';
export * from './seldon';
export * from './wire';
export * from './workloads';
