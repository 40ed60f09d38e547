import type { Cluster, KubeObject } from '../../api/Cluster';
import { sameJson } from '../../api/json';

/** Writes a status that differs from the one that is there. */
export function writeStatus(
  cluster: Cluster,
  object: KubeObject,
  status: object,
  fieldManager: string,
) {
  const wanted = JSON.parse(JSON.stringify(status));
  if (!sameJson(object.status, wanted)) {
    cluster.updateStatus(
      {
        ...object,
        metadata: { ...object.metadata, resourceVersion: undefined },
        status: wanted,
      },
      { fieldManager },
    );
  }
}
