import {
  evaluateDiagnosis,
  lacksTargets,
  scrapeJobs,
  stringifyModelRef,
  type Asked,
  type ClusterFacts,
  type Diagnosis,
  type DiagnosisFacts,
  type HealthThresholds,
  type InstallationFacts,
  type ModelRef,
  type Reading,
  type SourceState,
} from 'backstage-plugin-ml-monitoring-common';
import type { Clusters } from '../cluster';
import { readModelWay, readScraperRights } from '../cluster/diagnosis';
import {
  readLackingRights,
  readNamespaceFact,
  type ClusterInspector,
} from '../cluster/readiness';
import { singleFlight } from '../cluster/singleFlight';
import type { MlMonitoringConfig } from '../config';
import type { ClusterMetrics, MetricsSources } from '../metrics';
import type { ModelAccess } from '../permissions';
import { askDiagnosisMetrics, askPools } from './askDiagnosisMetrics';
import { askedCluster } from './askedCluster';
import { alignedNow } from './keyNumbers';
import { metricsSourceStates } from './metricsSourceState';
import type { ModelDirectory, Reader } from './ModelDirectory';
import type { ModelReader } from './types';
import { withDeadline } from './withDeadline';

/** Who presses the button twice, or ten people at once, ask the cluster once. */
const TTL_MS = 5_000;
/** Whoever asks chooses the model, of those there are. */
const MAX_ENTRIES = 1_000;
const CLUSTER_TIMEOUT_MS = 10_000;
const INSPECTION_TIMEOUT_MS = 12_000;

/** What was found out about one model at one time, whoever may see how much of it. */
interface Gathered {
  facts: DiagnosisFacts;
  sources: SourceState[];
  at: Date;
}

/** Says why there is data of a model, or why there is none. */
export class ModelDiagnosisService {
  private readonly flights = new Map<
    string,
    (signal?: AbortSignal) => Promise<Gathered>
  >();

  constructor(
    private readonly options: {
      clusters: Clusters;
      directory: ModelDirectory;
      reader: ModelReader;
      inspector: ClusterInspector;
      sources: MetricsSources;
      access: ModelAccess;
      thresholds: HealthThresholds;
      config: Pick<MlMonitoringConfig, 'provisioning'>;
      now: () => Date;
    },
  ) {}

  /** @throws NotFoundError when there is no such model, or the caller may not read it. */
  async diagnose(requested: ModelRef, caller: Reader): Promise<Diagnosis> {
    const { access, directory } = this.options;
    const ref = await directory.readable(requested, caller);
    const [{ facts, sources, at }, seesCluster] = await Promise.all([
      this.gathered(ref, caller.signal),
      access.mayReadCluster(caller.credentials),
    ]);
    return {
      ref,
      ...evaluateDiagnosis(facts, at, { discreet: !seesCluster }),
      sources,
      evaluatedAt: at.toISOString(),
    };
  }

  private gathered(ref: ModelRef, signal?: AbortSignal): Promise<Gathered> {
    const key = stringifyModelRef(ref);
    let flight = this.flights.get(key);
    if (!flight) {
      if (this.flights.size >= MAX_ENTRIES) {
        this.flights.clear();
      }
      flight = singleFlight(() => this.gather(ref), TTL_MS);
      this.flights.set(key, flight);
    }
    return flight(signal);
  }

  private async gather(ref: ModelRef): Promise<Gathered> {
    const { clusters, config, sources, thresholds, now } = this.options;
    const at = now();
    const { namespace } = ref;
    const client = await clusters.client(ref.cluster);
    const installing = this.installation(ref.cluster);
    const modelling = this.model(ref, at, installing);
    const metricsOf = async () => {
      const [{ cluster }, metrics] = await Promise.all([
        modelling,
        sources.of(ref.cluster, { namespace }),
      ]);
      const pods =
        cluster.status === 'answered'
          ? cluster.value.model.pods.map(({ name }) => name)
          : [];
      const said = await askDiagnosisMetrics({
        ref,
        metrics,
        pods,
        at: alignedNow(at),
      });
      const states =
        said.state.status === 'ok'
          ? metricsSourceStates({
              cluster: ref.cluster,
              metrics,
              errors: [],
              answered: true,
              asOf: alignedNow(at),
            })
          : [said.state];
      return { metrics, said, states };
    };
    const [installation, model, way, ownNamespace, lackingRights, measured] =
      await Promise.all([
        installing,
        modelling,
        readModelWay(client, ref, {}),
        readNamespaceFact(client, namespace, {}).catch(() => ({
          name: namespace,
        })),
        readLackingRights(client, [], {}),
        metricsOf(),
      ]);
    const facts: DiagnosisFacts = {
      ...installation,
      ...way,
      ref,
      thresholds,
      namespace: ownNamespace,
      model: model.cluster,
      lackingRights,
      scraperRights: { status: 'absent' },
      monitoring: {
        labels: config.provisioning?.monitoring.labels ?? {},
        scrapeInterval: config.provisioning?.monitoring.scrapeInterval ?? '30s',
      },
      metrics: measured.said,
    };
    return {
      facts: lacksTargets(facts)
        ? await this.lookFurther(facts, measured.metrics)
        : facts,
      sources: [model.source, ...measured.states],
      at,
    };
  }

  /** Where Prometheus has no target, its jobs and its rights tell more. */
  private async lookFurther(
    facts: DiagnosisFacts,
    metrics: ClusterMetrics | undefined,
  ): Promise<DiagnosisFacts> {
    const { ref, prometheuses } = facts;
    const client = await this.options.clusters.client(ref.cluster);
    const [pools, scraperRights] = await Promise.all([
      metrics
        ? askPools({ ref, metrics, at: this.options.now() }, scrapeJobs(facts))
        : facts.metrics.pools,
      prometheuses.status === 'read'
        ? readScraperRights(client, prometheuses.value, {
            namespace: ref.namespace,
          })
        : facts.scraperRights,
    ]);
    return { ...facts, scraperRights, metrics: { ...facts.metrics, pools } };
  }

  private async model(
    ref: ModelRef,
    at: Date,
    installing: Promise<InstallationFacts>,
  ): Promise<{ cluster: Asked<ClusterFacts>; source: SourceState }> {
    try {
      const { facts, source } = await withDeadline(
        signal => this.options.reader.facts(ref, { signal }),
        { timeoutMs: CLUSTER_TIMEOUT_MS },
      );
      return { cluster: askedCluster(facts, source, at), source };
    } catch (error) {
      const { name, message } = error as Error;
      if (name === 'NotFoundError') {
        const { seldonApi } = await installing;
        // Without its API there is no model either, and that is what is to be found out.
        if (seldonApi.status !== 'absent') {
          throw error;
        }
      }
      const status = name === 'NotAllowedError' ? 'forbidden' : 'failed';
      const why =
        name === 'TimeoutError'
          ? `The cluster did not answer within ${CLUSTER_TIMEOUT_MS / 1000} s.`
          : message;
      return {
        cluster: { status, message: why },
        source: {
          kind: 'cluster',
          cluster: ref.cluster,
          title: `Kubernetes API of cluster ${ref.cluster}`,
          status,
          message: why,
        },
      };
    }
  }

  private async installation(cluster: string): Promise<InstallationFacts> {
    try {
      const { installation } = await withDeadline(
        signal => this.options.inspector.inspect(cluster, { signal }),
        { timeoutMs: INSPECTION_TIMEOUT_MS },
      );
      return installation;
    } catch (error) {
      return unseen(cluster, (error as Error).message);
    }
  }
}

function unseen(cluster: string, message: string): InstallationFacts {
  const failed: Reading<never> = { status: 'failed', message };
  return {
    cluster,
    apiGroups: failed,
    apis: failed,
    seldonApi: failed,
    operators: failed,
    webhooks: failed,
    prometheuses: failed,
    userWorkloadMonitoring: failed,
    grafanas: failed,
  };
}
