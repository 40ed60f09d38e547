import { VOLUME_CLAIMS } from '../runtime/resources';
import {
  keyOf,
  startController,
  type ControllerContext,
} from '../runtime/startController';
import { writeStatus } from '../runtime/writeStatus';

const COMPONENT = 'persistentvolume-controller';
const RETRY_MS = 15_000;

/** Claims of volumes wait for a storage class, of which this cluster has none. */
export function startVolumeBinder(context: ControllerContext) {
  const { cluster } = context;
  return startController(context, {
    name: COMPONENT,
    watches: [{ resource: VOLUME_CLAIMS, keys: object => [keyOf(object)] }],
    reconcile(key) {
      const claim = cluster.get(VOLUME_CLAIMS, key);
      if (!claim || claim.metadata.deletionTimestamp) {
        return {};
      }
      const { storageClassName } = claim.spec ?? {};
      writeStatus(cluster, claim, { phase: 'Pending' }, COMPONENT);
      cluster.recordEvent(
        claim,
        storageClassName
          ? {
              type: 'Warning',
              reason: 'ProvisioningFailed',
              message: `storageclass.storage.k8s.io "${storageClassName}" not found`,
              component: COMPONENT,
            }
          : {
              type: 'Normal',
              reason: 'FailedBinding',
              message:
                'no persistent volumes available for this claim and no storage class is set',
              component: COMPONENT,
            },
      );
      return { againMs: RETRY_MS };
    },
  });
}
