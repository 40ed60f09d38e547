import type { ComponentType } from 'react';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import type { SvgIconProps } from '@material-ui/core/SvgIcon';
import BrokenIcon from '@material-ui/icons/Error';
import NotNeededIcon from '@material-ui/icons/RemoveCircleOutline';
import OkIcon from '@material-ui/icons/CheckCircle';
import UnknownIcon from '@material-ui/icons/Help';
import type { Check } from 'backstage-plugin-ml-monitoring-common';

const looks: Record<
  Check['status'],
  {
    Icon: ComponentType<SvgIconProps>;
    color(status: Theme['palette']['status']): string;
  }
> = {
  ok: { Icon: OkIcon, color: status => status.ok },
  broken: { Icon: BrokenIcon, color: status => status.error },
  unknown: { Icon: UnknownIcon, color: status => status.aborted },
  'not-applicable': { Icon: NotNeededIcon, color: status => status.aborted },
};

export interface CheckBadgeProps {
  status: Check['status'];
  /** The status in words. */
  label: string;
  size?: 'large';
}

const useStyles = makeStyles<Theme, CheckBadgeProps>(
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
  { name: 'MlMonitoringCheckBadge' },
);

/** How a check came out, as icon, colour and word, so that none of them is needed alone. */
export function CheckBadge(props: CheckBadgeProps) {
  const classes = useStyles(props);
  const { Icon } = looks[props.status];
  return (
    <span className={classes.badge}>
      <Icon className={classes.icon} aria-hidden />
      {props.label}
    </span>
  );
}
