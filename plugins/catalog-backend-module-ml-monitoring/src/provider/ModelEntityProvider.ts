import type {
  AuthService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import type { Entity } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import type {
  CatalogService,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import {
  MODEL_ANNOTATION,
  type MlMonitoringApi,
  type EntityDefaults,
} from 'backstage-plugin-ml-monitoring-common';
import { readModels } from './readModels';
import { reconcile } from './reconcile';
import { LOCATION_TYPE } from './toEntity';

const PROVIDER_NAME = 'ml-monitoring';

export interface ModelEntityProviderOptions {
  api: Pick<MlMonitoringApi, 'listModels'>;
  auth: AuthService;
  catalog: Pick<CatalogService, 'streamEntities'>;
  defaults: EntityDefaults;
  logger: LoggerService;
  taskRunner: SchedulerServiceTaskRunner;
}

/** Makes every model that runs an entity, and takes the entities of models that are gone out of the catalog. */
export class ModelEntityProvider implements EntityProvider {
  readonly #options: ModelEntityProviderOptions;
  #lastProblem?: string;

  static create(options: ModelEntityProviderOptions) {
    return new ModelEntityProvider(options);
  }

  private constructor(options: ModelEntityProviderOptions) {
    this.#options = options;
  }

  getProviderName(): string {
    return PROVIDER_NAME;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await this.#options.taskRunner.run({
      id: `${PROVIDER_NAME}-model-entities`,
      fn: signal => this.#run(connection, signal),
    });
  }

  async #run(connection: EntityProviderConnection, signal: AbortSignal) {
    try {
      const gaps = await this.#refresh(connection, signal);
      this.#report(
        gaps.length ? `Not every model could be read: ${gaps.join('; ')}` : '',
      );
    } catch (error) {
      if (!signal.aborted) {
        this.#report(`The models could not be read: ${stringifyError(error)}`);
      }
    }
  }

  async #refresh(connection: EntityProviderConnection, signal: AbortSignal) {
    const { defaults, logger } = this.#options;
    const [inventory, claims] = await Promise.all([
      this.#readModels(signal),
      this.#readClaims(),
    ]);
    signal.throwIfAborted();
    const { added, removed } = reconcile({ inventory, claims, defaults });
    for (const entityRef of removed) {
      logger.info(
        `${entityRef} is removed: its model is gone, or claimed by another entity`,
      );
    }
    // A delta, because a full mutation would also remove what could not be read. The catalog skips what has not changed.
    await connection.applyMutation({
      type: 'delta',
      added: added.map(entity => ({ entity, locationKey: LOCATION_TYPE })),
      removed: removed.map(entityRef => ({ entityRef })),
    });
    return inventory.gaps;
  }

  async #readModels(signal: AbortSignal) {
    const { api, auth } = this.#options;
    return readModels(async query => {
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: await auth.getOwnServiceCredentials(),
        targetPluginId: 'ml-monitoring',
      });
      return api.listModels(query, { token, signal });
    });
  }

  async #readClaims(): Promise<Entity[]> {
    const { auth, catalog } = this.#options;
    const claims: Entity[] = [];
    const pages = catalog.streamEntities(
      {
        filter: {
          [`metadata.annotations.${MODEL_ANNOTATION}`]: CATALOG_FILTER_EXISTS,
        },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
        ],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) {
      claims.push(...page);
    }
    return claims;
  }

  /** Says a problem once, not with every run. */
  #report(problem: string) {
    if (problem && problem !== this.#lastProblem) {
      this.#options.logger.warn(`${problem}. No entity is removed for it`);
    }
    this.#lastProblem = problem;
  }
}
