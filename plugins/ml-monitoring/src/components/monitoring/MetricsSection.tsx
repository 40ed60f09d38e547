import { lazy, Suspense, useMemo } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  MetricsAnswer,
  ModelDetail,
  ModelRef,
} from 'backstage-plugin-ml-monitoring-common';
import { zoneName } from '../../format/formatTime';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { EarlierNotice } from '../compare/EarlierNotice';
import { PanelMenu } from '../compare/PanelMenu';
import { predictorsWithTraffic } from '../compare/predictorNumbers';
import { ShownCharts } from '../compare/ShownCharts';
import { UnknownNames } from '../compare/UnknownNames';
import { NoDataNotice } from '../diagnosis/NoDataNotice';
import { Loading } from '../states/Loading';
import { Notice } from '../states/Notice';
import { safeUrl } from '../safeUrl';
import { BackToRange } from './BackToRange';
import { CoverageNotice } from './CoverageNotice';
import { UpdatedAgo } from './UpdatedAgo';

const PredictorComparison = lazy(() =>
  import('../compare/PredictorComparison').then(module => ({
    default: module.PredictorComparison,
  })),
);

const COMPARISON_HEIGHT = 240;

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
  /** What runs, as far as it is known yet. */
  detail: ModelDetail | undefined;
  updatedAtMs: number;
  updating: boolean;
}

/** The charts of the service, with what holds for all charts: zone, age, and what Prometheus had to say. */
export function MetricsSection(props: MetricsSectionProps) {
  const { answer } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { detail } = props;
  const isCompared = useMemo(
    () => predictorsWithTraffic(answer).length > 1,
    [answer],
  );
  const { startSeconds, endSeconds } = answer.range;
  const prometheus = safeUrl(answer.openIn.prometheus);
  return (
    <section className={classes.section} aria-label={t('charts.title')}>
      <div className={classes.head}>
        <Typography variant="h5" component="h2" className={classes.title}>
          {t('charts.title')}
        </Typography>
        <BackToRange />
        <PanelMenu panels={answer.panels} />
        {prometheus && (
          <Typography variant="body2">
            <Link to={prometheus}>{t('charts.openPrometheus')}</Link>
          </Typography>
        )}
        <Typography variant="caption">
          {t('charts.zone', {
            zone: zoneName(new Date(startSeconds * 1000), {
              until: new Date(endSeconds * 1000),
            }),
          })}
        </Typography>
        <UpdatedAgo atMs={props.updatedAtMs} updating={props.updating} />
      </div>
      <Typography variant="caption" paragraph>
        {t('charts.hint')}
      </Typography>
      <CoverageNotice
        coveredFromSeconds={answer.coveredFromSeconds}
        range={answer.range}
      />
      <EarlierNotice model={props.model} range={answer.range} />
      <UnknownNames panels={answer.panels} />
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
      {isCompared && (
        <Suspense
          fallback={
            <Loading
              label={t('compare.predictors.loading')}
              minHeight={COMPARISON_HEIGHT}
            />
          }
        >
          <PredictorComparison answer={answer} detail={detail} />
        </Suspense>
      )}
      <ShownCharts
        section="service"
        panels={answer.panels}
        range={answer.range}
      />
    </section>
  );
}
