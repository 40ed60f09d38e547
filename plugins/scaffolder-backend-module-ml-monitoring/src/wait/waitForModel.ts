import type {
  HealthReport,
  ModelDetail,
} from 'backstage-plugin-ml-monitoring-common';
import type { Clock } from '../clock';
import { isNotFound, isTransient } from '../client/errors';
import { judgeReadiness, type Cause, type Readiness } from './judgeReadiness';

/** One look at a model. */
export interface Observation {
  model: ModelDetail;
  /** Absent: the verdict could not be had. */
  report?: HealthReport;
}

/** A model that will not come up by waiting, as it was last seen. */
export class StartFailure extends Error {
  constructor(
    message: string,
    readonly model: ModelDetail | undefined,
    readonly cause: Cause | undefined,
  ) {
    super(message);
  }
}

export interface WaitOptions {
  /** `isFirst` until the model was seen once: the caller's right to see it is judged then. */
  observe: (look: { isFirst: boolean }) => Promise<Observation>;
  clock: Clock;
  timeoutMs: number;
  /** Hears of every change, in words. */
  onProgress: (line: string) => void;
  /** Called after each look, to tell of what else happened. */
  followEvents?: () => Promise<void>;
  signal?: AbortSignal;
}

const POLL_INTERVAL_MS = 2_000;
/** A failure has to last this long: Kubernetes retries, and a pod of the version before may be on its way out. */
const CONFIRM_FAILURE_MS = 10_000;
/** A model that was just applied may not have reached the backend's view of the cluster. */
const APPEARS_WITHIN_MS = 15_000;

/** Looks at a model until it is up. Throws with the cluster's reason when it cannot come up, and with what is missing when time is over. */
export async function waitForModel(options: WaitOptions): Promise<Observation> {
  const { observe, clock, timeoutMs, onProgress, followEvents, signal } =
    options;
  const startedAt = clock.now();
  let lastSeen: Observation | undefined;
  let readyLooks = 0;
  let failingSince: number | undefined;
  let told: string[] = [];
  const tell = (readiness: Readiness) => {
    const lines = linesOf(readiness);
    lines.filter(line => !told.includes(line)).forEach(onProgress);
    told = lines;
  };

  for (;;) {
    signal?.throwIfAborted();
    let readiness: Readiness;
    try {
      const observation = await observe({ isFirst: !lastSeen });
      lastSeen = observation;
      readiness = judgeReadiness(observation.model, observation.report);
      // The first look may still show the time before the last change, so one alone does not count.
      readyLooks = readiness.state === 'ready' ? readyLooks + 1 : 0;
      if (readyLooks > 1) {
        return observation;
      }
      tell(readiness);
      await followEvents?.();
    } catch (error) {
      const waited = clock.now() - startedAt;
      const isNotThereYet =
        !lastSeen && isNotFound(error) && waited < APPEARS_WITHIN_MS;
      if (signal?.aborted || !(isNotThereYet || isTransient(error))) {
        throw error;
      }
      readiness = {
        state: 'waiting',
        missing: [
          isNotThereYet
            ? 'the SeldonDeployment has not appeared yet'
            : `the ML Monitoring backend did not answer (${(error as Error).message})`,
        ],
      };
      readyLooks = 0;
      tell(readiness);
    }

    const now = clock.now();
    failingSince =
      readiness.state === 'failing' ? (failingSince ?? now) : undefined;
    if (
      readiness.state === 'failing' &&
      now - failingSince! >= CONFIRM_FAILURE_MS
    ) {
      throw new StartFailure(
        readiness.reason,
        lastSeen?.model,
        readiness.cause,
      );
    }
    if (now - startedAt >= timeoutMs) {
      throw new StartFailure(
        `not ready after ${Math.round(timeoutMs / 1000)} s. ${linesOf(readiness).join('. ')}`,
        lastSeen?.model,
        undefined,
      );
    }
    await clock.sleep(POLL_INTERVAL_MS, signal);
  }
}

function linesOf(readiness: Readiness): string[] {
  if (readiness.state === 'ready') {
    return ['Everything is in place'];
  }
  return [
    `Waiting: ${readiness.missing.join('; ')}`,
    ...(readiness.state === 'failing' ? [`Failing: ${readiness.reason}`] : []),
  ];
}
