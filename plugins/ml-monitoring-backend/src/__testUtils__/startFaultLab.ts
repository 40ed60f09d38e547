import {
  FAULT_ANNOTATION,
  TRAFFIC_ANNOTATION,
  modelObjects,
  scenarioNamed,
  startSandbox,
  tutorialModels,
  type KubeObject,
  type Sandbox,
  type SandboxOptions,
} from 'sandbox';
import type { JsonObject } from '@backstage/types';
import {
  stringifyModelRef,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { createLimiter } from '../metrics/createLimiter';
import { differences, misdiagnosed } from './compareWithTable';
import type { FaultRow } from './faultTable';
import { startPortal, type Portal } from './startPortal';

const MODELS = {
  group: 'machinelearning.seldon.io',
  resource: 'seldondeployments',
};
const SCRAPE_INTERVAL = '2s';

/** So many tests at once are no load that a portal has to bear. */
const oneOfFew = createLimiter(4);
const never = new AbortController().signal;

/** A sandbox with Prometheus, and a portal in front of it. */
export interface FaultLab {
  sandbox: Sandbox;
  portal: Portal;
  /** A model that is well and called, in a namespace of its own: one of the tutorial's, by another name. With scenarios it suffers from them from the start. */
  addModel(
    name: string,
    options?: { template?: string; scenarios?: readonly string[] },
  ): ModelRef;
  changeModel(ref: ModelRef, change: (model: KubeObject) => void): void;
  /** Lets scenarios befall a model, or none. */
  befall(ref: ModelRef, scenarios: readonly string[]): void;
  /** Settles when models are up and their predictions are measured. */
  untilWell(refs: readonly ModelRef[], deadline: number): Promise<void>;
  /** Settles when a model is told to be as the table says. */
  isToldAs(ref: ModelRef, row: FaultRow, deadline: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startFaultLab(
  options: {
    sandbox?: SandboxOptions;
    health?: JsonObject;
    requestsPerSecond?: number;
    pollMs?: number;
  } = {},
): Promise<FaultLab> {
  const { requestsPerSecond = 2, pollMs = 1_000 } = options;
  const sandbox = await startSandbox({
    load: false,
    ruleIntervalSeconds: 2,
    ...options.sandbox,
  });
  const { apiServer: url, caData, token } = sandbox;
  const portal = await startPortal({
    clusters: { local: { url, caData, token } },
    mlMonitoring: {
      prometheus: [
        {
          cluster: 'local',
          service: {
            namespace: 'ml-mon',
            name: 'prometheus-operated',
            port: 'web',
          },
        },
      ],
      ...(options.health && { health: options.health }),
    },
  });

  /** Asks until there is nothing more to complain of, and fails with the last complaints. */
  async function poll(deadline: number, complaints: () => Promise<string[]>) {
    for (;;) {
      // A machine with much to do drops a connection now and then.
      const all = await oneOfFew(complaints, never).catch(error => [
        `${error}: ${error.cause}`,
      ]);
      if (!all.length) {
        return;
      }
      if (Date.now() > deadline) {
        throw new Error(all.join('\n'));
      }
      await new Promise(resolve => setTimeout(resolve, pollMs));
    }
  }

  function changeModel(
    { namespace, name }: ModelRef,
    change: (model: KubeObject) => void,
  ) {
    const model = sandbox.cluster.get(MODELS, { namespace, name });
    if (!model) {
      throw new Error(`There is no model ${namespace}/${name}`);
    }
    const changed = structuredClone(model);
    change(changed);
    sandbox.cluster.update(changed);
  }

  return {
    sandbox,
    portal,
    changeModel,
    addModel(name, { template = tutorialModels[0].name, scenarios } = {}) {
      const namespace = `ml-${name}`;
      sandbox.cluster.create({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace, labels: {}, annotations: {} },
      });
      const objects = modelObjects(
        tutorialModels.find(each => each.name === template)!,
        {
          namespace,
          name,
          annotations: {
            [TRAFFIC_ANNOTATION]: String(requestsPerSecond),
            ...(scenarios && { [FAULT_ANNOTATION]: scenarios.join(',') }),
          },
        },
      );
      for (const object of objects) {
        sandbox.cluster.create(scrapedOften(object));
      }
      return { cluster: 'local', namespace, name };
    },
    befall(ref, scenarios) {
      scenarios.forEach(scenarioNamed);
      changeModel(ref, ({ metadata }) => {
        metadata.annotations![FAULT_ANNOTATION] = scenarios.join(',');
      });
    },
    async untilWell(refs, deadline) {
      await poll(deadline, async () => {
        const { items } = await portal.api.listModels({ limit: 1000 });
        return refs.flatMap(ref => {
          const found = items.find(
            item => stringifyModelRef(item.ref) === stringifyModelRef(ref),
          );
          return found?.status === 'healthy' && found.numbers.requestsPerSecond
            ? []
            : [
                `${ref.name} is not well from the start: ${found?.summary ?? 'it is not listed'}`,
              ];
        });
      });
    },
    isToldAs: (ref, row, deadline) =>
      poll(deadline, async () => {
        const { api } = portal;
        const wrong = differences(row, await api.getModelHealth(ref));
        return wrong.length || row.brokenAt === undefined
          ? wrong
          : misdiagnosed(row, await api.getModelDiagnosis(ref));
      }),
    async stop() {
      await portal.stop();
      await sandbox.close();
    },
  };
}

function scrapedOften(object: KubeObject): KubeObject {
  return object.kind === 'ServiceMonitor'
    ? {
        ...object,
        spec: {
          ...object.spec,
          endpoints: object.spec.endpoints.map((endpoint: object) => ({
            ...endpoint,
            interval: SCRAPE_INTERVAL,
          })),
        },
      }
    : object;
}
