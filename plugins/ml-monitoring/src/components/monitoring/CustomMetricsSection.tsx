import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ChartGroups } from '../../charts/ChartGroups';
import { useModelMetrics } from '../../queries/useModel';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { Answer } from '../states/Answer';
import type { SectionProps } from './sections';
import { rangeOfSelection } from './rangeOfSelection';

/** What the model's own code counts and measures. */
export function CustomMetricsSection(props: SectionProps) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const metrics = useModelMetrics(
    props.model,
    props.range,
    props.refreshSeconds,
  );
  return (
    <Answer of={metrics} loading={t('charts.loading')} minHeight={320}>
      {({ panels, range }) =>
        panels.some(({ group }) => group === 'custom') ? (
          <ChartGroups
            section="custom"
            panels={panels}
            range={range}
            onSelect={(from, to) => props.onRange(rangeOfSelection(from, to))}
          />
        ) : (
          <Typography>{t('sections.noCustom')}</Typography>
        )
      }
    </Answer>
  );
}
