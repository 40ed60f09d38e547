import { parse } from 'yaml';

interface ScrapeConfig {
  job_name: string;
  relabel_configs?: object[];
}

/** One Prometheus whose targets are scraped, and what its series are marked with. */
export interface Scraped {
  /** Of its jobs, those whose name contains this. */
  jobs: string;
  prometheus: string;
  labels: Record<string, string>;
}

/**
 * What one Prometheus has to scrape to see what others do, with labels that tell these apart, as their external labels would in a store
 * that they share.
 */
export async function mergedScrapes(
  sources: readonly Scraped[],
): Promise<ScrapeConfig[]> {
  const configs = await Promise.all(
    sources.map(async ({ prometheus, jobs, labels }) => {
      const response = await fetch(`${prometheus}/api/v1/status/config`);
      const { data } = (await response.json()) as { data: { yaml: string } };
      const { scrape_configs: all = [] } = parse(data.yaml) as {
        scrape_configs?: ScrapeConfig[];
      };
      return all
        .filter(({ job_name }) => job_name.includes(jobs))
        .map(config => ({
          ...config,
          job_name: [...Object.values(labels), config.job_name].join('/'),
          relabel_configs: [
            ...(config.relabel_configs ?? []),
            ...Object.entries(labels).map(([label, value]) => ({
              target_label: label,
              replacement: value,
            })),
          ],
        }));
    }),
  );
  return configs.flat();
}
