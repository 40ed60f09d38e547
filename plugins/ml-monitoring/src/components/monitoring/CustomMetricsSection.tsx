import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { ShownCharts } from '../compare/ShownCharts';
import { Answer } from '../states/Answer';
import type { SectionProps } from './sections';
import { useChartMetrics } from './useChartMetrics';

/** What the model's own code counts and measures. */
export function CustomMetricsSection(props: SectionProps) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const metrics = useChartMetrics(props);
  return (
    <Answer of={metrics} loading={t('charts.loading')} minHeight={320}>
      {({ panels, range }) =>
        panels.some(({ group }) => group === 'custom') ? (
          <ShownCharts section="custom" panels={panels} range={range} />
        ) : (
          <Typography>{t('sections.noCustom')}</Typography>
        )
      }
    </Answer>
  );
}
