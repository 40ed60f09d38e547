import Button from '@material-ui/core/Button';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatInstant } from '../../format/formatTime';
import { failureOf } from '../../queries/failure';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { Notice } from './Notice';
import { useFailureText } from './useFailureText';

export interface StaleNoticeProps {
  error: unknown;
  /** When the shown data came. Milliseconds since the epoch. */
  asOfMs: number;
  onRetry(): void;
}

/** Stands above data that could not be renewed. */
export function StaleNotice({ error, asOfMs, onRetry }: StaleNoticeProps) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { title, detail } = useFailureText()(failureOf(error));
  return (
    <Notice
      kind="stale"
      title={t('failure.staleTitle')}
      action={
        <Button variant="outlined" size="small" onClick={onRetry}>
          {t('failure.retry')}
        </Button>
      }
    >
      {t('failure.stale', {
        time: formatInstant(new Date(asOfMs)),
        reason: `${title}. ${detail}`,
      })}
    </Notice>
  );
}
