import type {
  ModelRef,
  ModelShape,
  ScrapedBy,
} from 'backstage-plugin-ml-monitoring-common';
import { scrapedByOthers, type Scrapers } from './facts/scrapedBy';
import { gather, gatherEverywhere } from './gather';
import type { KubeClient } from './KubeClient';
import {
  podMonitorSchema,
  serviceMonitorSchema,
  serviceSchema,
} from './objects';
import { resources } from './resources';
import { together } from './together';

/** What may scrape a model already, read once, and asked for a shape that need not run yet. */
export interface ScraperReading {
  scrapedBy: (shape: ModelShape) => ScrapedBy[];
  /** One sentence for each kind that could not be read: what it selects is then not known. */
  problems: string[];
}

export async function readScrapers(
  client: KubeClient,
  ref: ModelRef,
  { signal }: { signal?: AbortSignal },
): Promise<ScraperReading> {
  const { namespace } = ref;
  const parts = await together(signal, group => {
    const within = { namespace, signal: group };
    return Promise.all([
      gatherEverywhere(
        client,
        resources.serviceMonitors,
        serviceMonitorSchema,
        within,
      ),
      gatherEverywhere(client, resources.podMonitors, podMonitorSchema, within),
      gather(client, resources.services, serviceSchema, within),
    ]);
  });
  const scrapers: Scrapers = {
    serviceMonitors: parts[0].value,
    podMonitors: parts[1].value,
    services: parts[2].value,
  };
  return {
    scrapedBy: shape => scrapedByOthers(scrapers, ref, shape),
    problems: parts.flatMap(({ problems }) => problems),
  };
}
