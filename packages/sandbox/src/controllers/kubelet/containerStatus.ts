import type { KubeObject } from '../../api/Cluster';
import { kubeTime, type Clock } from '../../clock';
import { withCondition, type Condition } from '../runtime/conditions';

export type ContainerState =
  | { waiting: { reason: string; message?: string } }
  | { running: { startedAt: string } }
  | {
      terminated: {
        exitCode: number;
        reason: string;
        message?: string;
        startedAt: string;
        finishedAt: string;
        containerID: string;
      };
    };

/** What the kubelet knows of one container. */
export interface ContainerRecord {
  name: string;
  image: string;
  state: ContainerState;
  lastState?: ContainerState;
  ready: boolean;
  restartCount: number;
  containerID?: string;
}

export const newRecord = ({
  name,
  image,
}: {
  name: string;
  image: string;
}): ContainerRecord => ({
  name,
  image,
  state: { waiting: { reason: 'PodInitializing' } },
  ready: false,
  restartCount: 0,
});

const isRunning = ({ state }: ContainerRecord) => 'running' in state;
const exitCode = ({ state }: ContainerRecord) =>
  'terminated' in state ? state.terminated.exitCode : undefined;

function statusOf(record: ContainerRecord) {
  const { lastState, ...rest } = record;
  return {
    ...rest,
    imageID: record.containerID ? `docker.io/${record.image}` : '',
    lastState: lastState ?? {},
    started: isRunning(record),
  };
}

/** `containers with unready status: [a b]` */
const unready = (records: ContainerRecord[]) =>
  `containers with unready status: [${records
    .filter(({ ready }) => !ready)
    .map(({ name }) => name)
    .join(' ')}]`;

/** `status` of a pod, from what its containers do. */
export function podStatus(
  pod: KubeObject,
  node: { address: string; podAddress?: string; startedAt: Date },
  records: { init: ContainerRecord[]; main: ContainerRecord[] },
  clock: Clock,
): Record<string, any> {
  const initialized = records.init.every(record => exitCode(record) === 0);
  const ready = initialized && records.main.every(record => record.ready);
  const notReady = {
    reason: 'ContainersNotReady',
    message: unready(records.main),
  };
  const wanted: Condition[] = [
    initialized
      ? { type: 'Initialized', status: 'True' }
      : {
          type: 'Initialized',
          status: 'False',
          reason: 'ContainersNotInitialized',
          message: `containers with incomplete status: [${records.init
            .filter(record => exitCode(record) !== 0)
            .map(({ name }) => name)
            .join(' ')}]`,
        },
    ...(['Ready', 'ContainersReady'] as const).map((type): Condition =>
      ready ? { type, status: 'True' } : { type, status: 'False', ...notReady },
    ),
  ];
  return {
    ...pod.status,
    phase: phase(records, initialized),
    hostIP: node.address,
    ...(node.podAddress && {
      podIP: node.podAddress,
      podIPs: [{ ip: node.podAddress }],
    }),
    startTime: kubeTime(node.startedAt),
    qosClass: 'Burstable',
    conditions: wanted.reduce<Condition[]>(
      (list, condition) => withCondition(list, condition, clock),
      pod.status?.conditions ?? [],
    ),
    ...(records.init.length && {
      initContainerStatuses: records.init.map(record => ({
        ...statusOf(record),
        ready: exitCode(record) === 0,
      })),
    }),
    containerStatuses: records.main.map(statusOf),
  };
}

function phase({ main }: { main: ContainerRecord[] }, initialized: boolean) {
  // Once started, a pod that is restarted over and over still runs.
  return initialized &&
    main.every(
      record =>
        isRunning(record) || record.lastState || 'terminated' in record.state,
    )
    ? 'Running'
    : 'Pending';
}

/** `status` of a pod that the node gave up to protect itself. */
export function evictedStatus(
  pod: KubeObject,
  message: string,
  clock: Clock,
): Record<string, any> {
  const wanted: Condition[] = [
    {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'TerminationByKubelet',
      message,
    },
    ...(['Ready', 'ContainersReady'] as const).map((type): Condition => ({
      type,
      status: 'False',
      reason: 'PodFailed',
    })),
  ];
  return {
    ...pod.status,
    phase: 'Failed',
    reason: 'Evicted',
    message,
    conditions: wanted.reduce<Condition[]>(
      (list, condition) => withCondition(list, condition, clock),
      pod.status?.conditions ?? [],
    ),
    containerStatuses: (pod.status?.containerStatuses ?? []).map(
      (container: any) => ({
        ...container,
        ready: false,
        started: false,
        state: {
          terminated: {
            exitCode: 137,
            reason: 'Error',
            startedAt: container.state?.running?.startedAt ?? null,
            finishedAt: kubeTime(clock.now()),
            containerID: container.containerID,
          },
        },
      }),
    ),
  };
}
