import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  modelPredictPermission,
  modelProvisionPermission,
  modelReadPermission,
  stringifyModelRef,
  type ClusterFacts,
  type listModelsQuerySchema,
  type ModelDetail,
  type ModelList,
  type ModelRef,
  type ModelSummary,
} from 'backstage-plugin-ml-monitoring-common';
import type { z } from 'zod/v3';
import type { Clusters } from '../cluster';
import type { MlMonitoringConfig } from '../config';
import {
  hidingAbsence,
  isAllowed,
  requireReadable,
  resourceOf,
  type ModelAccess,
} from '../permissions';
import type { FleetService } from './FleetService';
import { linksOf } from './linksOf';
import type { ModelReader, ModelReading } from './types';

export interface Reader {
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

type ListQuery = z.output<typeof listModelsQuerySchema>;

/** The models a person may read. Whatever shows a model asks here first. */
export class ModelDirectory {
  constructor(
    private readonly options: {
      clusters: Clusters;
      reader: ModelReader;
      fleet: FleetService;
      access: ModelAccess;
      links: MlMonitoringConfig['links'];
      /** Whether models there can be changed at all, by whomever. */
      mayChange: (ref: ModelRef) => boolean;
      /** Whether test predictions are turned on. */
      takesPredictions: boolean;
    },
  ) {}

  /**
   * The same model with the real name of its cluster, once it is sure that it may be read.
   *
   * @throws NotAllowedError when the person may read no model at all
   * @throws NotFoundError when it is not there, or may not be read: the two look the same
   */
  async readable(ref: ModelRef, reader: Reader): Promise<ModelRef> {
    const { decision, resolved } = await this.decide(ref, reader);
    if (!decision.unconditional) {
      await this.read(resolved, decision, reader);
    }
    return resolved;
  }

  /** What the cluster says of a model that may be read. Throws as `readable` does. */
  async reading(ref: ModelRef, reader: Reader): Promise<ModelReading> {
    const { decision, resolved } = await this.decide(ref, reader);
    return this.read(resolved, decision, reader);
  }

  async detail(ref: ModelRef, reader: Reader): Promise<ModelDetail> {
    const { facts, source } = await this.reading(ref, reader);
    const [changeable, testPredictions] = await Promise.all([
      this.isChangeable(facts, reader),
      this.testPredictions(facts, reader),
    ]);
    return {
      ...facts.model,
      changeable,
      testPredictions,
      links: linksOf(facts.model.ref, this.options.links),
      sources: [source],
    };
  }

  private async testPredictions(
    facts: ClusterFacts,
    { credentials }: Reader,
  ): Promise<ModelDetail['testPredictions']> {
    const { access, takesPredictions } = this.options;
    if (!takesPredictions) {
      return 'off';
    }
    try {
      const decision = await access.decide(modelPredictPermission, credentials);
      return isAllowed(decision, facts) ? 'allowed' : 'forbidden';
    } catch (error) {
      if ((error as Error).name === 'NotAllowedError') {
        return 'forbidden';
      }
      throw error;
    }
  }

  private async isChangeable(
    facts: ClusterFacts,
    { credentials }: Reader,
  ): Promise<boolean> {
    const { access, mayChange } = this.options;
    const { managed, ref } = facts.model;
    return (
      managed &&
      mayChange(ref) &&
      facts.namespaceLabels !== undefined &&
      access.may(modelProvisionPermission, resourceOf(facts), credentials)
    );
  }

  async list(query: ListQuery, reader: Reader): Promise<ModelList> {
    const { access, clusters, fleet } = this.options;
    const { credentials, signal } = reader;
    const decision = await access.decide(modelReadPermission, credentials);
    const cluster =
      query.cluster && (await clusters.resolve(query.cluster, { signal }));
    const { entries, sources } = await fleet.summaries({
      cluster: cluster || undefined,
      namespace: query.namespace,
      signal,
    });
    const found = entries
      .filter(({ facts }) => isAllowed(decision, facts))
      .map(({ summary }) => ({ summary, key: stringifyModelRef(summary.ref) }))
      .filter(({ summary, key }) => matches(summary, key, query))
      .sort((a, b) => compare(a.key, b.key));
    const after = query.cursor && decodeCursor(query.cursor);
    const rest = after
      ? found.filter(({ key }) => compare(key, after) > 0)
      : found;
    const page = rest.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: page.map(({ summary }) => summary),
      totalItems: found.length,
      ...(last &&
        rest.length > page.length && { nextCursor: encodeCursor(last.key) }),
      sources,
    };
  }

  private async decide(ref: ModelRef, { credentials, signal }: Reader) {
    const { access, clusters } = this.options;
    const decision = await access.decide(modelReadPermission, credentials);
    const cluster = await clusters.resolve(ref.cluster, { signal });
    return { decision, resolved: { ...ref, cluster } };
  }

  private async read(
    ref: ModelRef,
    decision: Awaited<ReturnType<ModelAccess['decide']>>,
    { signal }: Reader,
  ) {
    try {
      const reading = await this.options.reader.facts(ref, { signal });
      requireReadable(decision, reading.facts);
      return reading;
    } catch (error) {
      throw hidingAbsence(error, decision, ref);
    }
  }
}

function matches(
  summary: ModelSummary,
  key: string,
  query: ListQuery,
): boolean {
  const { owner, status, monitored, q } = query;
  return (
    (owner === undefined || summary.ownership.owner === owner) &&
    (status === undefined || summary.status === status) &&
    // Not known to be monitored is not the same as known not to be.
    (monitored === undefined || summary.monitored === monitored) &&
    (q === undefined || searchText(summary, key).includes(q.toLowerCase()))
  );
}

function searchText(summary: ModelSummary, key: string): string {
  const { ownership, images, predictors } = summary;
  return [
    key,
    ...predictors,
    ...images,
    ownership.owner,
    ownership.system,
    ownership.description,
  ]
    .join('\n')
    .toLowerCase();
}

/** Not by locale, which may differ between two replicas. */
function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function encodeCursor(key: string): string {
  return Buffer.from(key).toString('base64url');
}

function decodeCursor(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  if (encodeCursor(key) !== cursor) {
    throw new InputError(
      `cursor: must be the nextCursor of the page before (got ${cursor.slice(0, 80)})`,
    );
  }
  return key;
}
