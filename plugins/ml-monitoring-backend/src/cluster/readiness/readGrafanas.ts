import type {
  GrafanaFact,
  Reading,
} from 'backstage-plugin-ml-monitoring-common';
import type { KubeClient } from '../KubeClient';
import { resources } from '../resources';
import { grafanaSchema } from './objects';
import { readAnywhere } from './reading';

/** The Grafanas of either operator. */
export async function readGrafanas(
  client: KubeClient,
  options: { namespaces: readonly string[]; signal?: AbortSignal },
): Promise<Reading<GrafanaFact[]>> {
  const [v4, v5] = await Promise.all([
    readOf('v4', client, options),
    readOf('v5', client, options),
  ]);
  if (v4.status !== 'read' || v5.status !== 'read') {
    return v5.status === 'absent' || v4.status === 'read' ? v4 : v5;
  }
  return { ...v5, value: [...v5.value, ...v4.value] };
}

async function readOf(
  operator: GrafanaFact['operator'],
  client: KubeClient,
  options: { namespaces: readonly string[]; signal?: AbortSignal },
): Promise<Reading<GrafanaFact[]>> {
  const found = await readAnywhere(
    client,
    operator === 'v4' ? resources.grafanasV4 : resources.grafanasV5,
    grafanaSchema,
    options,
  );
  return found.status === 'read'
    ? {
        ...found,
        value: found.value.map(({ metadata, spec }) => ({
          operator,
          namespace: metadata.namespace,
          name: metadata.name,
          labels: metadata.labels,
          dashboardSelectors: (spec?.dashboardLabelSelector ?? []).filter(
            each => each !== undefined,
          ),
        })),
      }
    : found;
}
