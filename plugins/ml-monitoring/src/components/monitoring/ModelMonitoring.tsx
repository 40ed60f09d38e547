import type { ModelRef } from 'backstage-plugin-ml-monitoring-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EarlierContext } from '../../charts/EarlierContext';
import { MarksContext } from '../../charts/MarksContext';
import { failureOf, isRefused } from '../../queries/failure';
import {
  useModelDetail,
  useModelHealth,
  type ModelPromise,
} from '../../queries/useModel';
import { useModelAlerts, useModelEvents } from '../../queries/useRecords';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { refreshSeconds, type Refresh } from '../../url/refresh';
import type { TimeRange } from '../../url/timeRange';
import { AlertsSection } from '../alerts/AlertsSection';
import { useEarlierAnswer } from '../compare/useEarlierAnswer';
import { Answer } from '../states/Answer';
import { FailureNotice } from '../states/FailureNotice';
import { SourcesNotice } from '../states/SourcesNotice';
import { useChartMarks } from '../timeline/useChartMarks';
import { ChartPageProvider } from './ChartPageProvider';
import { HealthSection } from './HealthSection';
import { MetricsSection } from './MetricsSection';
import { SectionTabs } from './SectionTabs';
import { useChartMetrics } from './useChartMetrics';

export interface ModelMonitoringProps {
  model: ModelRef;
  range: TimeRange;
  refresh: Refresh;
  onRange(range: TimeRange): void;
  /** What the entity promises of its models. */
  promise: ModelPromise;
  /** Links of the entity, beside those of the model. */
  links: { title: string; url: string }[];
}

/** Verdict, charts and what runs: asked for side by side, and each may fail by itself. */
export function ModelMonitoring(props: ModelMonitoringProps) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { promise } = props;
  const seconds = refreshSeconds[props.refresh];
  const health = useModelHealth(props.model, seconds, promise);
  const metrics = useChartMetrics({ ...props, refreshSeconds: seconds });
  const detail = useModelDetail(props.model, seconds);
  const earlier = useEarlierAnswer(props.model, metrics.data?.range);
  const events = useModelEvents(props.model, props.range, seconds);
  const alerts = useModelAlerts(props.model, seconds);
  // Where these cannot be read there are no marks, and the charts stay.
  const marks = useChartMarks(events.data?.changes, alerts.data?.items);

  const refusal = [health, metrics, detail].find(
    ({ error }) => error && isRefused(failureOf(error)),
  );
  if (refusal) {
    return (
      <FailureNotice error={refusal.error} onRetry={() => refusal.refetch()} />
    );
  }
  return (
    <ChartPageProvider
      model={props.model}
      range={props.range}
      onRange={props.onRange}
      metrics={metrics}
    >
      <MarksContext.Provider value={marks}>
        <SourcesNotice
          sources={[health, metrics, detail].flatMap(
            ({ data }) => data?.sources ?? [],
          )}
        />
        <Answer of={health} loading={t('loading.health')} minHeight={160}>
          {report => (
            <HealthSection
              report={report}
              detail={detail.data}
              range={props.range}
              links={[...props.links, ...(detail.data?.links ?? [])]}
            />
          )}
        </Answer>
        <AlertsSection model={props.model} refreshSeconds={seconds} />
        <EarlierContext.Provider value={earlier.answer}>
          <Answer of={metrics} loading={t('charts.loading')} minHeight={480}>
            {answer => (
              <MetricsSection
                model={props.model}
                answer={answer}
                detail={detail.data}
                updatedAtMs={metrics.dataUpdatedAt}
                updating={metrics.isFetching}
              />
            )}
          </Answer>
          <SectionTabs
            model={props.model}
            promise={promise}
            range={props.range}
            refreshSeconds={seconds}
            onRange={props.onRange}
            settled={[health, metrics, events, alerts].every(
              ({ isPending }) => !isPending,
            )}
          />
        </EarlierContext.Provider>
      </MarksContext.Provider>
    </ChartPageProvider>
  );
}
