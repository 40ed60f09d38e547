import { NotAllowedError } from '@backstage/errors';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  KNOWN_SERVERS,
  labelsOf,
  modelProvisionPermission,
  modelReadPermission,
  namespaceNote,
  OWNER_ANNOTATION,
  type clusterOptionSchema,
  type namespaceOptionSchema,
  type provisioningOptionsSchema,
  type ServerOption,
} from 'backstage-plugin-ml-monitoring-common';
import type { z } from 'zod/v3';
import type { Clusters } from '../cluster';
import {
  readNamespacesLike,
  type ClusterInspector,
  type NamespaceReading,
} from '../cluster/readiness';
import type { ProvisioningConfig } from '../config';
import type {
  MlModelResource,
  ModelAccess,
  ModelDecision,
} from '../permissions';
import { isNamespaceAllowed } from './guardrails';

type NamespaceOption = z.input<typeof namespaceOptionSchema>;

/** Who asks what a form may offer them. */
interface Asker {
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

/** A name that no model has: the choice is among namespaces. */
const ANY_MODEL = 'model';

/** What a form that provisions models may offer, to those only who may provision some. */
export class ProvisioningOptions {
  constructor(
    private readonly options: {
      clusters: Clusters;
      inspector: ClusterInspector;
      access: ModelAccess;
      /** Entity references that the caller could name as owner of a model. */
      ownersOf: (credentials: BackstageCredentials) => Promise<string[]>;
      /** Absent: nothing can be provisioned. */
      config?: ProvisioningConfig;
    },
  ) {}

  async clusters(asker: Asker): Promise<z.input<typeof clusterOptionSchema>[]> {
    await this.decide(asker);
    return this.options.clusters.describe({ signal: asker.signal });
  }

  /**
   * The namespaces of a cluster, with why one cannot be chosen. Who may provision under conditions only is told of none
   * that they could neither use nor see models in.
   */
  async namespaces(
    requested: string,
    asker: Asker,
  ): Promise<NamespaceOption[]> {
    const decision = await this.decide(asker);
    const { clusters, config } = this.options;
    const { signal } = asker;
    const cluster = await clusters.resolve(requested, { signal });
    const allowed = config?.namespaces ?? [];
    const { namespaces, missing } = await readNamespacesLike(
      await clusters.client(cluster),
      decision.unconditional ? ['*', ...allowed] : allowed,
      { signal },
    );
    if (!namespaces.length && missing) {
      throw new NotAllowedError(
        `${missing}. Write them out in mlMonitoring.provisioning.namespaces, or grant its credential the right to list namespaces`,
      );
    }
    const offered = decision.unconditional
      ? namespaces.map(each => this.optionFor(each))
      : await this.underConditions(cluster, namespaces, decision, asker);
    return offered.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** As the Seldon of a cluster is configured, else those that every Seldon has. */
  async servers(requested: string, asker: Asker): Promise<ServerOption[]> {
    await this.decide(asker);
    const { clusters, inspector } = this.options;
    const { signal } = asker;
    const cluster = await clusters.resolve(requested, { signal });
    const { servers = [] } = await inspector.capabilities(cluster, { signal });
    return servers.length ? [...servers] : [...KNOWN_SERVERS];
  }

  async provisioning(
    asker: Asker,
  ): Promise<z.input<typeof provisioningOptionsSchema>> {
    await this.decide(asker);
    const { config } = this.options;
    return {
      enabled: !!config,
      exposure: [...(config?.exposure ?? [])],
      images: config?.images ?? [],
      modelUris: config?.modelUris ?? [],
      predictions: config?.predictions.enabled ?? false,
    };
  }

  private decide({ credentials }: Asker): Promise<ModelDecision> {
    return this.options.access.decide(modelProvisionPermission, credentials);
  }

  private optionFor(namespace: NamespaceReading): NamespaceOption {
    const { config } = this.options;
    const { name, exists } = namespace;
    const refused = (reason: string) => ({ name, allowed: false, reason });
    if (!config) {
      return refused('mlMonitoring.provisioning is not configured');
    }
    if (!isNamespaceAllowed(name, config)) {
      return refused(
        `It matches no entry of mlMonitoring.provisioning.namespaces (${config.namespaces.join(', ')})`,
      );
    }
    if (exists === false) {
      return refused(
        `It does not exist. Have it created: kubectl create namespace ${name}`,
      );
    }
    const reason = namespaceNote(namespace);
    return { name, allowed: true, ...(reason && { reason }) };
  }

  private async underConditions(
    cluster: string,
    namespaces: NamespaceReading[],
    decision: ModelDecision,
    { credentials }: Asker,
  ): Promise<NamespaceOption[]> {
    const { access, ownersOf } = this.options;
    const [owners, readable] = await Promise.all([
      ownersOf(credentials),
      access.decide(modelReadPermission, credentials).catch(error => {
        if (error instanceof NotAllowedError) {
          return undefined;
        }
        throw error;
      }),
    ]);
    return namespaces.flatMap(namespace => {
      const models = modelsIn(cluster, namespace, owners);
      if (models.some(model => decision.allows(model))) {
        return [this.optionFor(namespace)];
      }
      return readable && models.slice(0, 1).some(readable.allows)
        ? [
            {
              name: namespace.name,
              allowed: false,
              reason: `You may not provision models there (${modelProvisionPermission.name})`,
            },
          ]
        : [];
    });
  }
}

/** New models as they could be asked for in a namespace: first as its own annotations have it, then of each owner. */
function modelsIn(
  cluster: string,
  { name: namespace, labels, annotations }: NamespaceReading,
  owners: string[],
): MlModelResource[] {
  const ref = { cluster, namespace, name: ANY_MODEL };
  return [annotations?.[OWNER_ANNOTATION], ...owners].map(owner => ({
    ref,
    labels: { ...labels, ...labelsOf(ref) },
    owner,
  }));
}
