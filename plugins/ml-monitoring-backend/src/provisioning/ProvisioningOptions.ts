import { NotAllowedError } from '@backstage/errors';
import type { z } from 'zod/v3';
import type {
  clusterOptionSchema,
  namespaceOptionSchema,
  provisioningOptionsSchema,
} from 'backstage-plugin-ml-monitoring-common';
import { readNamespaceNames, type Clusters } from '../cluster';
import type { ProvisioningConfig } from '../config';
import { isNamespaceAllowed } from './guardrails';

type Signalled = { signal?: AbortSignal };

/** What a form that provisions models may offer. */
export class ProvisioningOptions {
  constructor(
    private readonly options: {
      clusters: Clusters;
      /** Absent: nothing can be provisioned. */
      config?: ProvisioningConfig;
    },
  ) {}

  async clusters({
    signal,
  }: Signalled): Promise<z.input<typeof clusterOptionSchema>[]> {
    return this.options.clusters.describe({ signal });
  }

  async namespaces(
    requested: string,
    { signal }: Signalled,
  ): Promise<z.input<typeof namespaceOptionSchema>[]> {
    const { clusters, config } = this.options;
    const cluster = await clusters.resolve(requested, { signal });
    const client = await clusters.client(cluster);
    const written = (config?.namespaces ?? []).filter(
      pattern => !pattern.includes('*'),
    );
    let names: string[];
    try {
      names = await readNamespaceNames(client, { signal });
    } catch (error) {
      if (!(error instanceof NotAllowedError) || !written.length) {
        throw error;
      }
      // Listing namespaces takes a cluster-wide right; those written out in full are known without.
      names = written;
    }
    return names.sort().map(name => {
      if (!config) {
        return {
          name,
          allowed: false,
          reason: 'mlMonitoring.provisioning is not configured',
        };
      }
      return isNamespaceAllowed(name, config)
        ? { name, allowed: true }
        : {
            name,
            allowed: false,
            reason: `It matches no entry of mlMonitoring.provisioning.namespaces (${config.namespaces.join(', ')})`,
          };
    });
  }

  provisioning(): z.input<typeof provisioningOptionsSchema> {
    const { config } = this.options;
    return {
      enabled: !!config,
      exposure: [...(config?.exposure ?? [])],
      images: config?.images ?? [],
      modelUris: config?.modelUris ?? [],
      predictions: config?.predictions.enabled ?? false,
    };
  }
}
