import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useNow } from '../../hooks/useNow';
import { useModelMetrics } from '../../queries/useModel';
import { useModelAlerts, useModelEvents } from '../../queries/useRecords';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { resolveTimeRange } from '../../url/timeRange';
import type { SectionProps } from '../monitoring/sections';
import { Answer } from '../states/Answer';
import { Timeline } from './Timeline';

/** What happened to the model, over the very minutes that the charts show. */
export function TimelineSection(props: SectionProps) {
  const { model, range, refreshSeconds } = props;
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const events = useModelEvents(model, range, refreshSeconds);
  const alerts = useModelAlerts(model, refreshSeconds);
  const charts = useModelMetrics(model, range, refreshSeconds);
  const now = useNow(30_000);
  const span = useMemo(() => {
    if (charts.data) {
      return charts.data.range;
    }
    const { fromMs, toMs } = resolveTimeRange(range, now.getTime());
    return { startSeconds: fromMs / 1000, endSeconds: toMs / 1000 };
  }, [charts.data, range, now]);
  return (
    <Answer of={events} loading={t('timeline.loading')} minHeight={240}>
      {answer => (
        <Timeline
          records={answer}
          alerts={alerts.data?.items ?? []}
          span={span}
          now={now}
        />
      )}
    </Answer>
  );
}
