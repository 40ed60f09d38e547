import type { ModelDetail } from '../contract/models';
import { ORCHESTRATOR } from '../promql/calls';
import type { ClusterFacts } from './facts';

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
