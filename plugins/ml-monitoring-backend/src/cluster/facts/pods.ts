import type { ModelDetail } from 'backstage-plugin-ml-monitoring-common';
import type { ContainerStatusObject, PodObject } from '../objects';

type Pod = ModelDetail['pods'][number];
type Container = Pod['containers'][number];

export function podOf(pod: PodObject, predictor: string | undefined): Pod {
  const { metadata, status } = pod;
  const containers = [
    ...(status?.initContainerStatuses ?? [])
      // A finished init container has done its part and says nothing any more.
      .filter(({ state }) => state?.terminated?.exitCode !== 0),
    ...(status?.containerStatuses ?? []),
  ].map(containerOf);
  const worst =
    containers.find(({ state, reason }) => state !== 'running' && reason) ??
    containers.find(({ ready, reason }) => !ready && reason);
  const unscheduled = status?.conditions.find(
    ({ type, status: value }) => type === 'PodScheduled' && value === 'False',
  );
  const reason = worst?.reason ?? status?.reason ?? unscheduled?.reason;
  const message = worst?.message ?? status?.message ?? unscheduled?.message;
  return {
    name: metadata.name,
    ...(predictor && { predictor }),
    phase: metadata.deletionTimestamp
      ? 'Terminating'
      : (status?.phase ?? 'Unknown'),
    ready: !!status?.conditions.some(
      ({ type, status: value }) => type === 'Ready' && value === 'True',
    ),
    restarts: containers.reduce((sum, { restarts }) => sum + restarts, 0),
    ...(reason && { reason }),
    ...(message && { message }),
    containers,
    ...(status?.startTime && { startedAt: status.startTime }),
  };
}

function containerOf(status: ContainerStatusObject): Container {
  const { waiting, terminated } = status.state ?? {};
  // While it waits to be started again, why it ended is told by the state before.
  const ended = terminated ?? status.lastState?.terminated;
  const reason = waiting?.reason ?? ended?.reason;
  const message = waiting?.message ?? ended?.message;
  return {
    name: status.name,
    image: status.image,
    ready: status.ready,
    restarts: status.restartCount,
    state: stateOf(status),
    ...(reason && { reason }),
    ...(message && { message }),
    ...(ended?.exitCode !== undefined && { exitCode: ended.exitCode }),
  };
}

function stateOf({ state }: ContainerStatusObject): Container['state'] {
  if (state?.terminated) {
    return 'terminated';
  }
  return state?.running ? 'running' : 'waiting';
}
