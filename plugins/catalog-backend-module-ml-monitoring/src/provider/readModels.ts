import {
  stringifyModelRef,
  type MlMonitoringApi,
  type ModelList,
  type ModelSummary,
} from 'backstage-plugin-ml-monitoring-common';

const PAGE_SIZE = 1000;
const MAXIMUM_PAGES = 1000;

/** Every model the backend knows of, with what is known about gaps. */
export interface ModelInventory {
  models: ModelSummary[];
  /** Every cluster that was asked. */
  clusters: string[];
  /** Those of which every model is listed, so that one that is not there is gone. */
  completeClusters: Set<string>;
  /** Why the other clusters are not complete, one sentence each. */
  gaps: string[];
}

/** Reads all pages. Throws when one of them fails: half an inventory would look like deletions. */
export async function readModels(
  listModels: (
    query: Parameters<MlMonitoringApi['listModels']>[0],
  ) => Promise<ModelList>,
): Promise<ModelInventory> {
  const pages: ModelList[] = [];
  let cursor: string | undefined;
  do {
    if (pages.length === MAXIMUM_PAGES) {
      throw new Error(
        `The list of models has more than ${MAXIMUM_PAGES} pages of ${PAGE_SIZE}`,
      );
    }
    const page = await listModels({ limit: PAGE_SIZE, cursor });
    pages.push(page);
    cursor = page.nextCursor;
  } while (cursor);

  const models = [
    ...new Map(
      pages
        .flatMap(({ items }) => items)
        .map(model => [stringifyModelRef(model.ref), model]),
    ).values(),
  ];
  const sources = pages
    .flatMap(page => page.sources)
    .filter(({ kind }) => kind === 'cluster');
  const clusters = [...new Set(sources.map(({ cluster }) => cluster))];
  const gaps = new Map<string, string>();
  for (const { cluster, status, title, message } of sources) {
    if (status !== 'ok') {
      gaps.set(
        cluster,
        `${title} is ${status}${message ? `: ${message}` : ''}`,
      );
    }
  }

  // Models that came or went between two pages may have moved others over the edge of a page.
  const isSteady = pages.every(
    ({ totalItems }) => totalItems === models.length,
  );
  if (!isSteady) {
    return {
      models,
      clusters,
      completeClusters: new Set(),
      gaps: [...gaps.values(), 'The list of models changed while it was read'],
    };
  }
  return {
    models,
    clusters,
    completeClusters: new Set(clusters.filter(name => !gaps.has(name))),
    gaps: [...gaps.values()],
  };
}
