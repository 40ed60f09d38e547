import { createCluster, type Cluster, type KubeObject } from '../api';
import type { AdmissionHooks } from '../api';
import type { ControllerContext } from '../controllers/runtime/startController';
import { PODS } from '../controllers/runtime/resources';
import { withCondition } from '../controllers/runtime/conditions';
import { ManualClock } from './ManualClock';

export interface TestWorld extends ControllerContext {
  clock: ManualClock;
  logged: string[];
  /** Lets everybody finish what is due now. */
  settle(): void;
  /** Does what a kubelet would: gives pods an address and readiness. */
  setReady(pods: KubeObject[], ready: boolean): void;
}

/** A cluster with namespace `ml` and a clock that stands still. */
export function createWorld(hooks: AdmissionHooks = {}): TestWorld {
  const clock = new ManualClock();
  const logged: string[] = [];
  let uid = 0;
  let address = 0;
  const cluster: Cluster = createCluster({
    now: () => clock.now(),
    newUid: () => {
      uid += 1;
      return `uid-${uid}`;
    },
    ...hooks,
  });
  cluster.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'ml' },
  });
  return {
    cluster,
    clock,
    logged,
    log: line => logged.push(line),
    settle: () => clock.advance(0),
    setReady(pods, ready) {
      for (const { metadata } of pods) {
        const pod = cluster.get(PODS, metadata as never);
        if (!pod) {
          continue;
        }
        address += 1;
        cluster.updateStatus({
          ...pod,
          status: {
            ...pod.status,
            phase: 'Running',
            podIP: pod.status?.podIP ?? `10.0.0.${address}`,
            conditions: withCondition(
              pod.status?.conditions,
              { type: 'Ready', status: ready ? 'True' : 'False' },
              clock,
            ),
          },
        });
      }
      clock.advance(0);
    },
  };
}
