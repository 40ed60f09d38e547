import type { ComponentType } from 'react';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import type { SvgIconProps } from '@material-ui/core/SvgIcon';
import FailingIcon from '@material-ui/icons/Error';
import UnknownIcon from '@material-ui/icons/Help';
import HealthyIcon from '@material-ui/icons/CheckCircle';
import StoppedIcon from '@material-ui/icons/PauseCircleFilled';
import DegradedIcon from '@material-ui/icons/Warning';
import ProgressingIcon from '@material-ui/icons/Autorenew';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { HealthStatus } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';

const looks: Record<
  HealthStatus,
  {
    Icon: ComponentType<SvgIconProps>;
    color(status: Theme['palette']['status']): string;
  }
> = {
  healthy: { Icon: HealthyIcon, color: status => status.ok },
  stopped: { Icon: StoppedIcon, color: status => status.aborted },
  progressing: { Icon: ProgressingIcon, color: status => status.running },
  unknown: { Icon: UnknownIcon, color: status => status.aborted },
  degraded: { Icon: DegradedIcon, color: status => status.warning },
  failing: { Icon: FailingIcon, color: status => status.error },
};

const useStyles = makeStyles<Theme, HealthBadgeProps>(
  theme => ({
    badge: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.75),
      whiteSpace: 'nowrap',
      fontFamily: theme.typography.fontFamily,
      fontWeight: 600,
      fontSize: ({ size }) => (size === 'large' ? '1.25rem' : 'inherit'),
    },
    icon: {
      color: ({ status }) => looks[status].color(theme.palette.status),
      fontSize: ({ size }) => (size === 'large' ? '1.75rem' : '1.25rem'),
    },
  }),
  { name: 'MlMonitoringHealthBadge' },
);

export interface HealthBadgeProps {
  status: HealthStatus;
  size?: 'large';
}

/** A verdict as icon, colour and word, so that none of them is needed alone. */
export function HealthBadge(props: HealthBadgeProps) {
  const classes = useStyles(props);
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { Icon } = looks[props.status];
  return (
    <span className={classes.badge}>
      <Icon className={classes.icon} aria-hidden />
      {t(`status.${props.status}`)}
    </span>
  );
}
