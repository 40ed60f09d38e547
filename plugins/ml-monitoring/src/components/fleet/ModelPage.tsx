import { useParams } from 'react-router-dom';
import Typography from '@material-ui/core/Typography';
import { Content, Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { modelRefSchema } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringTranslationRef } from '../../translations/ref';
import { MonitoringView } from '../monitoring/MonitoringView';
import { Notice } from '../states/Notice';

/** One model by its address. */
export function ModelPage() {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  const parsed = modelRefSchema.safeParse(useParams());
  return (
    <Content>
      <Typography variant="body2" paragraph>
        <Link to="..">{t('fleet.back')}</Link>
      </Typography>
      {parsed.success ? (
        <MonitoringView refs={[parsed.data]} />
      ) : (
        <Notice kind="error" title={t('failure.notFoundTitle')}>
          {parsed.error.issues
            .map(issue => `${issue.path.join('.')} ${issue.message}`)
            .join('; ')}
        </Notice>
      )}
    </Content>
  );
}
