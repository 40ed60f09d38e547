import type { Cluster, KubeObject } from '../api/Cluster';
import type { Clock } from '../clock';
import { PODS, SELDON_DEPLOYMENTS } from '../controllers/runtime/resources';
import { keyOf } from '../controllers/runtime/startController';
import { seldonNames } from '../controllers/seldon/names';
import { ML_NAMESPACE, tutorialModels } from '../world/tutorialModels';
import {
  scenarioNamed,
  scenarios,
  type ModelKey,
  type Scenario,
} from './index';

/** On a SeldonDeployment: the scenario that befalls this model. */
export const FAULT_ANNOTATION = 'sandbox/fault';

const scenarioOf = (model: KubeObject | undefined): Scenario | undefined =>
  scenarios.find(
    ({ name }) => name === model?.metadata.annotations?.[FAULT_ANNOTATION],
  );

/** Brings about the faults that models are annotated with, and takes them back when the annotation goes. */
export class Faults {
  private readonly active = new Map<string, Scenario>();

  constructor(
    private readonly cluster: Cluster,
    private readonly clock: Clock,
  ) {}

  start(): () => void {
    this.cluster
      .list(SELDON_DEPLOYMENTS)
      .forEach(model => this.follow(keyOf(model), scenarioOf(model)));
    return this.cluster.watch(SELDON_DEPLOYMENTS, ({ object }) => {
      const key = keyOf(object);
      // Not from inside the change that is being reported.
      this.clock.after(0, () =>
        this.follow(key, scenarioOf(this.cluster.get(SELDON_DEPLOYMENTS, key))),
      );
    });
  }

  /** Called for every pod before it is stored. */
  changePod(pod: KubeObject) {
    const id = pod.metadata.labels?.['seldon-deployment-id'];
    const model =
      id &&
      this.cluster
        .list(SELDON_DEPLOYMENTS, { namespace: pod.metadata.namespace })
        .find(({ metadata }) => seldonNames.id(metadata.name) === id);
    if (model) {
      scenarioOf(model)?.changePod?.(pod);
    }
  }

  private follow(model: ModelKey, wanted: Scenario | undefined) {
    const id = `${model.namespace}/${model.name}`;
    const current = this.active.get(id);
    if (current === wanted) {
      return;
    }
    if (wanted) {
      this.active.set(id, wanted);
    } else {
      this.active.delete(id);
    }
    current?.restore?.(this.cluster, model);
    wanted?.change?.(this.cluster, model);
    if (current?.changePod || wanted?.changePod) {
      this.replacePods(model);
    }
  }

  private replacePods({ namespace, name }: ModelKey) {
    const pods = this.cluster.list(PODS, {
      namespace,
      labels: { 'seldon-deployment-id': seldonNames.id(name) },
    });
    for (const pod of pods) {
      this.cluster.delete(PODS, keyOf(pod));
    }
  }
}

/** Lets a scenario befall the first of the tutorial's models. */
export function annotateWithFault(cluster: Cluster, scenario: string) {
  const { name } = scenarioNamed(scenario);
  const key = { namespace: ML_NAMESPACE, name: tutorialModels[0].name };
  const model = cluster.get(SELDON_DEPLOYMENTS, key);
  if (model) {
    cluster.update({
      ...model,
      metadata: {
        ...model.metadata,
        annotations: {
          ...model.metadata.annotations,
          [FAULT_ANNOTATION]: name,
        },
      },
    });
  }
}
