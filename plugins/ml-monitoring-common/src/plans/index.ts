export { explainRefusal } from './explainRefusal';
export { fieldChanges, fieldChangesByManifest } from './fieldChanges';
export type { FieldChanges } from './fieldChanges';
export { appliedFields } from './fieldTree';
export type { FieldTree, Managed } from './fieldTree';
export { withoutSecrets } from './hideSecrets';
export { leftovers } from './leftovers';
export type { MadeObject } from './leftovers';
