import type { ContainerRecord } from './containerStatus';

/** What the parts of a container's life have in common. */
export interface ContainerSteps {
  event(type: 'Normal' | 'Warning', reason: string, message: string): void;
  setState(changes: Partial<ContainerRecord>): void;
  /** Ends early when the container is stopped. */
  sleep(milliseconds: number): Promise<void>;
  isStopped(): boolean;
}
