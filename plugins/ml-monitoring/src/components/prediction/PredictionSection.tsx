import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { modelPredictPermission } from 'backstage-plugin-ml-monitoring-common';
import { useModelDetail } from '../../queries/useModel';
import { usePredictionExample } from '../../queries/usePredictionExample';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import type { SectionProps } from '../monitoring/sections';
import { Answer } from '../states/Answer';
import { Notice } from '../states/Notice';
import { PredictionForm } from './PredictionForm';

/** One prediction by hand, for those who may. */
export function PredictionSection({ model, refreshSeconds }: SectionProps) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const detail = useModelDetail(model, refreshSeconds);
  return (
    <section aria-label={t('prediction.title')}>
      <Answer of={detail} loading={t('detail.loading')} minHeight={320}>
        {({ testPredictions }) => {
          switch (testPredictions) {
            case 'allowed':
              return <Allowed model={model} />;
            case 'forbidden':
              return (
                <Notice kind="locked" title={t('prediction.forbidden')}>
                  {t('prediction.forbiddenDetail', {
                    permission: modelPredictPermission.name,
                  })}
                </Notice>
              );
            default:
              return (
                <Notice kind="info" title={t('prediction.off')}>
                  {t('prediction.offDetail')}
                </Notice>
              );
          }
        }}
      </Answer>
    </section>
  );
}

function Allowed({ model }: Pick<SectionProps, 'model'>) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const example = usePredictionExample(model);
  return (
    <Answer of={example} loading={t('prediction.loading')} minHeight={320}>
      {data => <PredictionForm model={model} example={data} />}
    </Answer>
  );
}
