import {
  targetsScrapedAt,
  targetsUp,
  type ClusterFacts,
  type TargetFact,
} from 'backstage-plugin-ml-monitoring-common';
import type { ClusterMetrics, InstantSample } from '../metrics';

/** The targets of a namespace as Prometheus last saw them. */
export interface NamespaceTargets {
  query: string;
  samples: InstantSample[];
  /** Unix seconds by target. */
  scrapedAt: Map<string, number>;
}

export async function askTargets(
  metrics: ClusterMetrics,
  options: { namespace: string; at: Date; signal?: AbortSignal },
): Promise<NamespaceTargets> {
  const { namespace, at, signal } = options;
  const scope = { namespaces: [namespace], matchers: metrics.matchers };
  const query = targetsUp(scope);
  const [up, scraped] = await Promise.all([
    metrics.source.instant(query, { namespace, at, signal }),
    metrics.source.instant(targetsScrapedAt(scope), { namespace, at, signal }),
  ]);
  return {
    query,
    samples: up.value,
    scrapedAt: new Map(
      scraped.value.flatMap(({ labels, value }) =>
        value === undefined ? [] : [[targetKey(labels), value]],
      ),
    ),
  };
}

/** Those of the targets that are of the model: by its pods, or by its Services where a target names no pod. */
export function targetsOfModel(
  { model }: ClusterFacts,
  targets: Pick<NamespaceTargets, 'samples' | 'scrapedAt'>,
): TargetFact[] {
  const pods = new Set(model.pods.map(({ name }) => name));
  const services = new Set(
    model.predictors.map(({ serviceName }) => serviceName),
  );
  return targets.samples
    .filter(({ labels }) =>
      labels.pod
        ? pods.has(labels.pod)
        : services.has(labels.service) || services.has(labels.job),
    )
    .map(({ labels, value }) => {
      const scrapedAt = targets.scrapedAt.get(targetKey(labels));
      return {
        job: labels.job ?? '',
        instance: labels.instance ?? '',
        pod: labels.pod || undefined,
        up: value === 1,
        scrapedAt:
          scrapedAt === undefined ? undefined : new Date(scrapedAt * 1000),
      };
    });
}

/** Adds why the last scrape failed, where the source tells. */
export async function withLastErrors(
  metrics: ClusterMetrics,
  targets: TargetFact[],
  signal?: AbortSignal,
): Promise<TargetFact[]> {
  if (targets.every(({ up }) => up)) {
    return targets;
  }
  const scraped = (await metrics.source.targets({ signal })) ?? [];
  return targets.map(target => ({
    ...target,
    lastError: target.up
      ? undefined
      : scraped.find(
          ({ labels }) =>
            labels.job === target.job &&
            labels.instance === target.instance &&
            (labels.pod || undefined) === target.pod,
        )?.lastError,
  }));
}

/** Tells targets apart, whatever was asked of them. */
export function targetKey({
  __name__,
  ...labels
}: Record<string, string>): string {
  return JSON.stringify(Object.entries(labels).sort());
}
