import Button from '@material-ui/core/Button';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useId, type PropsWithChildren } from 'react';
import { Notice } from '../../components/states/Notice';
import { useTexts } from '../texts';
import type { Trial } from './useTrial';

const useStyles = makeStyles(
  theme => ({
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'baseline',
      gap: theme.spacing(1, 2),
      marginBottom: theme.spacing(2),
    },
    summary: { flex: '1 0 auto', maxWidth: '100%' },
    waiting: { padding: theme.spacing(2, 0) },
  }),
  { name: 'MlMonitoringTrialFrame' },
);

/** Around what a trial shows: what it is, how it went, and a way to try again. */
export function TrialFrame(
  props: PropsWithChildren<{
    action: string;
    title: string;
    loading: string;
    summary?: string;
    trial: Trial;
    onRefresh: () => void;
  }>,
) {
  const t = useTexts();
  const classes = useStyles();
  const headingId = useId();
  const { trial, summary } = props;
  return (
    <section aria-labelledby={headingId}>
      <div className={classes.head}>
        <Typography variant="h6" component="h2" id={headingId}>
          {props.title}
        </Typography>
        <Typography
          className={classes.summary}
          color="textSecondary"
          role="status"
        >
          {summary}
        </Typography>
        {trial.status !== 'loading' && trial.status !== 'impossible' && (
          <Button size="small" variant="outlined" onClick={props.onRefresh}>
            {t(
              trial.status === 'failed'
                ? 'form.plan.tryAgain'
                : 'form.plan.refresh',
            )}
          </Button>
        )}
      </div>
      {trial.status === 'loading' && (
        <div className={classes.waiting} role="status" aria-busy="true">
          <LinearProgress aria-label={props.loading} />
          <Typography variant="body2" color="textSecondary">
            {props.loading}
          </Typography>
        </div>
      )}
      {trial.status === 'refused' && (
        <Notice kind="error" title={t('form.plan.refusedTitle')}>
          {trial.message}
        </Notice>
      )}
      {trial.status === 'failed' && (
        <Notice kind="error" title={t('form.plan.failedTitle')}>
          {trial.message}
        </Notice>
      )}
      {trial.status === 'impossible' && (
        <Notice kind="info" title={t('form.plan.noPlanTitle')}>
          {trial.because === 'no-template' && t('form.plan.noTemplate')}
          {trial.because === 'no-step' &&
            t('form.plan.noStep', { action: props.action })}
          {trial.because === 'not-allowed' && t('form.plan.notAllowed')}
        </Notice>
      )}
      {props.children}
    </section>
  );
}
