import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { modelPredictPermission } from 'backstage-plugin-ml-monitoring-common';
import { useDelayed } from '../../hooks/useDelayed';
import { failureOf } from '../../queries/failure';
import type { Prediction } from '../../queries/usePrediction';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { Notice } from '../states/Notice';
import { useFailureText } from '../states/useFailureText';
import { ModelAnswer } from './ModelAnswer';

const PATIENCE_MS = 1000;

/** What has become of a prediction. */
export function PredictionOutcome({ prediction }: { prediction: Prediction }) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  return (
    <>
      <Typography variant="h6" component="h3" gutterBottom>
        {t('prediction.answer')}
      </Typography>
      <Outcome prediction={prediction} />
    </>
  );
}

function Outcome({ prediction }: { prediction: Prediction }) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  switch (prediction.state) {
    case 'sending':
      return <Waiting />;
    case 'answered':
      return <ModelAnswer result={prediction.result} />;
    case 'failed':
      return <Failed error={prediction.error} />;
    case 'cancelled':
      return (
        <Notice kind="info" title={t('prediction.cancelled')}>
          {t('prediction.cancelledDetail')}
        </Notice>
      );
    default:
      return (
        <Typography variant="body2" color="textSecondary">
          {t('prediction.noAnswer')}
        </Typography>
      );
  }
}

function Waiting() {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const takesLong = useDelayed(PATIENCE_MS);
  return (
    <div role="status" aria-busy="true">
      {takesLong && (
        <>
          <LinearProgress aria-label={t('prediction.sending')} />
          <Typography variant="body2" color="textSecondary">
            {t('prediction.sending')}
          </Typography>
        </>
      )}
    </div>
  );
}

/** Nothing came of the model itself. */
function Failed({ error }: { error: unknown }) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const failure = failureOf(error);
  const words = useFailureText()(failure);
  switch (failure.kind) {
    case 'forbidden':
      return (
        <Notice kind="locked" title={t('prediction.forbidden')}>
          {failure.message ??
            t('prediction.forbiddenDetail', {
              permission: modelPredictPermission.name,
            })}
        </Notice>
      );
    case 'unavailable':
      return (
        <Notice kind="error" title={t('prediction.failed')}>
          {failure.message}
        </Notice>
      );
    default:
      return (
        <Notice kind="error" title={words.title}>
          {words.detail}
        </Notice>
      );
  }
}
