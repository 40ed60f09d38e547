import type {
  Manifest,
  ModelRef,
  ProvisionRequest,
  SeldonCapabilities,
} from 'backstage-plugin-ml-monitoring-common';
import type { KubeClient } from '../cluster';

/** What is asked before a model is changed. */
export interface AdviceQuestion {
  client: KubeClient;
  ref: ModelRef;
  request: ProvisionRequest;
  manifests: readonly Manifest[];
  signal?: AbortSignal;
}

/** What the cluster at large says about a change that its API server would take. */
export interface Advice {
  /** What will work but deserves a look. */
  warnings: string[];
  /** What the API server would take and still spoil, by object. */
  refusals: { kind: string; name: string; message: string }[];
}

/** Looks beyond the objects themselves. What it cannot find out is no reason to refuse. */
export type Advise = (question: AdviceQuestion) => Promise<Advice>;

/** What SeldonDeployments of a cluster may hold. What cannot be found out is left out. */
export type ReadCapabilities = (
  cluster: string,
  options: { signal?: AbortSignal },
) => Promise<SeldonCapabilities>;
