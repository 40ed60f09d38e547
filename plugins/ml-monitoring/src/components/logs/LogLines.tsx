import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  modelLogsPermission,
  type ModelLogs,
} from 'backstage-plugin-ml-monitoring-common';
import { formatInstant } from '../../format/formatTime';
import { failureOf } from '../../queries/failure';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { CopyBlock } from '../readiness/CopyBlock';
import { Answer, type Asked } from '../states/Answer';
import { Notice } from '../states/Notice';

/** Lines, or why there are none to be had. */
export function LogLines({ of }: { of: Asked<ModelLogs> }) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const failure = of.error ? failureOf(of.error) : undefined;
  switch (failure?.kind) {
    case 'forbidden':
      return (
        <Notice kind="locked" title={t('failure.forbiddenTitle')}>
          {failure.message ??
            t('failure.forbidden', { permission: modelLogsPermission.name })}
        </Notice>
      );
    case 'not-found':
      return (
        <Notice kind="info" title={t('logs.gone')}>
          {[failure.message, t('logs.goneReason')].filter(Boolean).join('. ')}
        </Notice>
      );
    case 'rejected':
      return (
        <Notice kind="info" title={t('logs.refusedTitle')}>
          {failure.message}
        </Notice>
      );
    default:
      return (
        <Answer of={of} loading={t('logs.loading')} minHeight={120}>
          {logs => <Lines logs={logs} readAtMs={of.dataUpdatedAt} />}
        </Answer>
      );
  }
}

function Lines({ logs, readAtMs }: { logs: ModelLogs; readAtMs: number }) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { lines, truncated } = logs;
  if (lines.length === 0) {
    return (
      <Notice kind="info" title={t('logs.empty')}>
        {t('logs.emptyReason')}
      </Notice>
    );
  }
  const number = String(lines.length);
  return (
    <>
      <CopyBlock text={lines.join('\n')} copyLabel={t('logs.copy')} />
      <Typography variant="caption" color="textSecondary">
        {[
          t(truncated ? 'logs.truncated' : 'logs.whole', { number }),
          t('logs.asOf', { time: formatInstant(new Date(readAtMs)) }),
        ].join(' ')}
      </Typography>
    </>
  );
}
