import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatDuration } from '../../format/formatTime';
import { useNow } from '../../hooks/useNow';
import { mlMonitoringTranslationRef } from '../../translations/ref';

/** How old the shown data is. Not announced: it changes every second. */
export function UpdatedAgo(props: { atMs: number; updating: boolean }) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const now = useNow(1000);
  return (
    <Typography variant="caption">
      {props.updating
        ? t('refresh.updating')
        : t('refresh.updated', {
            ago: formatDuration((now.getTime() - props.atMs) / 1000),
          })}
    </Typography>
  );
}
