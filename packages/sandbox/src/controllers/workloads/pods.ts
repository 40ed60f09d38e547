import { randomBytes } from 'node:crypto';
import type { Cluster, KubeObject } from '../../api/Cluster';
import { conditionOf } from '../runtime/conditions';
import { PODS } from '../runtime/resources';
import { controllerReference, isControlledBy } from '../runtime/ownership';
import { generatedName } from './podTemplateHash';

export const isReady = (pod: KubeObject) =>
  conditionOf(pod, 'Ready')?.status === 'True';

/** Ready, and for as long as was asked. */
export function isAvailable(pod: KubeObject, now: Date, minReadySeconds = 0) {
  const ready = conditionOf(pod, 'Ready');
  return (
    ready?.status === 'True' &&
    now.getTime() - Date.parse(ready.lastTransitionTime ?? '') >=
      minReadySeconds * 1000
  );
}

export const podsOf = (cluster: Cluster, owner: KubeObject) =>
  cluster
    .list(PODS, { namespace: owner.metadata.namespace })
    .filter(pod => isControlledBy(pod, owner));

/** Makes a pod of the owner's template. `name` is given where pods have identities. */
export function createPod(cluster: Cluster, owner: KubeObject, name?: string) {
  const { template } = owner.spec;
  return cluster.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: name ?? generatedName(owner.metadata.name, randomBytes(5)),
      ...(!name && { generateName: `${owner.metadata.name}-` }),
      namespace: owner.metadata.namespace,
      labels: template.metadata?.labels,
      annotations: template.metadata?.annotations,
      ownerReferences: [controllerReference(owner)],
    },
    spec: template.spec,
  });
}
