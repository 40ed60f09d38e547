import type { ContainerImage } from '../../models/runtime';
import type { ControllerContext } from '../runtime/startController';
import type { CpuUse } from './CpuUse';
import type { Network } from './Network';

/** The images that the node can pull. */
export interface ImageRegistry {
  find(image: string): ContainerImage | undefined;
  /** Whether the registry says nothing about it to strangers. */
  wantsCredentials?(image: string): boolean;
}

export interface KubeletTimings {
  pullMs: number;
  /** How long a new container is probed often and silently. */
  startUpMs: number;
  startUpProbeMs: number;
  /** Between an error and the notice that the next try will wait. */
  backOffNoticeMs: number;
  firstBackOffSeconds: number;
  /** Between a pod's deletion and the end of its servers, so that nobody is sent there any more. */
  drainMs: number;
  logLines: number;
}

export const defaultTimings: KubeletTimings = {
  pullMs: 150,
  startUpMs: 15_000,
  startUpProbeMs: 250,
  backOffNoticeMs: 500,
  firstBackOffSeconds: 10,
  drainMs: 1_000,
  logLines: 2_000,
};

export interface KubeletContext extends ControllerContext {
  images: ImageRegistry;
  network: Network;
  timings: KubeletTimings;
  cpuUse: CpuUse;
  /** Images on the node's disk. */
  pulled: Set<string>;
  /** The cluster's DNS and Services in one: an address that answers for a Service's port. */
  resolveService(
    host: string,
    port: number,
  ): { host: string; port: number } | undefined;
}
