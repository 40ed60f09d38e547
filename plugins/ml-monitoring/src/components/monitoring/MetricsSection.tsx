import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  MetricsAnswer,
  ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { ChartGroups } from '../../charts/ChartGroups';
import { zoneName } from '../../format/formatTime';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { NoDataNotice } from '../diagnosis/NoDataNotice';
import { Notice } from '../states/Notice';
import { safeUrl } from '../safeUrl';
import { UpdatedAgo } from './UpdatedAgo';

const useStyles = makeStyles(
  theme => ({
    section: { marginBottom: theme.spacing(3) },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'baseline',
      gap: theme.spacing(0, 2),
    },
    title: { flex: 1 },
  }),
  { name: 'MlMonitoringMetricsSection' },
);

export interface MetricsSectionProps {
  model: ModelRef;
  answer: MetricsAnswer;
  updatedAtMs: number;
  updating: boolean;
  onSelect(fromSeconds: number, toSeconds: number): void;
}

/** The charts of the service, with what holds for all charts: zone, age, and what Prometheus had to say. */
export function MetricsSection(props: MetricsSectionProps) {
  const { answer } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const prometheus = safeUrl(answer.openIn.prometheus);
  return (
    <section className={classes.section} aria-label={t('charts.title')}>
      <div className={classes.head}>
        <Typography variant="h5" component="h2" className={classes.title}>
          {t('charts.title')}
        </Typography>
        {prometheus && (
          <Typography variant="body2">
            <Link to={prometheus}>{t('charts.openPrometheus')}</Link>
          </Typography>
        )}
        <Typography variant="caption">
          {t('charts.zone', {
            zone: zoneName(new Date(answer.range.endSeconds * 1000)),
          })}
        </Typography>
        <UpdatedAgo atMs={props.updatedAtMs} updating={props.updating} />
      </div>
      {answer.warnings.length > 0 && (
        <Notice kind="info" title={t('charts.warnings')}>
          {answer.warnings.map(warning => (
            <div key={warning}>{warning}</div>
          ))}
        </Notice>
      )}
      <NoDataNotice model={props.model} panels={answer.panels} />
      {answer.panels.length === 0 && (
        <Typography>{t('charts.none')}</Typography>
      )}
      <ChartGroups
        section="service"
        panels={answer.panels}
        range={answer.range}
        onSelect={props.onSelect}
      />
    </section>
  );
}
