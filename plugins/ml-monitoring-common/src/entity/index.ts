export { entityDefaults, type EntityDefaults } from './entityDefaults';
export { modelEntity } from './modelEntity';
export { readEntityRef } from './readEntityRef';
