import { useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import Collapse from '@material-ui/core/Collapse';
import Typography from '@material-ui/core/Typography';
import { makeStyles, type Theme } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Alert } from 'backstage-plugin-ml-monitoring-common';
import { formatDuration, formatSince } from '../../format/formatTime';
import { formatNumber } from '../../format/formatValue';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { safeUrl } from '../safeUrl';
import { AlertStateIcon } from './AlertStateIcon';

const useStyles = makeStyles<Theme, { state: Alert['state'] }>(
  theme => ({
    item: {
      padding: theme.spacing(1, 2),
      marginBottom: theme.spacing(1),
      backgroundColor: theme.palette.background.paper,
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      borderLeft: ({ state }) =>
        `4px ${state === 'firing' ? 'solid' : 'dashed'} ${
          state === 'firing'
            ? theme.palette.status.error
            : theme.palette.status.warning
        }`,
      overflowWrap: 'anywhere',
    },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0, 1),
    },
    actions: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0, 2),
    },
    labels: {
      display: 'grid',
      gridTemplateColumns: 'auto 1fr',
      gap: theme.spacing(0, 2),
      margin: 0,
      fontFamily: 'monospace',
      fontSize: 12,
      '& dd': { margin: 0 },
    },
  }),
  { name: 'MlMonitoringAlert' },
);

/** An alert as its rule describes it, with since when and where to read on. */
export function AlertItem({ alert, now }: { alert: Alert; now: Date }) {
  const { name, state, severity, summary, description, value } = alert;
  const classes = useStyles({ state });
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const labelsId = useId();
  const [open, setOpen] = useState(false);
  const runbook = safeUrl(alert.runbook);
  const since = new Date(alert.since);
  const facts = [
    severity && t('alerts.severity', { severity }),
    t('alerts.since', {
      time: formatSince(since, now),
      duration: formatDuration((now.getTime() - since.getTime()) / 1000),
    }),
    value !== undefined && t('alerts.value', { value: formatNumber(value) }),
  ].filter(Boolean);
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <AlertStateIcon state={state} />
        <strong>{t(`alerts.${state}`)}</strong>
        <Typography component="h3" variant="subtitle1">
          {name}
        </Typography>
        <Typography variant="body2" component="span" color="textSecondary">
          {facts.join(' · ')}
        </Typography>
      </div>
      {summary && <Typography>{summary}</Typography>}
      {description && <Typography variant="body2">{description}</Typography>}
      {state === 'pending' && (
        <Typography variant="body2" color="textSecondary">
          {t('alerts.pendingMeans')}
        </Typography>
      )}
      <div className={classes.actions}>
        {runbook && (
          <Link to={runbook} aria-label={t('alerts.runbookOf', { name })}>
            {t('alerts.runbook')}
          </Link>
        )}
        <Button
          size="small"
          aria-expanded={open}
          aria-controls={labelsId}
          aria-label={t('alerts.showLabels', { name })}
          onClick={() => setOpen(!open)}
        >
          {t('alerts.labels')}
        </Button>
      </div>
      <div id={labelsId}>
        <Collapse in={open} unmountOnExit>
          <dl className={classes.labels}>
            {Object.entries(alert.labels).map(([label, text]) => [
              <dt key={label}>{label}</dt>,
              <dd key={`${label} value`}>{text}</dd>,
            ])}
          </dl>
        </Collapse>
      </div>
    </li>
  );
}
