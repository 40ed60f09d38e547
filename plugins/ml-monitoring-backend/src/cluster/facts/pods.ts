import type { ModelDetail } from 'backstage-plugin-ml-monitoring-common';
import { foreignText } from '../../foreignText';
import type { ContainerStatusObject, PodObject } from '../objects';

type Pod = ModelDetail['pods'][number];
type Container = Pod['containers'][number];

/** What a container says that waits for its turn: another one's reason matters more. */
const STARTING = ['ContainerCreating', 'PodInitializing'];

export function podOf(pod: PodObject, predictor: string | undefined): Pod {
  const { metadata, spec, status } = pod;
  const containers = [
    ...(status?.initContainerStatuses ?? [])
      // A finished init container has done its part and says nothing any more.
      .filter(({ state }) => state?.terminated?.exitCode !== 0),
    ...(status?.containerStatuses ?? []),
  ].map(containerOf);
  const waiting = containers.filter(({ reason }) => reason);
  const worst =
    waiting.find(({ reason }) => !STARTING.includes(reason ?? '')) ??
    waiting[0];
  const unscheduled = status?.conditions.find(
    ({ type, status: value }) => type === 'PodScheduled' && value === 'False',
  );
  // Where the pod as a whole has a reason, such as Evicted, its containers merely ended with it.
  const [why] = [status, worst, unscheduled].filter(each => each?.reason);
  const reason = why?.reason;
  const message = why?.message ?? status?.message;
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
    ...(message && { message: foreignText(message) }),
    containers,
    ...(status?.startTime && { startedAt: status.startTime }),
    ...(spec?.nodeName && { node: spec.nodeName }),
    ...(metadata.deletionTimestamp && { goneBy: metadata.deletionTimestamp }),
  };
}

function containerOf(status: ContainerStatusObject): Container {
  const { waiting, terminated } = status.state ?? {};
  const { reason } = waiting ?? terminated ?? {};
  const message = waiting?.message ?? terminated?.message;
  // While it runs again or waits to, how it ended is told by the state before.
  const ended = terminated ?? status.lastState?.terminated;
  return {
    name: status.name,
    image: status.image,
    ready: status.ready,
    restarts: status.restartCount,
    state: stateOf(status),
    ...(reason && { reason }),
    ...(message && { message: foreignText(message) }),
    ...(ended?.exitCode !== undefined && { exitCode: ended.exitCode }),
    ...(ended?.reason && { endedReason: ended.reason }),
    ...(ended?.message && { endedMessage: foreignText(ended.message) }),
    ...(ended?.finishedAt && { endedAt: ended.finishedAt }),
    ...(ended?.startedAt &&
      ended.finishedAt && {
        endedAfterSeconds: Math.max(
          0,
          (Date.parse(ended.finishedAt) - Date.parse(ended.startedAt)) / 1000,
        ),
      }),
  };
}

function stateOf({ state }: ContainerStatusObject): Container['state'] {
  if (state?.terminated) {
    return 'terminated';
  }
  return state?.running ? 'running' : 'waiting';
}
