import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ReportedMetric } from 'backstage-plugin-ml-monitoring-common';
import { formatNumber, formatValue } from '../../format/formatValue';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { DetailTable } from '../detail/DetailTable';

const useStyles = makeStyles(
  theme => ({ root: { marginTop: theme.spacing(2) } }),
  { name: 'MlMonitoringReportedMetrics' },
);

const types = {
  COUNTER: 'prediction.counter',
  GAUGE: 'prediction.gauge',
  TIMER: 'prediction.timer',
} as const satisfies Record<ReportedMetric['type'], string>;

/** A counter is told what to add, a timer what it took in milliseconds. */
const valueText: Record<ReportedMetric['type'], (value: number) => string> = {
  COUNTER: value => `+${formatNumber(value)}`,
  GAUGE: value => formatNumber(value),
  TIMER: value => formatValue(value / 1000, 'seconds'),
};

/** What the model's code counted and measured for this one answer. */
export function ReportedMetrics({ metrics }: { metrics: ReportedMetric[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  return (
    <div className={classes.root}>
      <DetailTable
        title={t('prediction.metrics')}
        empty={t('prediction.noMetrics')}
        columns={[
          t('prediction.metric'),
          t('prediction.type'),
          t('prediction.value'),
          t('prediction.tags'),
        ]}
        rows={metrics.map(({ key, type, value, tags = {} }, index) => ({
          key: `${index} ${key}`,
          cells: [
            key,
            t(types[type]),
            valueText[type](value),
            Object.entries(tags)
              .map(tag => tag.join('='))
              .join(', '),
          ],
        }))}
      />
    </div>
  );
}
