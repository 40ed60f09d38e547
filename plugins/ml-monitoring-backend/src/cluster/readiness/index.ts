export { ClusterInspector, type Inspection } from './ClusterInspector';
export { readInstallation } from './readInstallation';
export { readLackingRights } from './readLackingRights';
export { readMissingReferences } from './readMissingReferences';
export {
  readNamespaceFact,
  readNamespacesLike,
  type NamespaceReading,
} from './readNamespaces';
export { readPredictorServers } from './readPredictorServers';
