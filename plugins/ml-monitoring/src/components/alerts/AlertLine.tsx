import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Alert } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { AlertStateIcon } from './AlertStateIcon';
import { alertCounts, type AlertCount } from './alertCounts';

const MAX_NAMES = 3;

const useStyles = makeStyles(
  theme => ({
    line: {
      display: 'flex',
      gap: theme.spacing(0.75),
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'MlMonitoringAlertLine' },
);

const texts = {
  firing: { one: 'alerts.oneFiring', several: 'alerts.firingNow' },
  pending: { one: 'alerts.onePending', several: 'alerts.pendingNow' },
} as const;

/** The alerts that are on, by their names. */
export function AlertLine({ alerts }: { alerts: Alert[] | undefined }) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  if (!alerts?.length) {
    return (
      <Typography variant="body2" color="textSecondary">
        {alerts ? t('alerts.none') : t('alerts.notKnown')}
      </Typography>
    );
  }
  const namesOf = ({ names }: AlertCount) => {
    const first = names.slice(0, MAX_NAMES).join(', ');
    const more = names.length - MAX_NAMES;
    return more > 0
      ? t('alerts.andMore', { names: first, number: String(more) })
      : first;
  };
  return (
    <>
      {alertCounts(alerts).map(count => (
        <Typography key={count.state} variant="body2" className={classes.line}>
          <AlertStateIcon state={count.state} />
          <span>
            {t(texts[count.state][count.number === 1 ? 'one' : 'several'], {
              number: String(count.number),
              names: namesOf(count),
            })}
          </span>
        </Typography>
      ))}
    </>
  );
}
