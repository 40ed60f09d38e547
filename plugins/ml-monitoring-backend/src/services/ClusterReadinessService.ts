import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  evaluateReadiness,
  REACHABLE_QUERY,
  type ClusterReadiness,
  type ReadinessFacts,
  type Right,
  type SourceState,
} from 'backstage-plugin-ml-monitoring-common';
import type { Clusters } from '../cluster';
import {
  readLackingRights,
  readNamespacesLike,
  type ClusterInspector,
  type Inspection,
} from '../cluster/readiness';
import { rightsToRead, rightsToWrite } from '../cluster/rights';
import { singleFlight } from '../cluster/singleFlight';
import type { MlMonitoringConfig } from '../config';
import type { MetricsSources, PrometheusEntry } from '../metrics';
import type { ModelAccess } from '../permissions';
import { metricsSourceStates, settled, stateOf } from './metricsSourceState';
import { withDeadline } from './withDeadline';

/** A form that is filled in and the page beside it share an answer. */
const TTL_MS = 10_000;
const TIMEOUT_MS = 25_000;
const METRICS_TIMEOUT_MS = 5_000;
const MAX_NAMESPACES_LOOKED_IN = 10;

interface Caller {
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

/** Says whether a cluster is ready for models that are monitored, before the first model exists. */
export class ClusterReadinessService {
  private readonly answers = new Map<
    string,
    (signal?: AbortSignal) => Promise<ClusterReadiness>
  >();

  constructor(
    private readonly options: {
      clusters: Clusters;
      inspector: ClusterInspector;
      sources: MetricsSources;
      access: ModelAccess;
      config: Pick<MlMonitoringConfig, 'clusters' | 'provisioning'>;
      now: () => Date;
    },
  ) {}

  async readiness(
    requested: string,
    { credentials, signal }: Caller,
  ): Promise<ClusterReadiness> {
    const { access, clusters } = this.options;
    await access.requireClusterRead(credentials);
    const cluster = await clusters.resolve(requested, { signal });
    let answer = this.answers.get(cluster);
    if (!answer) {
      answer = singleFlight(
        () =>
          withDeadline(within => this.judge(cluster, within), {
            timeoutMs: TIMEOUT_MS,
          }).catch(error => {
            throw error.name === 'TimeoutError'
              ? new ServiceUnavailableError(
                  `Cluster ${cluster} was not looked at within ${TIMEOUT_MS / 1000} s`,
                )
              : error;
          }),
        TTL_MS,
      );
      this.answers.set(cluster, answer);
    }
    return answer(signal);
  }

  private async judge(
    cluster: string,
    signal: AbortSignal,
  ): Promise<ClusterReadiness> {
    const { provisioning } = this.options.config;
    const inspection = await this.options.inspector.inspect(cluster, {
      signal,
    });
    const { installation, namespaces, namespacesMissing } = inspection;
    const [lackingRights, metrics] = await Promise.all([
      this.lackingRights(inspection, signal),
      this.metrics(inspection, signal),
    ]);
    return {
      cluster,
      ...evaluateReadiness({
        ...installation,
        settings: { provisioning },
        namespaces,
        namespacesMissing,
        metrics: metrics[0],
        lackingRights,
      }),
      sources: [clusterSource(inspection, this.options.now()), ...metrics],
    };
  }

  private async lackingRights(
    { installation, namespaces }: Inspection,
    signal: AbortSignal,
  ): Promise<ReadinessFacts['lackingRights']> {
    const { cluster, apis } = installation;
    if (apis.status !== 'read') {
      return apis;
    }
    const { config, clusters } = this.options;
    const { provisioning } = config;
    const client = await clusters.client(cluster);
    const watched = config.clusters[cluster]?.namespaces;
    const read = rightsToRead(apis.value);
    const written = provisioning
      ? rightsToWrite({
          apis: apis.value,
          exposure: provisioning.exposure,
          routeHosts: provisioning.route.hostTemplate !== undefined,
          predictions: provisioning.predictions.enabled,
        })
      : [];
    const readIn = watched
      ? (await readNamespacesLike(client, watched, { signal })).namespaces
          .filter(({ exists }) => exists !== false)
          .map(({ name }) => name)
      : [undefined];
    const writtenIn = namespaces
      .filter(({ exists }) => exists !== false)
      .map(({ name }) => name);
    const wanted: Right[] = [
      ...readIn.flatMap(namespace =>
        read.map(right => ({ ...right, namespace })),
      ),
      ...writtenIn.flatMap(namespace =>
        written.map(right => ({ ...right, namespace })),
      ),
    ];
    return readLackingRights(client, wanted, { signal });
  }

  /** Whether each Prometheus of the cluster can be asked. One that cannot comes first. */
  private async metrics(
    { installation: { cluster }, namespaces }: Inspection,
    signal: AbortSignal,
  ): Promise<SourceState[]> {
    const { sources, now } = this.options;
    // A source that is open by namespace wants one, and one that is not configured is looked for in each.
    const candidates = namespaces
      .filter(({ exists }) => exists !== false)
      .map(({ name }) => name)
      .slice(0, MAX_NAMESPACES_LOOKED_IN);
    const found = await Promise.all(
      (candidates.length ? candidates : [undefined]).map(async namespace => ({
        namespace,
        entries: await sources.entriesOf(cluster, { namespace, signal }),
      })),
    );
    const measured = new Map<PrometheusEntry, string | undefined>();
    for (const { namespace, entries } of found.reverse()) {
      entries.forEach(entry => measured.set(entry, namespace));
    }
    const asOf = now();
    const states = await Promise.all(
      [...measured].map(async ([{ source, title }, namespace]) => {
        const answer = await settled(
          source.instant(REACHABLE_QUERY, {
            namespace,
            at: asOf,
            timeoutMs: METRICS_TIMEOUT_MS,
            signal,
          }),
        );
        const error = 'error' in answer ? answer.error : undefined;
        return stateOf({ cluster, title, error, answered: false, asOf });
      }),
    );
    return states.length
      ? [
          ...states.filter(({ status }) => status !== 'ok'),
          ...states.filter(({ status }) => status === 'ok'),
        ]
      : metricsSourceStates({
          cluster,
          metrics: undefined,
          errors: [],
          answered: false,
          asOf,
        });
  }
}

/** Whether the API server could be asked at all: what every credential may ask tells. */
function clusterSource(
  { installation: { cluster, apiGroups } }: Inspection,
  asOf: Date,
): SourceState {
  const source = {
    kind: 'cluster' as const,
    cluster,
    title: `Kubernetes API of cluster ${cluster}`,
  };
  return apiGroups.status === 'failed' || apiGroups.status === 'forbidden'
    ? { ...source, status: apiGroups.status, message: apiGroups.message }
    : { ...source, status: 'ok', asOf: asOf.toISOString() };
}
