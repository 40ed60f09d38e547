import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  ModelAlerts,
  ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { useNow } from '../../hooks/useNow';
import { useModelAlerts } from '../../queries/useRecords';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { Answer } from '../states/Answer';
import { AlertItem } from './AlertItem';

const useStyles = makeStyles(
  theme => ({
    section: { marginBottom: theme.spacing(3) },
    list: { margin: 0, padding: 0, listStyle: 'none' },
  }),
  { name: 'MlMonitoringAlerts' },
);

/** Every alert that is on, or in one line that there is none. */
export function AlertsSection(props: {
  model: ModelRef;
  refreshSeconds: number;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const alerts = useModelAlerts(props.model, props.refreshSeconds);
  return (
    <section className={classes.section} aria-label={t('alerts.title')}>
      <Answer of={alerts} loading={t('alerts.loading')} minHeight={24}>
        {answer => <Alerts answer={answer} />}
      </Answer>
    </section>
  );
}

function Alerts({ answer: { items, sources } }: { answer: ModelAlerts }) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const now = useNow(30_000);
  const silent = sources.filter(({ status }) => status !== 'ok');
  const answered = sources.some(({ status }) =>
    ['ok', 'partial', 'stale'].includes(status),
  );
  return (
    <>
      {items.length > 0 && (
        <ul className={classes.list}>
          {items.map(alert => (
            <AlertItem
              key={`${alert.name} ${JSON.stringify(alert.labels)}`}
              alert={alert}
              now={now}
            />
          ))}
        </ul>
      )}
      {items.length === 0 && (
        <Typography variant="body2">
          {answered ? t('alerts.none') : t('alerts.noSource')}
        </Typography>
      )}
      {silent.map(({ kind, cluster, title, message }) => (
        <Typography key={`${kind} ${cluster} ${title}`} variant="body2">
          {[title, message].filter(Boolean).join(': ')}
        </Typography>
      ))}
    </>
  );
}
