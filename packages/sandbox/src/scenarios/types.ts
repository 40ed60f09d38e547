import type { Cluster, KubeObject } from '../api/Cluster';

export interface ModelKey {
  namespace: string;
  name: string;
}

/**
 * A fault. It changes a cause and leaves it to the controllers to draw the
 * consequences: it never writes a condition, an event or a status.
 */
export interface Scenario {
  name: string;
  /** One sentence for `--list-scenarios`. */
  description: string;
  /** Changes the model's pods before they are stored, as a mutating webhook would. Pods that run already are replaced. */
  changePod?(pod: KubeObject): void;
  /** Changes the cluster around the model. */
  change?(cluster: Cluster, model: ModelKey): void;
  /** Takes `change` back. */
  restore?(cluster: Cluster, model: ModelKey): void;
}
