import {
  kubeconfig,
  startSandbox,
  type KubeObject,
  type Sandbox,
} from 'sandbox';
import { firstCalls, planOf, type PlannedCall } from './plan';
import { NAMESPACE, replayModel } from './replayModel';
import { sendPlan, type Address, type SentCall } from './sendPlan';

const MODELS = {
  group: 'machinelearning.seldon.io',
  resource: 'seldondeployments',
};
const ENDPOINTS = { group: '', resource: 'endpoints' };
const PODS = { group: '', resource: 'pods' };

/** One model, and how much of its mix it is sent. */
export interface ReplayedModel {
  name: string;
  replicas: Record<string, number>;
  monitors: readonly ('serviceMonitor' | 'podMonitor')[];
  rounds: number;
}

/** A sandbox with models that do as they are told. */
export class ReplayCluster {
  readonly #sandbox: Sandbox;
  readonly #models: readonly ReplayedModel[];

  static async start(models: readonly ReplayedModel[]): Promise<ReplayCluster> {
    const sandbox = await startSandbox({ load: false });
    sandbox.cluster.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: NAMESPACE },
    });
    models
      .flatMap(replayModel)
      .forEach(manifest => sandbox.cluster.create(manifest as KubeObject));
    return new ReplayCluster(sandbox, models);
  }

  private constructor(sandbox: Sandbox, models: readonly ReplayedModel[]) {
    this.#sandbox = sandbox;
    this.#models = models;
  }

  get prometheus(): string {
    return this.#sandbox.prometheus;
  }

  kubeconfig(): string {
    const { apiServer: url, caData, token } = this.#sandbox;
    return kubeconfig({ url, caData, users: [{ name: 'admin', token }] });
  }

  podsOf(model?: string): string[] {
    return this.#sandbox.cluster
      .list(PODS, { namespace: NAMESPACE })
      .filter(
        ({ metadata }) =>
          !model || metadata.labels?.['seldon-deployment-id'] === model,
      )
      .map(({ metadata }) => metadata.name);
  }

  /** How many targets its monitors make: the orchestrator and the two nodes of each pod. */
  get targets(): number {
    return this.#models.reduce(
      (sum, { replicas, monitors }) =>
        sum +
        3 *
          monitors.length *
          Object.values(replicas).reduce((pods, count) => pods + count, 0),
      0,
    );
  }

  /** Whether every pod of every model can be called. */
  isUp(): boolean {
    return this.#models.every(
      ({ name, replicas }) =>
        this.#sandbox.cluster.get(MODELS, { namespace: NAMESPACE, name })
          ?.status?.state === 'Available' &&
        Object.entries(replicas).every(
          ([predictor, count]) =>
            this.#addresses(name, predictor).length === count,
        ),
    );
  }

  /** Calls for each series that there will be, so that it is seen to grow from then on. By model. */
  sendFirst(): Promise<Map<string, SentCall[]>> {
    return this.#send(firstCalls);
  }

  sendAll(options: {
    overMs: number;
    seed: number;
  }): Promise<Map<string, SentCall[]>> {
    return this.#send(model => planOf({ ...model, ...options }));
  }

  close(): Promise<void> {
    return this.#sandbox.close();
  }

  async #send(
    planFor: (model: ReplayedModel) => PlannedCall[],
  ): Promise<Map<string, SentCall[]>> {
    const sent = this.#models.map(
      async model =>
        [
          model.name,
          await sendPlan(
            planFor(model),
            ({ predictor, replica }) =>
              this.#addresses(model.name, predictor)[replica],
          ),
        ] as const,
    );
    return new Map(await Promise.all(sent));
  }

  /** Of the orchestrators, in a fixed order. */
  #addresses(model: string, predictor: string): Address[] {
    const endpoints = this.#sandbox.cluster.get(ENDPOINTS, {
      namespace: NAMESPACE,
      name: `${model}-${predictor}`,
    });
    return (endpoints?.subsets ?? [])
      .flatMap((subset: any) =>
        (subset.addresses ?? []).map(({ ip }: { ip: string }) => ({
          host: ip,
          port: subset.ports.find((port: any) => port.name === 'http').port,
        })),
      )
      .sort((a: Address, b: Address) =>
        `${a.host}:${a.port}` < `${b.host}:${b.port}` ? -1 : 1,
      );
  }
}
