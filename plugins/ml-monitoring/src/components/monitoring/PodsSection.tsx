import Card from '@material-ui/core/Card';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useModelDetail, useModelHealth } from '../../queries/useModel';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { ModelDetails } from '../detail/ModelDetails';
import { Pods } from '../detail/Pods';
import { LogsPanel } from '../logs/LogsPanel';
import { Answer } from '../states/Answer';
import { SectionCharts } from './SectionCharts';
import type { SectionProps } from './sections';

const useStyles = makeStyles(
  theme => ({
    card: { padding: theme.spacing(2), marginBottom: theme.spacing(3) },
  }),
  { name: 'MlMonitoringPodsSection' },
);

/** What runs of the model, and the last words of its containers. */
export function PodsSection(props: SectionProps) {
  const { model, promise, refreshSeconds } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const detail = useModelDetail(model, refreshSeconds);
  const health = useModelHealth(model, refreshSeconds, promise);
  return (
    <Answer of={detail} loading={t('detail.loading')} minHeight={320}>
      {data => (
        <>
          <Card className={classes.card}>
            <Pods pods={data.pods} />
            <LogsPanel model={model} pods={data.pods} />
          </Card>
          <ModelDetails detail={data} shares={health.data?.numbers.shares} />
          <SectionCharts {...props} charts="resources" />
        </>
      )}
    </Answer>
  );
}
