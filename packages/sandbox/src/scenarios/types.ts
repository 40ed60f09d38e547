import type { Cluster, KubeObject } from '../api/Cluster';
import type { RegistryOptions } from '../api/resources';
import type { SeldonVersion } from '../controllers/seldon/types';

export interface ModelKey {
  namespace: string;
  name: string;
}

/** How a cluster is made, which cannot change while it runs. */
export interface ClusterSetup extends RegistryOptions {
  seldonVersion?: SeldonVersion;
}

/**
 * A fault. It changes a cause and leaves it to the controllers to draw the
 * consequences: it never writes a condition, an event or a status.
 */
export interface Scenario {
  name: string;
  /** One sentence for `--list-scenarios`. */
  description: string;
  /** The cluster it needs. Taken when the sandbox is started with this scenario. */
  setup?: ClusterSetup;
  /** Changes the model's pods before they are stored, as a mutating webhook would. Pods that run already are replaced. */
  changePod?(pod: KubeObject): void;
  /** Changes the cluster around the model. */
  change?(cluster: Cluster, model: ModelKey): void;
  /** Takes `change` back. */
  restore?(cluster: Cluster, model: ModelKey): void;
}
