import type { PropsWithChildren, ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import ErrorIcon from '@material-ui/icons/ErrorOutline';
import InfoIcon from '@material-ui/icons/InfoOutlined';
import LockIcon from '@material-ui/icons/LockOutlined';
import StaleIcon from '@material-ui/icons/History';
import WarningIcon from '@material-ui/icons/ReportProblemOutlined';

/** What a notice is about, which decides its icon and colour. */
export type NoticeKind = 'info' | 'warning' | 'error' | 'locked' | 'stale';

const icons = {
  info: InfoIcon,
  warning: WarningIcon,
  error: ErrorIcon,
  locked: LockIcon,
  stale: StaleIcon,
} satisfies Record<NoticeKind, unknown>;

function accent(kind: NoticeKind, theme: Theme): string {
  switch (kind) {
    case 'error':
      return theme.palette.status.error;
    case 'warning':
    case 'stale':
      return theme.palette.status.warning;
    default:
      return theme.palette.primary.main;
  }
}

const useStyles = makeStyles<Theme, { kind: NoticeKind }>(
  theme => ({
    notice: {
      display: 'flex',
      gap: theme.spacing(1.5),
      padding: theme.spacing(1.5, 2),
      marginBottom: theme.spacing(2),
      backgroundColor: theme.palette.background.paper,
      border: `1px solid ${theme.palette.divider}`,
      borderLeft: ({ kind }) => `4px solid ${accent(kind, theme)}`,
      borderRadius: theme.shape.borderRadius,
    },
    icon: { color: ({ kind }) => accent(kind, theme) },
    body: { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
    action: { alignSelf: 'center' },
  }),
  { name: 'MlMonitoringNotice' },
);

export interface NoticeProps {
  kind: NoticeKind;
  title: string;
  action?: ReactNode;
}

/** Says that something is not as it should be, why, and what to do. */
export function Notice(props: PropsWithChildren<NoticeProps>) {
  const classes = useStyles({ kind: props.kind });
  const Icon = icons[props.kind];
  return (
    <div
      className={classes.notice}
      role={props.kind === 'error' ? 'alert' : 'status'}
    >
      <Icon className={classes.icon} aria-hidden />
      <div className={classes.body}>
        <Typography variant="subtitle2" component="p">
          {props.title}
        </Typography>
        <Typography variant="body2" component="div">
          {props.children}
        </Typography>
      </div>
      {props.action && <div className={classes.action}>{props.action}</div>}
    </div>
  );
}
