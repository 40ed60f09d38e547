import type { Cluster, KubeObject } from '../api/Cluster';
import type { Clock } from '../clock';
import { SELDON_DEPLOYMENTS, SERVICES } from '../controllers/runtime/resources';
import { keyOf } from '../controllers/runtime/startController';
import { seldonNames } from '../controllers/seldon/names';
import type { Call } from '../traffic/calls';
import { ML_NAMESPACE, tutorialModels } from '../world/tutorialModels';
import { replacePods } from './changes';
import {
  scenarioNamed,
  scenarios,
  type ModelKey,
  type Scenario,
} from './index';
import type { Undo } from './types';

/** On a SeldonDeployment: the scenarios that befall this model, separated by commas. */
export const FAULT_ANNOTATION = 'sandbox/fault';

/** A name that nobody knows does nothing, as with any annotation. */
function scenariosOf(model: KubeObject | undefined): Scenario[] {
  const names = (model?.metadata.annotations?.[FAULT_ANNOTATION] ?? '')
    .split(',')
    .map(name => name.trim());
  return scenarios.filter(({ name }) => names.includes(name));
}

interface ActiveFault {
  since: Date;
  undo: Undo | void;
}

/** Brings about the faults that models are annotated with, and takes them back when the annotation goes. */
export class Faults {
  private readonly active = new Map<string, Map<Scenario, ActiveFault>>();

  constructor(
    private readonly cluster: Cluster,
    private readonly clock: Clock,
  ) {}

  start(): () => void {
    this.cluster
      .list(SELDON_DEPLOYMENTS)
      .forEach(model => this.follow(keyOf(model)));
    return this.cluster.watch(SELDON_DEPLOYMENTS, ({ type, object }) => {
      // Not from inside the change that is being reported.
      this.clock.after(0, () =>
        this.follow(keyOf(object), { isNew: type === 'ADDED' }),
      );
    });
  }

  /** Called for every pod before it is stored. */
  changePod(pod: KubeObject) {
    for (const scenario of scenariosOf(this.ownerOf(pod))) {
      scenario.changePod?.(pod);
    }
  }

  /** Called for every Service before it is stored. */
  changeService(service: KubeObject) {
    for (const scenario of scenariosOf(this.ownerOf(service))) {
      scenario.changeService?.(service);
    }
  }

  /** Called for every call before it is sent. */
  changeCall(call: Call, model: ModelKey, sequence: number): Call | undefined {
    const now = this.clock.now();
    const active = this.active.get(idOf(model));
    const wanted = scenariosOf(this.cluster.get(SELDON_DEPLOYMENTS, model));
    return wanted.reduce<Call | undefined>((current, scenario) => {
      if (!current || !scenario.changeCall) {
        return current;
      }
      const { since } = active?.get(scenario) ?? { since: now };
      const sinceSeconds = (now.getTime() - since.getTime()) / 1000;
      return scenario.changeCall(current, { model, sequence, sinceSeconds });
    }, call);
  }

  private ownerOf({ metadata }: KubeObject) {
    const id = metadata.labels?.['seldon-deployment-id'];
    return id
      ? this.cluster
          .list(SELDON_DEPLOYMENTS, { namespace: metadata.namespace })
          .find(model => seldonNames.id(model.metadata.name) === id)
      : undefined;
  }

  private follow(model: ModelKey, { isNew = false } = {}) {
    const active = this.active.get(idOf(model)) ?? new Map();
    const wanted = scenariosOf(this.cluster.get(SELDON_DEPLOYMENTS, model));
    const gone = [...active.keys()].filter(each => !wanted.includes(each));
    const added = wanted.filter(each => !active.has(each));
    if (gone.length + added.length === 0) {
      return;
    }
    this.active.set(idOf(model), active);
    for (const scenario of gone.reverse()) {
      const { undo } = active.get(scenario)!;
      active.delete(scenario);
      undo?.();
    }
    for (const scenario of added) {
      const fault: ActiveFault = { since: this.clock.now(), undo: undefined };
      active.set(scenario, fault);
      fault.undo = scenario.change?.(this.cluster, model, this.clock);
    }
    // What a model has had from the start was changed when it was made.
    const changed = isNew ? gone : [...gone, ...added];
    if (changed.some(({ changeService }) => changeService)) {
      this.replaceServices(model);
    }
    if (changed.some(({ changePod }) => changePod)) {
      replacePods(this.cluster, model);
    }
  }

  private replaceServices({ namespace, name }: ModelKey) {
    const services = this.cluster.list(SERVICES, {
      namespace,
      labels: { 'seldon-deployment-id': seldonNames.id(name) },
    });
    for (const service of services) {
      this.cluster.delete(SERVICES, keyOf(service));
    }
  }
}

const idOf = ({ namespace, name }: ModelKey) => `${namespace}/${name}`;

/** Lets a scenario befall the tutorial's model that it is made for. */
export function annotateWithFault(cluster: Cluster, scenario: string) {
  const { name, befalls = tutorialModels[0].name } = scenarioNamed(scenario);
  const key = { namespace: ML_NAMESPACE, name: befalls };
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
