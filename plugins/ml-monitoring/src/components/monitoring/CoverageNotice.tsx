import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { MetricsAnswer } from 'backstage-plugin-ml-monitoring-common';
import { formatInstant } from '../../format/formatTime';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { Notice } from '../states/Notice';

/** Where the source keeps less than the range: since when it does. */
export function CoverageNotice(
  props: Pick<MetricsAnswer, 'coveredFromSeconds' | 'range'>,
) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { coveredFromSeconds, range } = props;
  if (
    coveredFromSeconds === undefined ||
    coveredFromSeconds <= range.startSeconds
  ) {
    return null;
  }
  const time = formatInstant(new Date(coveredFromSeconds * 1000));
  return (
    <Notice kind="info" title={t('charts.uncovered', { time })}>
      {coveredFromSeconds > range.endSeconds
        ? t('charts.coveredNothing')
        : t('charts.covered')}
    </Notice>
  );
}
