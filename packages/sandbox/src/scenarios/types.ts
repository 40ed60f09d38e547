import type { Cluster, KubeObject } from '../api/Cluster';
import type { RegistryOptions } from '../api/resources';
import type { Clock } from '../clock';
import type { SeldonVersion } from '../controllers/seldon/types';
import type { Call } from '../traffic/calls';

export interface ModelKey {
  namespace: string;
  name: string;
}

/** How a cluster is made, which cannot change while it runs. */
export interface ClusterSetup extends RegistryOptions {
  seldonVersion?: SeldonVersion;
}

/** Takes a change back. */
export type Undo = () => void;

/** What callers know when they call once more. */
export interface CallSituation {
  model: ModelKey;
  /** Counts up with every call. */
  sequence: number;
  /** For how long the fault has been there. */
  sinceSeconds: number;
}

/**
 * A fault. It changes a cause and leaves it to the controllers to draw the
 * consequences: it never writes a condition, an event or a status.
 */
export interface Scenario {
  name: string;
  /** One sentence for `--list-scenarios`: the cause. */
  description: string;
  /**
   * Whom it befalls: one model, which may have further faults and others
   * beside it; every model of the namespace; all of the cluster; or the making
   * of the cluster, with `setup`.
   */
  kind: 'model' | 'namespace' | 'cluster' | 'setup';
  /** The tutorial's model that `--scenario` lets it befall. Default: `rest-seldon`. */
  befalls?: string;
  /** The cluster it needs. Taken when the sandbox is started with this scenario. */
  setup?: ClusterSetup;
  /** Changes the model's pods before they are stored, as a mutating webhook would. Pods that run already are replaced. */
  changePod?(pod: KubeObject): void;
  /** Changes the model's Services before they are stored. Those that are there already are made anew by the operator. */
  changeService?(service: KubeObject): void;
  /** Changes the cluster around the model, once. */
  change?(cluster: Cluster, model: ModelKey, clock: Clock): Undo | void;
  /** Changes what callers send next. Nothing: nobody calls. */
  changeCall?(call: Call, situation: CallSituation): Call | undefined;
}
