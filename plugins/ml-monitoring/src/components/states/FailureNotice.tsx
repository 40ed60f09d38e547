import Button from '@material-ui/core/Button';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { failureOf, isRefused } from '../../queries/failure';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { Notice } from './Notice';
import { useFailureText } from './useFailureText';

export interface FailureNoticeProps {
  error: unknown;
  onRetry(): void;
}

/** Stands where something could not be shown; each reason in words of its own. */
export function FailureNotice({ error, onRetry }: FailureNoticeProps) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const failure = failureOf(error);
  const { title, detail } = useFailureText()(failure);
  return (
    <Notice
      kind={isRefused(failure) ? 'locked' : 'error'}
      title={title}
      action={
        !isRefused(failure) && (
          <Button variant="outlined" size="small" onClick={onRetry}>
            {t('failure.retry')}
          </Button>
        )
      }
    >
      {detail}
    </Notice>
  );
}
