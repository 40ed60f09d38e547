import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { MODEL_ANNOTATION } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { Notice } from '../states/Notice';

/** For the person who wrote the annotation: what of it could not be understood. */
export function AnnotationNotice(props: {
  problems: string[];
  namesNone: boolean;
}) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  if (props.problems.length > 0) {
    return (
      <Notice kind="warning" title={t('model.annotationProblems')}>
        {props.problems.map(problem => (
          <div key={problem}>{problem}</div>
        ))}
      </Notice>
    );
  }
  return props.namesNone ? (
    <Notice kind="info" title={t('model.none')}>
      {t('model.noneReason', { annotation: MODEL_ANNOTATION })}
    </Notice>
  ) : null;
}
