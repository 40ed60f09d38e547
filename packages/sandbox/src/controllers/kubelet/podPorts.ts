import type { KubeObject } from '../../api/Cluster';

/** Where a pod's ports really are, as JSON, when they could not be had on an address of its own. */
export const PORTS_ANNOTATION = 'sandbox/ports';

/** The port to connect to for a container port. */
export function realPort(pod: KubeObject, port: number): number {
  const text = pod.metadata.annotations?.[PORTS_ANNOTATION];
  return (text && JSON.parse(text)[port]) || port;
}

interface ContainerPort {
  name?: string;
  containerPort: number;
}

export const containerPorts = (pod: KubeObject): ContainerPort[] =>
  pod.spec.containers.flatMap(
    (container: { ports?: ContainerPort[] }) => container.ports ?? [],
  );

/** A Service's `targetPort`: a number, or a container port's name. */
export function targetPort(
  pod: KubeObject,
  target: number | string,
): number | undefined {
  return typeof target === 'number'
    ? target
    : containerPorts(pod).find(({ name }) => name === target)?.containerPort;
}
