import { useMemo } from 'react';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  failedInside,
  type PredictionResult,
} from 'backstage-plugin-ml-monitoring-common';
import { formatNumber, formatValue } from '../../format/formatValue';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { CopyBlock } from '../readiness/CopyBlock';
import { Notice } from '../states/Notice';
import { ReportedMetrics } from './ReportedMetrics';
import { shownAnswer } from './shownAnswer';
import { statusWords } from './statusWords';

/** What a model answered, how long it took, and by which way. */
export function ModelAnswer({ result }: { result: PredictionResult }) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { protocol, status, ok, durationSeconds, url, response } = result;
  const { text, cutFrom } = useMemo(() => shownAnswer(response), [response]);
  const failed = failedInside(result);
  return (
    <>
      <Notice
        kind={ok && !failed ? 'info' : 'warning'}
        title={`${status}: ${t(`prediction.status.${statusWords(status)}`)}`}
      >
        {failed && <div>{t('prediction.failedInside')}</div>}
        <div>
          {[
            t('prediction.took', {
              duration: formatValue(durationSeconds, 'seconds'),
            }),
            url
              ? t('prediction.throughUrl', { url })
              : t('prediction.throughProxy'),
          ].join(', ')}
        </div>
      </Notice>
      <CopyBlock text={text} copyLabel={t('prediction.copyAnswer')} />
      {cutFrom !== undefined && (
        <Typography variant="caption" color="textSecondary">
          {t('prediction.cut', {
            shown: formatNumber(text.length - 1),
            total: formatNumber(cutFrom),
          })}
        </Typography>
      )}
      {protocol === 'seldon' && ok && (
        <ReportedMetrics metrics={result.metrics} />
      )}
    </>
  );
}
