import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useModelDetail, useModelHealth } from '../../queries/useModel';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { ModelDetails } from '../detail/ModelDetails';
import { Answer } from '../states/Answer';
import type { SectionProps } from './sections';

/** What runs of the model, and the last words of its containers. */
export function PodsSection(props: SectionProps) {
  const { model, promise, refreshSeconds } = props;
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const detail = useModelDetail(model, refreshSeconds);
  const health = useModelHealth(model, refreshSeconds, promise);
  return (
    <Answer of={detail} loading={t('detail.loading')} minHeight={320}>
      {data => (
        <ModelDetails detail={data} shares={health.data?.numbers.shares} />
      )}
    </Answer>
  );
}
