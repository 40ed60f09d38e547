import type { ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { CheckBadge, type CheckBadgeProps } from './CheckBadge';

const useStyles = makeStyles(
  theme => ({
    verdict: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1, 2),
      padding: theme.spacing(2),
      marginBottom: theme.spacing(2),
    },
    summary: { flex: '1 1 320px', minWidth: 0, overflowWrap: 'anywhere' },
  }),
  { name: 'MlMonitoringChecksVerdict' },
);

export interface ChecksVerdictProps {
  status: CheckBadgeProps['status'];
  label: string;
  summary: string;
  /** Stands before the button. */
  children?: ReactNode;
  again: { label: string; isBusy: boolean; onClick(): void };
}

/** What all checks come to, and how to have them made once more. */
export function ChecksVerdict(props: ChecksVerdictProps) {
  const { status, label, summary, children, again } = props;
  const classes = useStyles();
  return (
    <Paper className={classes.verdict}>
      <CheckBadge status={status} label={label} size="large" />
      <Typography className={classes.summary} aria-live="polite">
        {summary}
      </Typography>
      {children}
      <Button
        variant="outlined"
        size="small"
        disabled={again.isBusy}
        onClick={again.onClick}
      >
        {again.label}
      </Button>
    </Paper>
  );
}
