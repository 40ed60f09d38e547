import type { z as Zod } from 'zod/v3';

/** Which parameter of the template holds the cluster, and which the namespace, where they are not called that. */
export interface SiblingNames {
  clusterField?: string;
  namespaceField?: string;
}

/** The cluster and namespace chosen elsewhere in the form. */
export function siblingsOf(
  formData: Record<string, unknown> | undefined,
  { clusterField = 'cluster', namespaceField = 'namespace' }: SiblingNames = {},
): { cluster?: string; namespace?: string } {
  const text = (key: string) => {
    const value = formData?.[key];
    return typeof value === 'string' && value ? value : undefined;
  };
  return { cluster: text(clusterField), namespace: text(namespaceField) };
}

/** The `ui:options` of a field that looks at the cluster. */
export const clusterFieldOption = (z: typeof Zod) => ({
  clusterField: z
    .string()
    .optional()
    .describe('The parameter that holds the cluster. Default: cluster'),
});

/** The `ui:options` of a field that looks at cluster and namespace. */
export const siblingOptions = (z: typeof Zod) => ({
  ...clusterFieldOption(z),
  namespaceField: z
    .string()
    .optional()
    .describe('The parameter that holds the namespace. Default: namespace'),
});
