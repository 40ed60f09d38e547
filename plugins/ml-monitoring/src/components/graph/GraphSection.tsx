import { lazy, Suspense } from 'react';
import Card from '@material-ui/core/Card';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useModelDetail } from '../../queries/useModel';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { SectionCharts } from '../monitoring/SectionCharts';
import type { SectionProps } from '../monitoring/sections';
import { useChartMetrics } from '../monitoring/useChartMetrics';
import { Answer } from '../states/Answer';
import { InferenceGraph } from './InferenceGraph';

const NodeComparison = lazy(() =>
  import('../compare/NodeComparison').then(module => ({
    default: module.NodeComparison,
  })),
);

const useStyles = makeStyles(
  theme => ({ card: { padding: theme.spacing(1.5, 2) } }),
  { name: 'MlMonitoringGraphSection' },
);

/** Who hands a request to whom, and how each of them does. */
export function GraphSection(props: SectionProps) {
  const { model, refreshSeconds } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const detail = useModelDetail(model, refreshSeconds);
  const metrics = useChartMetrics(props);
  return (
    <>
      <Answer of={detail} loading={t('graph.loading')} minHeight={240}>
        {({ predictors, pods }) => (
          <Card
            component="section"
            variant="outlined"
            className={classes.card}
            aria-label={t('graph.title')}
          >
            {predictors.length === 0 && (
              <Typography color="textSecondary">{t('graph.none')}</Typography>
            )}
            {predictors.map(predictor => (
              <InferenceGraph
                key={predictor.name}
                predictor={predictor}
                named={predictors.length > 1}
                pods={pods}
                metrics={metrics.data}
              />
            ))}
            <Typography variant="caption" color="textSecondary">
              {t('graph.explained')}
            </Typography>
          </Card>
        )}
      </Answer>
      {metrics.data && (
        <Suspense fallback={null}>
          <NodeComparison
            panels={metrics.data.panels}
            range={metrics.data.range}
          />
        </Suspense>
      )}
      <SectionCharts {...props} charts="nodes" />
    </>
  );
}
