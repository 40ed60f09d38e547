import { Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { MonitoringPage } from '../components/fleet/MonitoringPage';
import { mlMonitoringTranslationRef } from '../translations/ref';

/** The old frontend system leaves frame and header to the page. */
export function LegacyPage() {
  const { t } = useTranslationRef(mlMonitoringTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('fleet.title')} />
      <MonitoringPage />
    </Page>
  );
}
