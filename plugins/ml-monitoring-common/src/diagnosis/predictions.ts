import { PREDICTIONS } from '../promql/calls';
import type { SeriesFact } from './facts';

const IS_PREDICTION = new RegExp(`^(${PREDICTIONS})$`);

/** Series that count predictions, whichever way their label `service` was renamed. */
export function predictionsIn(series: readonly SeriesFact[]): SeriesFact[] {
  return series.filter(({ labels }) =>
    IS_PREDICTION.test(labels.exported_service || labels.service || ''),
  );
}
