import type { KubeObject } from '../../api/Cluster';

/** The container that a service mesh puts into the pods that belong to it. */
export const MESH_PROXY = 'istio-proxy';

/** Such a pod talks to none who cannot prove to belong, too. */
export const isInMesh = ({ spec }: KubeObject) =>
  spec.containers.some(({ name }: { name: string }) => name === MESH_PROXY);
