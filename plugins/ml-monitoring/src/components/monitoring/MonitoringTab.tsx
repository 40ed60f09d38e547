import { useEntity } from '@backstage/plugin-catalog-react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  GRAFANA_DASHBOARD_ANNOTATION,
  RUNBOOK_ANNOTATION,
  modelsOfEntity,
  promiseOfEntity,
} from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import {
  defaultRolloutTemplates,
  RolloutTemplatesContext,
  type RolloutTemplates,
} from '../detail/rolloutTemplates';
import { MonitoringView } from './MonitoringView';

/** The models an entity names by annotation. */
export function MonitoringTab(props: {
  /** Default: the templates that come with the suite. */
  rolloutTemplates?: Partial<RolloutTemplates>;
}) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { entity } = useEntity();
  const { refs, problems } = modelsOfEntity(entity);
  const promised = promiseOfEntity(entity);
  const annotations = entity.metadata.annotations ?? {};
  const links = [
    { title: t('model.runbook'), url: annotations[RUNBOOK_ANNOTATION] },
    {
      title: t('model.dashboard'),
      url: annotations[GRAFANA_DASHBOARD_ANNOTATION],
    },
  ].filter(({ url }) => url !== undefined);
  return (
    <RolloutTemplatesContext.Provider
      value={{ ...defaultRolloutTemplates, ...props.rolloutTemplates }}
    >
      <MonitoringView
        refs={refs}
        problems={[...problems, ...promised.problems]}
        promise={promised.promise}
        links={links}
      />
    </RolloutTemplatesContext.Provider>
  );
}
