import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Finding } from 'backstage-plugin-ml-monitoring-common';
import { formatSince } from '../../format/formatTime';
import { mlMonitoringTranslationRef } from '../../translations/ref';

/** What belongs to a finding beside its sentence: of which part, since when, how sure. */
export function useFindingNotes(): (finding: Finding, now: Date) => string {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  return ({ title, predictor, since, confidence }, now) =>
    [
      predictor &&
        !title.includes(`"${predictor}"`) &&
        t('findings.predictor', { name: predictor }),
      since &&
        t('verdict.since', {
          time: formatSince(new Date(since), now, { zone: true }),
        }),
      t(`findings.${confidence}`),
    ]
      .filter(Boolean)
      .join(' · ');
}
