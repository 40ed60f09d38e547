export * from './endpoints';
export * from './health';
export * from './metrics';
export * from './models';
export * from './provisioning';
export * from './refs';
export * from './sources';
