import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatSince } from '../../format/formatTime';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import type { TimeRange } from '../../url/timeRange';

/** A range in words, e.g. `6 h`. */
export function useRangeText(): (range: TimeRange) => string {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const moment = (ms: number) => formatSince(new Date(ms), new Date());
  return range =>
    range.kind === 'preset'
      ? t(`range.${range.preset}`)
      : t('range.customValue', {
          from: moment(range.fromMs),
          to: moment(range.toMs),
        });
}
