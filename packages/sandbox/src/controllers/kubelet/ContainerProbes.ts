import type { ExitStatus } from '../../models/runtime';
import type { ContainerRecord } from './containerStatus';
import type { ContainerSteps } from './containerSteps';
import type { KubeletContext } from './kubeletContext';
import { runProbe, type Probe, type ProbeTarget } from './probes';

const DEFAULT_PERIOD_SECONDS = 10;
const DEFAULT_FAILURES = 3;
const KILLED: ExitStatus = { code: 137 };

/** Asks a running container whether it is ready and alive. */
export class ContainerProbes {
  constructor(
    private readonly kubelet: KubeletContext,
    private readonly steps: ContainerSteps,
    private readonly container: {
      name: string;
      readinessProbe?: Probe;
      livenessProbe?: Probe;
    },
    private readonly record: ContainerRecord,
    private readonly targetOf: (probe: Probe) => ProbeTarget,
  ) {}

  /** For as long as the container runs. Settles when its liveness probe has failed too often. */
  run(signal: AbortSignal): Promise<ExitStatus> {
    const { readinessProbe, livenessProbe } = this.container;
    if (readinessProbe) {
      void this.probeReadiness(readinessProbe, signal);
    }
    return livenessProbe
      ? this.probeLiveness(livenessProbe, signal)
      : new Promise(() => {});
  }

  private async probeLiveness(
    probe: Probe,
    signal: AbortSignal,
  ): Promise<ExitStatus> {
    const { event, sleep, isStopped } = this.steps;
    const threshold = probe.failureThreshold ?? DEFAULT_FAILURES;
    let failures = 0;
    await sleep((probe.initialDelaySeconds ?? 0) * 1000);
    while (!signal.aborted && !isStopped()) {
      const problem = await runProbe(probe, this.targetOf(probe));
      if (signal.aborted) {
        break;
      }
      failures = problem ? failures + 1 : 0;
      if (problem) {
        event('Warning', 'Unhealthy', `Liveness probe failed: ${problem}`);
      }
      if (failures >= threshold) {
        event(
          'Normal',
          'Killing',
          `Container ${this.container.name} failed liveness probe, will be restarted`,
        );
        return KILLED;
      }
      await sleep((probe.periodSeconds ?? DEFAULT_PERIOD_SECONDS) * 1000);
    }
    return new Promise(() => {});
  }

  /** The initial delay is a time of frequent, silent probing: nothing is gained by waiting for a server that is up. */
  private async probeReadiness(probe: Probe, signal: AbortSignal) {
    const { clock, timings } = this.kubelet;
    const { event, setState, sleep, isStopped } = this.steps;
    const patientUntilMs = clock.now().getTime() + timings.startUpMs;
    const threshold = probe.failureThreshold ?? DEFAULT_FAILURES;
    let failures = 0;
    while (!signal.aborted && !isStopped()) {
      const problem = await runProbe(probe, this.targetOf(probe));
      if (signal.aborted || isStopped()) {
        return;
      }
      failures = problem ? failures + 1 : 0;
      const startingUp =
        !this.record.ready && clock.now().getTime() < patientUntilMs;
      if (problem && !startingUp) {
        event('Warning', 'Unhealthy', `Readiness probe failed: ${problem}`);
      }
      if (!problem && !this.record.ready) {
        setState({ ready: true });
      } else if (failures >= threshold && this.record.ready) {
        setState({ ready: false });
      }
      await sleep(
        startingUp && problem
          ? timings.startUpProbeMs
          : (probe.periodSeconds ?? DEFAULT_PERIOD_SECONDS) * 1000,
      );
    }
  }
}
