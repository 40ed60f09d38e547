import type { KubeObject } from '../Cluster';
import { age } from '../humanDuration';
import { name, orNone, text, wide, type Column } from './columns';

const containersOf = (pod: KubeObject): any[] =>
  pod.status?.containerStatuses ?? [];

function initReason(pod: KubeObject): string | undefined {
  const statuses: any[] = pod.status?.initContainerStatuses ?? [];
  const index = statuses.findIndex(
    ({ state }) => state?.terminated?.exitCode !== 0,
  );
  if (index < 0) return undefined;
  const { terminated, waiting } = statuses[index].state ?? {};
  if (terminated) {
    return `Init:${terminated.reason || `ExitCode:${terminated.exitCode}`}`;
  }
  return waiting?.reason && waiting.reason !== 'PodInitializing'
    ? `Init:${waiting.reason}`
    : `Init:${index}/${pod.spec?.initContainers?.length ?? 0}`;
}

function containerReason(pod: KubeObject): string | undefined {
  let reason: string | undefined;
  for (const { state } of [...containersOf(pod)].reverse()) {
    if (state?.waiting?.reason) reason = state.waiting.reason;
    else if (state?.terminated) {
      const { terminated } = state;
      reason = terminated.reason || `ExitCode:${terminated.exitCode}`;
    }
  }
  return reason;
}

export function podStatus(pod: KubeObject): string {
  if (pod.metadata.deletionTimestamp) return 'Terminating';
  return (
    initReason(pod) ??
    containerReason(pod) ??
    pod.status?.reason ??
    pod.status?.phase ??
    'Unknown'
  );
}

function ready(pod: KubeObject) {
  const statuses = containersOf(pod);
  const total = pod.spec?.containers?.length ?? 0;
  return `${statuses.filter(each => each.ready).length}/${total}`;
}

function restarts(pod: KubeObject, now: Date) {
  const statuses = containersOf(pod);
  const total = statuses.reduce(
    (sum, each) => sum + (each.restartCount ?? 0),
    0,
  );
  const lastRestart = statuses
    .map(each => each.lastState?.terminated?.finishedAt)
    .filter(Boolean)
    .sort()
    .pop();
  return total > 0 && lastRestart
    ? `${total} (${age(lastRestart, now)} ago)`
    : total;
}

function readinessGates({ spec, status }: KubeObject) {
  const gates: any[] = spec?.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const met = gates.filter(({ conditionType }) =>
    status?.conditions?.some(
      (each: any) => each.type === conditionType && each.status === 'True',
    ),
  );
  return `${met.length}/${gates.length}`;
}

export const podColumns: Column[] = [
  name,
  text('Ready', ready),
  text('Status', podStatus),
  text('Restarts', restarts),
  text('Age', ({ metadata }, now) => age(metadata.creationTimestamp, now)),
  wide('IP', ({ status }) => orNone(status?.podIP)),
  wide('Node', ({ spec }) => orNone(spec?.nodeName)),
  wide('Nominated Node', ({ status }) => orNone(status?.nominatedNodeName)),
  wide('Readiness Gates', readinessGates),
];
