import type { ContainerContext } from '../runtime';
import { unitsOf, type Predictor } from '../../controllers/seldon/types';
import { sendRequest } from '../http';

const TIMEOUT_MS = 2_000;

/** Sends what a model is asked to whoever its graph's nodes name as loggers, as CloudEvents. Answers are not waited for. */
export function requestLogger(
  predictor: Predictor,
  identity: { deployment: string; namespace: string },
  { locate, log }: Pick<ContainerContext, 'locate' | 'log'>,
): (message: unknown) => void {
  const destinations = unitsOf(predictor.graph).flatMap(unit =>
    unit.logger?.url && unit.logger.mode !== 'response'
      ? [{ unit, url: new URL(unit.logger.url) }]
      : [],
  );
  return message => {
    for (const { unit, url } of destinations) {
      const where = locate(url.hostname, Number(url.port || 80));
      const sent = where
        ? sendRequest({
            ...where,
            path: url.pathname,
            method: 'POST',
            body: message,
            timeoutMs: TIMEOUT_MS,
            headers: {
              'ce-type': 'io.seldon.serving.inference.request',
              'ce-modelid': unit.name,
              'ce-inferenceservicename': identity.deployment,
              'ce-namespace': identity.namespace,
              'ce-endpoint': predictor.name,
            },
          })
        : Promise.reject(new Error(`lookup ${url.hostname}: no such host`));
      sent.catch(error => log(`ERROR logger ${url.href}: ${error.message}`));
    }
  };
}
