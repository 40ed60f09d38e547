import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Objective,
  SloReport,
} from 'backstage-plugin-ml-monitoring-common';
import { formatDuration } from '../../format/formatTime';
import { formatNumber, formatValue } from '../../format/formatValue';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { budgetState, burnNow, isShortened, wholeDays } from './budget';

/** Puts promises and what is left of them into words. */
export function useBudgetText() {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const span = (seconds: number) => {
    const days = wholeDays(seconds);
    return days === undefined
      ? formatDuration(seconds)
      : t('budget.days', { number: String(days) });
  };
  const times = (rate: number) =>
    t('budget.times', { number: formatNumber(rate) });
  return {
    /** e.g. `71 % of 28 days left`; `undefined` where nothing was measured. */
    left(objective: Objective, { windowSeconds }: SloReport) {
      const state = budgetState(objective);
      const window = span(windowSeconds);
      switch (state.kind) {
        case 'left':
          return t('budget.left', {
            percent: formatValue(state.ratio, 'ratio'),
            window,
          });
        case 'spent':
          return t('budget.spent', {
            percent: formatValue(state.overRatio, 'ratio'),
            window,
          });
        default:
          return undefined;
      }
    },
    promised({ targetRatio, boundSeconds }: Objective) {
      const percent = formatValue(targetRatio, 'ratio');
      return boundSeconds === undefined
        ? t('budget.promised', { percent })
        : t('budget.promisedWithin', {
            percent,
            bound: formatValue(boundSeconds, 'seconds'),
          });
    },
    /** `undefined` where the budget is counted over the window it should be. */
    shortened(slo: SloReport) {
      return isShortened(slo)
        ? t('budget.shortened', {
            window: span(slo.windowSeconds),
            wanted: span(slo.wantedWindowSeconds),
          })
        : undefined;
    },
    burn(objective: Objective) {
      const now = burnNow(objective);
      return now && t('budget.burnNow', { rate: times(now.rate) });
    },
    /** Every window, those too in which nothing was measured. */
    burns({ burnRates }: Objective) {
      return burnRates.map(({ windowSeconds, rate }) =>
        t('budget.burnOver', {
          rate: rate === undefined ? t('budget.notMeasured') : times(rate),
          window: formatDuration(windowSeconds),
        }),
      );
    },
  };
}
