import { Link as RouterLink } from 'react-router-dom';
import Button from '@material-ui/core/Button';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ModelRef, Panel } from 'backstage-plugin-ml-monitoring-common';
import { useModelDiagnosis } from '../../queries/useModelDiagnosis';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { useSelection } from '../../url/useSelection';
import { Notice } from '../states/Notice';

const serviceGroups: Panel['group'][] = ['traffic', 'errors', 'latency'];

/** Where no chart of the service has data: why that is, as soon as it is found out. */
export function NoDataNotice(props: { model: ModelRef; panels: Panel[] }) {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const { linkTo } = useSelection();
  const service = props.panels.filter(({ group }) =>
    serviceGroups.includes(group),
  );
  const isEmpty =
    service.length > 0 && service.every(({ status }) => status !== 'ok');
  const { data } = useModelDiagnosis(props.model, isEmpty);
  return isEmpty ? (
    <Notice
      kind={data?.brokenAt ? 'warning' : 'info'}
      title={t('diagnosis.noData')}
      action={
        <Button
          variant="outlined"
          size="small"
          component={RouterLink}
          {...linkTo({ section: 'diagnosis' })}
        >
          {t('diagnosis.open')}
        </Button>
      }
    >
      {data?.summary}
    </Notice>
  ) : null;
}
