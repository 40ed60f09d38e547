import type { Evidence, Finding, HealthStatus } from '../contract/health';
import type { ClusterFacts, EventFact } from './facts';
import { eventEvidence } from './podEvents';
import {
  isOver,
  troubleOf,
  type ContainerFact,
  type ContainerTrouble,
  type PodFact,
} from './pods';
import { severityOfOutage } from './predictors';
import { severityOf } from './status';

/** One trouble of one container, and every pod of the predictor that has it. */
export interface TroubledContainer {
  predictor?: string;
  /** As it is in the first of the pods. */
  container: ContainerFact;
  /** The worst first. */
  pods: [PodFact, ...PodFact[]];
  status: HealthStatus;
}

/**
 * The containers that are in some trouble. Ten pods with one wrong image are one thing to tell, as bad as it is in the worst
 * of them.
 *
 * @param statusOf - how bad it is; `undefined`: it is not in that trouble
 */
export function troubledContainers(
  { model }: ClusterFacts,
  statusOf: (
    pod: PodFact,
    container: ContainerFact,
  ) => HealthStatus | undefined,
): TroubledContainer[] {
  const each = model.pods
    .filter(pod => !isOver(pod))
    .flatMap(pod =>
      pod.containers.flatMap(container => {
        const status = statusOf(pod, container);
        return status ? [{ pod, container, status }] : [];
      }),
    )
    .sort((a, b) => severityOf(b.status) - severityOf(a.status));
  const found = new Map<string, TroubledContainer>();
  for (const { pod, container, status } of each) {
    const { predictor } = pod;
    const key = JSON.stringify([predictor, container.name, container.image]);
    const known = found.get(key);
    if (known) {
      known.pods.push(pod);
    } else {
      found.set(key, { predictor, container, pods: [pod], status });
    }
  }
  return [...found.values()];
}

/** Those of which the kubelet tells such a trouble, by default as bad as that their predictor answers less. */
export function containersWith(
  trouble: ContainerTrouble,
  cluster: ClusterFacts,
  statusOf: (
    pod: PodFact,
    container: ContainerFact,
  ) => HealthStatus | undefined = ({ predictor }) =>
    severityOfOutage(cluster, predictor),
): TroubledContainer[] {
  return troubledContainers(cluster, (pod, container) =>
    troubleOf(container) === trouble ? statusOf(pod, container) : undefined,
  );
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
