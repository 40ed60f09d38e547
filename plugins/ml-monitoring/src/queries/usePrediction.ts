import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ModelRef,
  PredictionResult,
} from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';

export type Prediction =
  | { state: 'none' | 'sending' | 'cancelled' }
  | { state: 'answered'; result: PredictionResult }
  | { state: 'failed'; error: unknown };

/**
 * One prediction at a time, kept nowhere but here: neither what is sent nor what comes back goes into a cache. The backend
 * ends it in time; who leaves or cancels ends it at once.
 */
export function usePrediction(model: ModelRef) {
  const api = useApi(mlMonitoringApiRef);
  const [prediction, setPrediction] = useState<Prediction>({ state: 'none' });
  const underWay = useRef<AbortController>();

  const send = useCallback(
    async (input: { predictor?: string; payload: unknown }) => {
      if (underWay.current) {
        return;
      }
      const controller = new AbortController();
      const { signal } = controller;
      underWay.current = controller;
      setPrediction({ state: 'sending' });
      const settle = (next: Prediction) => {
        if (!signal.aborted) {
          underWay.current = undefined;
          setPrediction(next);
        }
      };
      await api
        .predict({ ...model, ...input }, { signal })
        .then(result => settle({ state: 'answered', result }))
        .catch(error => settle({ state: 'failed', error }));
    },
    [api, model],
  );

  const cancel = useCallback(() => {
    underWay.current?.abort();
    underWay.current = undefined;
    setPrediction({ state: 'cancelled' });
  }, []);

  useEffect(() => () => underWay.current?.abort(), []);

  return { prediction, send, cancel };
}
