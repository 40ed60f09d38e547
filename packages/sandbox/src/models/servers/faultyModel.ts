import { HttpError } from '../http';
import {
  running,
  type ContainerContext,
  type ContainerImage,
  type ExitStatus,
} from '../runtime';
import { pythonWrapper } from '../wrapper/pythonWrapper';
import type { CustomMetric } from '../wrapper/customMetrics';
import { mockClassifierModel, ownMetrics } from './mockClassifier';
import { everySoOften, inProportion, parseLatencyMix } from './sequences';

const OUT_OF_MEMORY: ExitStatus = { code: 137, reason: 'OOMKilled' };
const SOON_MS = 300;
const MEBIBYTE = 2 ** 20;

/** What its code still reports. */
const METRICS: Record<string, CustomMetric[]> = {
  all: ownMetrics,
  flat: ownMetrics.map(metric =>
    metric.type === 'GAUGE' ? metric : { ...metric, value: 0 },
  ),
  none: [],
};

const serving = pythonWrapper(({ env, clock, use }) => {
  const fails = everySoOften(Number(env.ERROR_RATIO ?? 0));
  const latencyMs = env.LATENCY
    ? inProportion(parseLatencyMix(env.LATENCY))
    : undefined;
  const startedMs = clock.now().getTime();
  const faltersMs = Number(env.FALTERS_EVERY_MS ?? 0);
  return {
    async predict(rows) {
      const failing = fails();
      use({ cpuSeconds: Number(env.CPU_SECONDS ?? 0) });
      if (latencyMs) {
        await new Promise<void>(resolve => clock.after(latencyMs(), resolve));
      }
      if (failing) {
        throw new HttpError(
          Number(env.ERROR_CODE ?? 500),
          'the model raised ValueError: feature store timed out',
        );
      }
      const answer = await mockClassifierModel.predict(rows);
      return { ...answer, metrics: METRICS[env.METRICS ?? 'none'] };
    },
    isHealthy: () =>
      !faltersMs ||
      Math.floor((clock.now().getTime() - startedMs) / faltersMs) % 2 === 0,
  };
});

/** How the process ends by itself, if it does. */
function endOf({ env, log, lastWords }: ContainerContext) {
  if (env.OUT_OF_MEMORY === 'true') {
    return OUT_OF_MEMORY;
  }
  if (env.EXIT_CODE === undefined) {
    return undefined;
  }
  log('Traceback (most recent call last):');
  log("ModuleNotFoundError: No module named 'sklearn'");
  if (env.LAST_WORDS) {
    lastWords(env.LAST_WORDS);
  }
  return { code: Number(env.EXIT_CODE) };
}

/**
 * A mock classifier with faults, by environment:
 * `ERROR_RATIO` (0 to 1) and `ERROR_CODE`, `LATENCY` (`20ms:90,1s:1`),
 * `CPU_SECONDS` per prediction, `METRICS` (`all`, `flat`, `none`),
 * `EXIT_CODE` with `EXIT_AFTER_MS` (until then it serves) and `LAST_WORDS`,
 * `OUT_OF_MEMORY=true`, `NEVER_READY=true`, `READY_AFTER_MS`,
 * `FALTERS_EVERY_MS`, `FILLS_DISK_MIB` after `FILLS_AFTER_MS`.
 */
export const faultyModel: ContainerImage = async context => {
  const { env, clock, log, use } = context;
  const after = (name: string, callback: () => void, otherwiseMs = 0) =>
    clock.after(Number(env[name] ?? otherwiseMs), callback);
  const timers: (() => void)[] = [];
  const stop = () => timers.forEach(cancel => cancel());

  if (env.FILLS_DISK_MIB) {
    timers.push(
      after('FILLS_AFTER_MS', () =>
        use({ diskBytes: Number(env.FILLS_DISK_MIB) * MEBIBYTE }),
      ),
    );
  }
  const ends = env.OUT_OF_MEMORY === 'true' || env.EXIT_CODE !== undefined;
  const exited = ends
    ? new Promise<ExitStatus>(resolve => {
        timers.push(
          after('EXIT_AFTER_MS', () => resolve(endOf(context)!), SOON_MS),
        );
      })
    : running().exited;
  const servesNow =
    env.NEVER_READY !== 'true' && (!ends || env.EXIT_AFTER_MS !== undefined);
  if (env.NEVER_READY === 'true' || env.READY_AFTER_MS) {
    log('INFO loading the model');
  }
  if (env.READY_AFTER_MS) {
    timers.push(after('READY_AFTER_MS', () => void serving(context)));
  } else if (servesNow) {
    await serving(context);
  }
  return { exited, stop };
};
