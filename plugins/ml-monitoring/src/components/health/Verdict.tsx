import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { HealthReport } from 'backstage-plugin-ml-monitoring-common';
import { formatSince } from '../../format/formatTime';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { HealthBadge } from './HealthBadge';
import { reasonOf } from './reasonOf';

const useStyles = makeStyles(
  theme => ({
    verdict: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5, 1.5),
    },
  }),
  { name: 'MlMonitoringVerdict' },
);

/** Is it well? In a word and a sentence, and spoken when it changes. */
export function Verdict(props: {
  report: Pick<HealthReport, 'status' | 'summary' | 'since'>;
  now: Date;
  /** Instead of the summary, where that stands elsewhere. */
  reason?: string;
}) {
  const { status, since } = props.report;
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  return (
    <div aria-live="polite" className={classes.verdict}>
      <HealthBadge status={status} size="large" />
      {since && (
        <Typography variant="body2" component="span" color="textSecondary">
          {t('verdict.since', {
            time: formatSince(new Date(since), props.now, { zone: true }),
          })}
        </Typography>
      )}
      <Typography component="p">
        {props.reason ?? reasonOf(props.report)}
      </Typography>
    </div>
  );
}
