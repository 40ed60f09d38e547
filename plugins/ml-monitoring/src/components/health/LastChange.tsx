import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ModelChange } from 'backstage-plugin-ml-monitoring-common';
import { formatSince } from '../../format/formatTime';
import { mlMonitoringTranslationRef } from '../../translations/ref';

const texts = {
  rollout: 'changes.lastRollout',
  scale: 'changes.lastScale',
  spec: 'changes.lastSpec',
  routing: 'changes.lastRouting',
  monitoring: 'changes.lastMonitoring',
} as const satisfies Record<ModelChange['kind'], string>;

/** What was done to the model last, when and by whom. */
export function LastChange(props: { change: ModelChange; now: Date }) {
  const { kind, at, title, by } = props.change;
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  return (
    <Typography variant="body2" color="textSecondary">
      {t(texts[kind])}{' '}
      <time dateTime={at}>{formatSince(new Date(at), props.now)}</time>
      {`, ${by ? t('changes.by', { who: by }) : t('changes.nobody')}: ${title}`}
    </Typography>
  );
}
