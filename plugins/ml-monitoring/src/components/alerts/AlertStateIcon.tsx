import { makeStyles, type Theme } from '@material-ui/core/styles';
import FiringIcon from '@material-ui/icons/NotificationsActive';
import PendingIcon from '@material-ui/icons/NotificationsPaused';
import type { Alert } from 'backstage-plugin-ml-monitoring-common';

const icons = { firing: FiringIcon, pending: PendingIcon };

const useStyles = makeStyles<Theme, { state: Alert['state'] }>(
  theme => ({
    icon: {
      fontSize: '1.25rem',
      flex: 'none',
      color: ({ state }) =>
        state === 'firing'
          ? theme.palette.status.error
          : theme.palette.status.warning,
    },
  }),
  { name: 'MlMonitoringAlertState' },
);

/** Beside the word for it. */
export function AlertStateIcon({ state }: { state: Alert['state'] }) {
  const classes = useStyles({ state });
  const Icon = icons[state];
  return <Icon className={classes.icon} aria-hidden />;
}
