import type { Evidence, Finding } from '../contract/health';
import type { ModelDetail } from '../contract/models';
import { ORCHESTRATOR } from '../promql/calls';
import type { ClusterFacts, EventFact } from './facts';

/** @public */
export type PodFact = ModelDetail['pods'][number];
/** @public */
export type ContainerFact = PodFact['containers'][number];

/** Why a container does not run, as the kubelet tells. */
export type ContainerTrouble =
  'image-pull' | 'container-config' | 'out-of-memory' | 'crash-loop';

const IMAGE_REASONS = [
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
];
const CONFIG_REASONS = [
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
];

export function troubleOf(
  container: ContainerFact,
): ContainerTrouble | undefined {
  const { reason, state, exitCode, endedReason = reason } = container;
  if (endedReason === 'OOMKilled') {
    return 'out-of-memory';
  }
  if (state === 'waiting' && reason) {
    if (IMAGE_REASONS.includes(reason)) {
      return 'image-pull';
    }
    if (CONFIG_REASONS.includes(reason)) {
      return 'container-config';
    }
    return reason === 'CrashLoopBackOff' ? 'crash-loop' : undefined;
  }
  return state === 'terminated' && exitCode !== undefined && exitCode !== 0
    ? 'crash-loop'
    : undefined;
}

/** Seldon downloads the model of a prepackaged server in a container of this kind. */
export function isDownloader({ name }: ContainerFact): boolean {
  return name.endsWith('-model-initializer');
}

/** Pods that are over or about to be, and replaced by their ReplicaSet. */
export function isOver({ phase }: PodFact): boolean {
  return ['Succeeded', 'Failed', 'Terminating'].includes(phase);
}

export function isUnschedulable({ phase, reason }: PodFact): boolean {
  return phase === 'Pending' && reason === 'Unschedulable';
}

const VOLUME = /persistentvolumeclaim|volume node affinity conflict/i;

/** Whether a pod waits for a volume, by the words of the scheduler. */
export function waitsForVolume(pod: PodFact): boolean {
  return isUnschedulable(pod) && VOLUME.test(pod.message ?? '');
}

/** Whether Seldon's orchestrator runs in it, which alone counts and times predictions. */
export function hasEngine({ containers }: PodFact): boolean {
  return containers.some(({ name }) => name === ORCHESTRATOR);
}

/**
 * The ready pods that tell Prometheus about predictions. Further parts of a graph,
 * explainers and models without orchestrator do not.
 *
 * @public
 */
export function measuringPods({ model }: ClusterFacts): PodFact[] {
  return model.pods.filter(pod => pod.ready && !isOver(pod) && hasEngine(pod));
}

/** One trouble of one container, and every pod of the predictor that has it. */
export interface TroubledContainer {
  predictor?: string;
  container: ContainerFact;
  pods: [PodFact, ...PodFact[]];
}

/** Ten pods with one wrong image are one thing to tell. */
export function containersWith(
  trouble: ContainerTrouble,
  { model }: ClusterFacts,
): TroubledContainer[] {
  const found = new Map<string, TroubledContainer>();
  for (const pod of model.pods.filter(candidate => !isOver(candidate))) {
    for (const container of pod.containers) {
      if (troubleOf(container) !== trouble) {
        continue;
      }
      const key = JSON.stringify([
        pod.predictor,
        container.name,
        container.image,
      ]);
      const known = found.get(key);
      if (known) {
        known.pods.push(pod);
      } else {
        found.set(key, { predictor: pod.predictor, container, pods: [pod] });
      }
    }
  }
  return [...found.values()];
}

/** Whose lines tell more: those before the end, where it has ended. */
export function logsOf(
  { name, state, restarts }: ContainerFact,
  pods: readonly [PodFact, ...PodFact[]],
): NonNullable<Finding['container']> {
  return {
    pod: pods[0].name,
    container: name,
    previous: state !== 'terminated' && restarts > 0,
  };
}

/** `predictor "v2"`, or the pod where the predictor is not known. */
export function ownerOf({ predictor, pods }: TroubledContainer): string {
  return predictor ? `predictor "${predictor}"` : `pod "${pods[0].name}"`;
}

/** What the kubelet says of the pods. */
export function podEvidence(
  { pods, container }: TroubledContainer,
  events: readonly EventFact[],
): Evidence[] {
  return [
    ...pods.slice(0, 3).map((pod): Evidence => ({
      kind: 'object',
      object: `Pod ${pod.name}`,
      detail: [
        `container ${container.name}: ${container.state}`,
        container.reason,
        container.exitCode === undefined
          ? undefined
          : `exit code ${container.exitCode}`,
        container.restarts ? `${container.restarts} restarts` : undefined,
        container.message,
        container.endedMessage && container.endedMessage !== container.message
          ? `its last words: ${container.endedMessage}`
          : undefined,
      ]
        .filter(Boolean)
        .join(', '),
    })),
    ...eventEvidence(pods, events, container),
  ];
}

/** The latest warnings about the pods, or about one container of them. */
export function eventEvidence(
  pods: readonly PodFact[],
  events: readonly EventFact[],
  container?: ContainerFact,
): Evidence[] {
  return warningsAbout(pods, events, container)
    .sort((a, b) => (b.lastSeen?.getTime() ?? 0) - (a.lastSeen?.getTime() ?? 0))
    .slice(0, 3)
    .map(eventAsEvidence);
}

export function eventAsEvidence({
  object,
  reason,
  message,
  count,
  lastSeen,
}: EventFact): Evidence {
  return {
    kind: 'event',
    object,
    reason,
    message,
    count,
    lastSeen: lastSeen?.toISOString(),
  };
}

/** When the trouble of the pods was first seen. */
export function troubledSince(
  pods: readonly PodFact[],
  events: readonly EventFact[],
  container?: ContainerFact,
): string | undefined {
  const times = warningsAbout(pods, events, container)
    .map(({ firstSeen }) => firstSeen?.toISOString())
    .concat(pods.map(({ startedAt }) => startedAt))
    .filter(time => time !== undefined)
    .sort();
  return times[0];
}

function warningsAbout(
  pods: readonly PodFact[],
  events: readonly EventFact[],
  container?: ContainerFact,
): EventFact[] {
  const objects = new Set(pods.map(({ name }) => `Pod ${name}`));
  const others = pods
    .flatMap(({ containers }) => containers)
    .filter(({ image, name }) => container && name !== container.name && image);
  return events
    .filter(({ type, object }) => type === 'Warning' && objects.has(object))
    .filter(
      event =>
        !container ||
        (event.container
          ? event.container === container.name
          : !others.some(
              ({ image }) =>
                image !== container.image && event.message.includes(image),
            )),
    );
}
