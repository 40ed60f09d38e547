import type { Cluster, KubeObject } from '../../api/Cluster';
import { CONFIG_MAPS } from '../runtime/resources';

const SECRETS = { group: '', resource: 'secrets' };

interface Reference {
  name: string;
  key?: string;
  optional?: boolean;
}

/** A container's environment, or why it cannot be put together. */
export function containerEnvironment(
  cluster: Cluster,
  pod: KubeObject,
  container: any,
): { env: Record<string, string> } | { problem: string } {
  const { namespace } = pod.metadata;
  const read = (kind: 'secret' | 'configmap', { name }: Reference) =>
    cluster.get(kind === 'secret' ? SECRETS : CONFIG_MAPS, { namespace, name });
  const values = (object: KubeObject): Record<string, string> =>
    object.kind === 'Secret'
      ? Object.fromEntries(
          Object.entries<string>(object.data ?? {}).map(([key, value]) => [
            key,
            Buffer.from(value, 'base64').toString(),
          ]),
        )
      : (object.data ?? {});

  const env: Record<string, string> = {};
  for (const source of container.envFrom ?? []) {
    const kind = source.secretRef ? 'secret' : 'configmap';
    const reference: Reference = source.secretRef ?? source.configMapRef;
    const object = read(kind, reference);
    if (object) {
      Object.assign(env, values(object));
    } else if (!reference.optional) {
      return { problem: `${kind} "${reference.name}" not found` };
    }
  }
  for (const { name, value, valueFrom } of container.env ?? []) {
    const kind = valueFrom?.secretKeyRef ? 'secret' : 'configmap';
    const reference: Reference | undefined =
      valueFrom?.secretKeyRef ?? valueFrom?.configMapKeyRef;
    if (!reference) {
      env[name] = value ?? fieldValue(pod, valueFrom?.fieldRef?.fieldPath);
      continue;
    }
    const object = read(kind, reference);
    const found = object && values(object)[reference.key ?? ''];
    if (found !== undefined) {
      env[name] = found;
    } else if (!reference.optional) {
      return {
        problem: object
          ? `couldn't find key ${reference.key} in ${object.kind} ${namespace}/${reference.name}`
          : `${kind} "${reference.name}" not found`,
      };
    }
  }
  return { env };
}

function fieldValue(pod: KubeObject, path: string | undefined): string {
  const value = (path ?? '')
    .split('.')
    .reduce<any>((object, part) => object?.[part], pod);
  return typeof value === 'string' ? value : '';
}
