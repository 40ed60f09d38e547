import type {
  InstallationFacts,
  SeldonCapabilities,
  ServerOption,
} from 'backstage-plugin-ml-monitoring-common';
import type { MlMonitoringConfig } from '../../config';
import { withDeadline } from '../../services/withDeadline';
import type { Clusters } from '../Clusters';
import { singleFlight } from '../singleFlight';
import { readInstallation } from './readInstallation';
import { readNamespacesLike, type NamespaceReading } from './readNamespaces';
import { readPredictorServers } from './readPredictorServers';

/** What is installed changes seldom; who mends a cluster still wants to see it soon. */
const TTL_MS = 15_000;
/** Longer than each of the steps that it takes one after the other. */
const TIMEOUT_MS = 18_000;

type Options = { signal?: AbortSignal };

/** What was found of a cluster at one time. */
export interface Inspection {
  installation: InstallationFacts;
  /** Those that models may be in. */
  namespaces: NamespaceReading[];
  /** What keeps further ones from being known. */
  namespacesMissing?: string;
  /** The prepackaged servers of its Seldon. Absent: its configuration may not be read. */
  servers?: ServerOption[];
}

/** Looks at clusters at large, and lets callers who ask at about the same time share what it sees. */
export class ClusterInspector {
  private readonly inspections = new Map<
    string,
    (signal?: AbortSignal) => Promise<Inspection>
  >();

  constructor(
    private readonly options: {
      clusters: Clusters;
      config: Pick<MlMonitoringConfig, 'clusters' | 'provisioning'>;
    },
  ) {}

  /** @param cluster - the resolved name of a usable one */
  inspect(cluster: string, { signal }: Options): Promise<Inspection> {
    let inspection = this.inspections.get(cluster);
    if (!inspection) {
      inspection = singleFlight(
        () =>
          withDeadline(within => this.look(cluster, within), {
            timeoutMs: TIMEOUT_MS,
          }),
        TTL_MS,
      );
      this.inspections.set(cluster, inspection);
    }
    return inspection(signal);
  }

  /** What SeldonDeployments of the cluster may hold. What cannot be found out is left out. */
  async capabilities(
    cluster: string,
    options: Options,
  ): Promise<SeldonCapabilities> {
    try {
      const { installation, servers } = await this.inspect(cluster, options);
      const { seldonApi } = installation;
      return {
        schema:
          seldonApi.status === 'read' ? seldonApi.value.specSchema : undefined,
        servers,
      };
    } catch {
      options.signal?.throwIfAborted();
      return {};
    }
  }

  private async look(
    cluster: string,
    signal: AbortSignal,
  ): Promise<Inspection> {
    const { clusters, config } = this.options;
    const client = await clusters.client(cluster);
    const patterns =
      config.provisioning?.namespaces ??
      config.clusters[cluster]?.namespaces ??
      [];
    const { namespaces, missing } = await readNamespacesLike(client, patterns, {
      signal,
    }).catch(error => {
      signal.throwIfAborted();
      return { namespaces: [], missing: (error as Error).message };
    });
    const installation = await readInstallation(client, {
      namespaces: namespaces.map(({ name }) => name),
      gateway: config.provisioning?.gateway?.parentRef,
      signal,
    });
    const servers = await readPredictorServers(client, {
      operators: installation.operators,
      signal,
    });
    return { installation, namespaces, namespacesMissing: missing, servers };
  }
}
