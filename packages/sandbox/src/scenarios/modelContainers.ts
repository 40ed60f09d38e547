import type { KubeObject } from '../api/Cluster';
import { MESH_PROXY } from '../controllers/network/serviceMesh';
import { ENGINE } from '../controllers/seldon/containers';
import type { Container } from '../controllers/seldon/types';

/** All but the engine and the mesh's proxy. */
export const modelContainers = (pod: KubeObject): Container[] =>
  pod.spec.containers.filter(
    ({ name }: Container) => name !== ENGINE && name !== MESH_PROXY,
  );

/** Changes every model container of a pod. */
export const eachModelContainer =
  (change: (container: Container, pod: KubeObject) => void) =>
  (pod: KubeObject): void =>
    modelContainers(pod).forEach(container => change(container, pod));

/** Puts the faulty model in the place of the model's own container. Two faults at once share one. */
export const withFaultyModel = (env: Record<string, string>) =>
  eachModelContainer(container => {
    container.image = 'sandbox/faulty-model:1';
    container.env = [
      ...(container.env ?? []).filter(({ name }) => !(name in env)),
      ...Object.entries(env).map(([name, value]) => ({ name, value })),
    ];
  });
