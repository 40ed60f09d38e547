import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Alert } from 'backstage-plugin-ml-monitoring-common';
import { formatSince } from '../../format/formatTime';
import { mlMonitoringTranslationRef } from '../../translations/ref';

const useStyles = makeStyles<Theme, { state: Alert['state'] }>(
  theme => ({
    row: { position: 'relative' },
    bar: {
      ...theme.typography.caption,
      lineHeight: '20px',
      padding: theme.spacing(0, 0.75),
      margin: theme.spacing(0.5, 0),
      border: ({ state }) =>
        state === 'firing'
          ? `2px solid ${theme.palette.status.error}`
          : `2px dashed ${theme.palette.status.warning}`,
      borderRight: 'none',
      backgroundColor: theme.palette.background.paper,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
    },
  }),
  { name: 'MlMonitoringAlertBar' },
);

/** From when on an alert has been on. It lasts until now, so it has no right end. */
export function AlertBar(props: { alert: Alert; from: number; now: Date }) {
  const { name, state, since } = props.alert;
  const classes = useStyles({ state });
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const text = t(
    state === 'firing' ? 'marks.alertFiring' : 'marks.alertWaiting',
    { name, time: formatSince(new Date(since), props.now) },
  );
  return (
    <div className={classes.row}>
      <div
        className={classes.bar}
        style={{ marginLeft: `${Math.min(props.from, 0.99) * 100}%` }}
        title={text}
      >
        {text}
      </div>
    </div>
  );
}
