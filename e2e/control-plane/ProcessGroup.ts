import { startProcess, type RunningProcess } from './childProcess';

/** Programs that live and end together. */
export class ProcessGroup {
  private readonly running: RunningProcess[] = [];
  private reportFailure!: (error: Error) => void;

  /** Fulfilled with the reason when one of them ends without having been asked to. */
  readonly failed = new Promise<Error>(resolve => {
    this.reportFailure = resolve;
  });

  start(options: Parameters<typeof startProcess>[0]): RunningProcess {
    const child = startProcess(options);
    this.running.push(child);
    child.failed.then(this.reportFailure);
    return child;
  }

  /** The last started first: what depends on another complains for seconds when that is away. */
  async stop(): Promise<void> {
    for (const child of [...this.running].reverse()) await child.stop();
  }

  kill(): void {
    this.running.forEach(child => child.kill());
  }
}
