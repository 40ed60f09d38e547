import { HttpError } from '../http';
import { exited, running, type ContainerImage } from '../runtime';
import { pythonWrapper } from '../wrapper/pythonWrapper';
import { mockClassifierModel } from './mockClassifier';
import { everySoOften, inProportion, parseLatencyMix } from './sequences';

const OUT_OF_MEMORY = { code: 137, reason: 'OOMKilled' };

const serving = pythonWrapper(({ env, clock }) => {
  const fails = everySoOften(Number(env.ERROR_RATIO ?? 0));
  const latencyMs = env.LATENCY
    ? inProportion(parseLatencyMix(env.LATENCY))
    : undefined;
  return {
    async predict(rows) {
      const failing = fails();
      if (latencyMs) {
        await new Promise<void>(resolve => clock.after(latencyMs(), resolve));
      }
      if (failing) {
        throw new HttpError(
          Number(env.ERROR_CODE ?? 500),
          'the model raised ValueError: feature store timed out',
        );
      }
      return mockClassifierModel.predict(rows);
    },
  };
});

/**
 * A mock classifier with faults, by environment:
 * `ERROR_RATIO` (0 to 1) and `ERROR_CODE`, `LATENCY` (`20ms:90,1s:1`),
 * `EXIT_CODE` with `EXIT_AFTER_MS`, `OUT_OF_MEMORY=true`, `NEVER_READY=true`.
 */
export const faultyModel: ContainerImage = async context => {
  const { env, clock, log } = context;
  if (env.NEVER_READY === 'true') {
    log('INFO loading the model');
    return running();
  }
  const end =
    env.OUT_OF_MEMORY === 'true'
      ? OUT_OF_MEMORY
      : env.EXIT_CODE !== undefined && { code: Number(env.EXIT_CODE) };
  if (!end) {
    return serving(context);
  }
  if (end !== OUT_OF_MEMORY) {
    log('Traceback (most recent call last):');
    log("ModuleNotFoundError: No module named 'sklearn'");
  }
  const afterMs = Number(env.EXIT_AFTER_MS ?? 300);
  return {
    ...exited(end),
    exited: new Promise(resolve => {
      clock.after(afterMs, () => resolve(end));
    }),
  };
};
