import type { RequestListener } from 'node:http';
import type { Certificate } from '../api/certificate';
import type { Clock } from '../clock';

/** What a process took, since it said so last. */
export interface ResourceUse {
  cpuSeconds?: number;
  /** Written to the container's own disk. */
  diskBytes?: number;
}

/** What a container finds when it starts. */
export interface ContainerContext {
  env: Record<string, string>;
  args: string[];
  image: string;
  pod: { namespace: string; name: string; ip: string };
  clock: Clock;
  log(line: string): void;
  /** Writes `/dev/termination-log`. */
  lastWords(text: string): void;
  /** Uses something of the node that is counted. */
  use(amount: ResourceUse): void;
  /** Listens on the pod's address. */
  listen(
    port: number,
    handler: RequestListener,
    tls?: Certificate,
  ): Promise<void>;
  /** Finds the pod's own port for a process that listens by itself. */
  reservePort(port: number): Promise<{ host: string; port: number }>;
  /** Where a host and port of the cluster really are: `localhost` is the pod, Services go by their DNS names. */
  locate(
    host: string,
    port: number,
  ): { host: string; port: number } | undefined;
  /** What is in the volume mounted at a path; shared by the containers of the pod. */
  volume(mountPath: string): Map<string, unknown>;
}

export interface ExitStatus {
  code: number;
  /** Default: `Completed` for 0, else `Error`. */
  reason?: string;
}

export interface ContainerProcess {
  /** Settles when it ends by itself. */
  exited: Promise<ExitStatus>;
  stop(): Promise<void> | void;
}

/** What runs when a container of an image is started. Listeners are closed by the node. */
export type ContainerImage = (
  context: ContainerContext,
) => Promise<ContainerProcess>;

/** Runs until it is stopped. */
export const running = (): ContainerProcess => ({
  exited: new Promise(() => {}),
  stop: () => {},
});

export const exited = (status: ExitStatus): ContainerProcess => ({
  exited: Promise.resolve(status),
  stop: () => {},
});
