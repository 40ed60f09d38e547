import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { panelsIn, type ChartSection } from '../../charts/ChartGroups';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { ShownCharts } from '../compare/ShownCharts';
import { Answer } from '../states/Answer';
import type { SectionProps } from './sections';
import { useChartMetrics } from './useChartMetrics';

const shown = ['quality', 'custom'] as const satisfies ChartSection[];

/** What the model's own code counts and measures, and what is measured of its answers. */
export function CustomMetricsSection(props: SectionProps) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const metrics = useChartMetrics(props);
  if (metrics.isError && !metrics.data) {
    // Told above, where all charts would be.
    return null;
  }
  return (
    <Answer of={metrics} loading={t('charts.loading')} minHeight={320}>
      {({ panels, range }) =>
        shown.some(section => panelsIn(section, panels).length > 0) ? (
          shown.map(section => (
            <ShownCharts
              key={section}
              section={section}
              panels={panels}
              range={range}
            />
          ))
        ) : (
          <Typography>{t('sections.noCustom')}</Typography>
        )
      }
    </Answer>
  );
}
