import type { KubeObject } from '../../api/Cluster';
import { sameJson } from '../../api/json';
import { PODS, STATEFUL_SETS } from '../runtime/resources';
import {
  keyOf,
  ownerKey,
  startController,
  type ControllerContext,
} from '../runtime/startController';
import { podTemplateHash } from './podTemplateHash';
import { createPod, isReady, podsOf } from './pods';

const COMPONENT = 'statefulset-controller';

const REVISION_LABEL = 'controller-revision-hash';

/** Keeps pods with lasting names, `<set>-0` and on, and replaces those of an older template, the last one first. */
export function startStatefulSetController(context: ControllerContext) {
  const { cluster } = context;
  return startController(context, {
    name: COMPONENT,
    watches: [
      { resource: STATEFUL_SETS, keys: object => [keyOf(object)] },
      { resource: PODS, keys: ownerKey('StatefulSet') },
    ],
    reconcile(key) {
      const set = cluster.get(STATEFUL_SETS, key);
      if (!set || set.metadata.deletionTimestamp) {
        return;
      }
      const desired: number = set.spec.replicas ?? 1;
      const names = Array.from(
        { length: desired },
        (_, index) => `${key.name}-${index}`,
      );
      const existing = podsOf(cluster, set);
      for (const pod of existing) {
        if (!names.includes(pod.metadata.name)) {
          cluster.delete(PODS, keyOf(pod));
        }
      }
      const revision = `${key.name}-${podTemplateHash(set.spec.template)}`;
      const outdated = existing
        .filter(
          ({ metadata }) =>
            names.includes(metadata.name) &&
            metadata.labels?.[REVISION_LABEL] !== revision,
        )
        .at(-1);
      if (outdated) {
        cluster.delete(PODS, keyOf(outdated));
        return;
      }
      for (const name of names) {
        if (!existing.some(({ metadata }) => metadata.name === name)) {
          createPod(cluster, withRevision(set, revision), name);
          cluster.recordEvent(set, {
            type: 'Normal',
            reason: 'SuccessfulCreate',
            message: `create Pod ${name} in StatefulSet ${key.name} successful`,
            component: COMPONENT,
          });
        }
      }
      const pods = podsOf(cluster, set);
      const status = {
        observedGeneration: set.metadata.generation,
        replicas: pods.length,
        readyReplicas: pods.filter(isReady).length,
        availableReplicas: pods.filter(isReady).length,
        currentReplicas: pods.length,
        updatedReplicas: pods.length,
      };
      if (!sameJson(set.status, status)) {
        cluster.updateStatus({
          ...set,
          metadata: { ...set.metadata, resourceVersion: undefined },
          status,
        });
      }
    },
  });
}

/** The set as its next pod sees it: labelled with what it was made of. */
const withRevision = (set: KubeObject, revision: string): KubeObject => ({
  ...set,
  spec: {
    ...set.spec,
    template: {
      ...set.spec.template,
      metadata: {
        ...set.spec.template.metadata,
        labels: {
          ...set.spec.template.metadata?.labels,
          [REVISION_LABEL]: revision,
        },
      },
    },
  },
});
