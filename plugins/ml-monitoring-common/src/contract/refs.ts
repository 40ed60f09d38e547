import { z } from 'zod/v3';

/**
 * Stands for "the only configured cluster" in a path, so that an entity need
 * not name a cluster where there is one. Answers carry the real name.
 *
 * @public
 */
export const ONLY_CLUSTER = '_';

/** @public */
export const clusterNameSchema = z
  .string()
  .regex(
    /^(_|[A-Za-z0-9][A-Za-z0-9._-]{0,252})$/,
    'must be the name of a configured cluster: letters, digits, ".", "_" and "-"',
  );

/** @public */
export const namespaceSchema = z
  .string()
  .max(63, 'must be at most 63 characters')
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    'must be lower-case letters, digits and "-", starting and ending with a letter or digit',
  );

/** The name of a Kubernetes object: a DNS-1123 subdomain. @public */
export const objectNameSchema = z
  .string()
  .max(253, 'must be at most 253 characters')
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    'must be lower-case letters, digits, "-" and ".", starting and ending with a letter or digit',
  );

/**
 * Which model: a SeldonDeployment in a namespace of a cluster.
 *
 * @public
 */
export const modelRefSchema = z.object({
  cluster: clusterNameSchema,
  namespace: namespaceSchema,
  name: objectNameSchema,
});

/** @public */
export type ModelRef = z.infer<typeof modelRefSchema>;

/** The one way to write a model for people and logs: `cluster:namespace/name`. @public */
export function stringifyModelRef(ref: ModelRef): string {
  return `${ref.cluster}:${ref.namespace}/${ref.name}`;
}
