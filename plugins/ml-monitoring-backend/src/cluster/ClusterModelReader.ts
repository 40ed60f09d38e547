import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  SELDON_DEPLOYMENT_ID_LABEL,
  seldonDeploymentId,
  stringifyModelRef,
  type ModelRef,
  type SourceState,
} from 'backstage-plugin-ml-monitoring-common';
import { matchesPattern, type MlMonitoringConfig } from '../config';
import type {
  ModelListing,
  ModelReader,
  ModelReading,
} from '../services/types';
import type { Clusters } from './Clusters';
import { clusterSource } from './clusterSource';
import { ApiNotServedError } from './errors';
import { indexObjects } from './facts/indexObjects';
import { toClusterFacts } from './facts/toClusterFacts';
import { gatherObjects, parseItems } from './gather';
import type { KubeClient } from './KubeClient';
import { namespaceObjectSchema, seldonDeploymentSchema } from './objects';
import { readSeldonDeployment } from './read';
import { resources } from './resources';
import { together } from './together';

type Options = { signal?: AbortSignal };

/** Reads models from the API servers. */
export class ClusterModelReader implements ModelReader {
  constructor(
    private readonly options: {
      clusters: Clusters;
      /** What is watched, by cluster name. */
      scopes: MlMonitoringConfig['clusters'];
      routePort?: number;
      now: () => Date;
    },
  ) {}

  clusters(): Promise<readonly string[]> {
    return this.options.clusters.names();
  }

  async facts(ref: ModelRef, { signal }: Options): Promise<ModelReading> {
    const { clusters, routePort } = this.options;
    const cluster = await clusters.resolve(ref.cluster, { signal });
    const client = await clusters.client(cluster);
    const resolved = { ...ref, cluster };
    this.requireWatched(resolved);
    const { namespace } = ref;
    const seldonId = seldonDeploymentId(ref.name);
    const [sdep, gathered] = await together(signal, group =>
      Promise.all([
        readSeldonDeployment(client, resolved, { signal: group }),
        gatherObjects(client, {
          namespace,
          labelSelector: `${SELDON_DEPLOYMENT_ID_LABEL}=${seldonId}`,
          acrossNamespaces: true,
          signal: group,
        }),
      ]),
    );
    const objectsOf = indexObjects(gathered.value);
    return {
      facts: toClusterFacts(sdep, objectsOf({ namespace, seldonId }), {
        cluster,
        routePort,
      }),
      source: this.source(cluster, gathered.problems),
    };
  }

  async list(options: {
    cluster?: string;
    namespace?: string;
    signal?: AbortSignal;
  }): Promise<ModelListing[]> {
    const { clusters } = this.options;
    const { cluster, namespace, signal } = options;
    const names = cluster
      ? [await clusters.resolve(cluster, { signal })]
      : await clusters.names({ signal });
    return Promise.all(
      names.map(async name => {
        try {
          return await this.listCluster(name, { namespace, signal });
        } catch (error) {
          if (signal?.aborted) {
            throw error;
          }
          return {
            cluster: name,
            models: [],
            source: this.failedSource(name, error as Error),
          };
        }
      }),
    );
  }

  private async listCluster(
    cluster: string,
    options: { namespace?: string; signal?: AbortSignal },
  ): Promise<ModelListing> {
    const { signal } = options;
    const client = await this.options.clusters.client(cluster);
    const namespaces = await this.namespacesToList(client, options);
    const parts = await Promise.allSettled(
      namespaces.map(namespace =>
        this.listNamespace(client, namespace, signal),
      ),
    );
    const read = parts.flatMap(part =>
      part.status === 'fulfilled' ? [part.value] : [],
    );
    const failures = parts.flatMap(part =>
      part.status === 'rejected' ? [part.reason as Error] : [],
    );
    if (failures.length && !read.length) {
      throw failures[0];
    }
    return {
      cluster,
      models: read.flatMap(({ models }) => models),
      source: this.source(cluster, [
        ...failures.map(({ message }) => message),
        ...read.flatMap(({ problems }) => problems),
      ]),
    };
  }

  private async listNamespace(
    client: KubeClient,
    namespace: string | undefined,
    signal: AbortSignal | undefined,
  ) {
    const [items, gathered] = await together(signal, group =>
      Promise.all([
        client.list(resources.seldonDeployments, { namespace, signal: group }),
        gatherObjects(client, {
          namespace,
          labelSelector: SELDON_DEPLOYMENT_ID_LABEL,
          signal: group,
        }),
      ]),
    );
    const sdeps = parseItems(
      seldonDeploymentSchema,
      resources.seldonDeployments,
      items,
    );
    const objectsOf = indexObjects(gathered.value);
    return {
      models: sdeps.value.map(sdep =>
        toClusterFacts(
          sdep,
          objectsOf({
            namespace: sdep.metadata.namespace,
            seldonId: seldonDeploymentId(sdep.metadata.name),
          }),
          { cluster: client.cluster, routePort: this.options.routePort },
        ),
      ),
      problems: [...sdeps.problems, ...gathered.problems],
    };
  }

  /** `undefined` in the answer stands for all namespaces at once. */
  private async namespacesToList(
    client: KubeClient,
    { namespace, signal }: { namespace?: string; signal?: AbortSignal },
  ): Promise<(string | undefined)[]> {
    const patterns = this.options.scopes[client.cluster]?.namespaces;
    if (namespace) {
      return !patterns || matchesAny(namespace, patterns) ? [namespace] : [];
    }
    if (!patterns) {
      return [undefined];
    }
    if (patterns.every(pattern => !pattern.includes('*'))) {
      return patterns;
    }
    const items = await client.list(resources.namespaces, { signal });
    return parseItems(namespaceObjectSchema, resources.namespaces, items)
      .value.map(({ metadata }) => metadata.name)
      .filter(name => matchesAny(name, patterns));
  }

  private requireWatched(ref: ModelRef): void {
    const patterns = this.options.scopes[ref.cluster]?.namespaces;
    if (patterns && !matchesAny(ref.namespace, patterns)) {
      throw new NotFoundError(
        `There is no model ${stringifyModelRef(ref)}: its namespace is not among mlMonitoring.clusters.${ref.cluster}.namespaces`,
      );
    }
  }

  private source(cluster: string, problems: string[]): SourceState {
    return clusterSource({ cluster, asOf: this.options.now(), problems });
  }

  private failedSource(cluster: string, error: Error): SourceState {
    const { asOf: _, ...state } = this.source(cluster, []);
    if (error instanceof ApiNotServedError) {
      return {
        ...state,
        status: 'absent',
        message: `Cluster ${cluster} has no SeldonDeployments: Seldon Core 1.x is not installed`,
      };
    }
    if (error instanceof NotAllowedError) {
      return {
        ...state,
        status: 'forbidden',
        message: `${error.message}. Grant get, list and watch to the portal's credential, or limit what is watched with mlMonitoring.clusters.${cluster}.namespaces`,
      };
    }
    return { ...state, status: 'failed', message: error.message };
  }
}

function matchesAny(text: string, patterns: string[]): boolean {
  return patterns.some(pattern => matchesPattern(text, pattern));
}
