import { createApp, type CreateAppOptions } from '@backstage/frontend-defaults';
import userSettingsStorage from '@backstage/plugin-app-module-user-settings';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import catalogGraphPlugin from '@backstage/plugin-catalog-graph/alpha';
import kubernetesPlugin from '@backstage/plugin-kubernetes/alpha';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import orgPlugin from '@backstage/plugin-org/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import searchPlugin from '@backstage/plugin-search/alpha';
import signalsPlugin from '@backstage/plugin-signals/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import mlMonitoringPlugin, {
  scaffolderFieldsModule,
} from 'backstage-plugin-ml-monitoring';
import mlMonitoringTranslations from 'backstage-plugin-ml-monitoring/translations';
import { navModule } from './nav';
import { signInModule } from './signIn';

/** The demo portal: a list of features, nothing else. */
export function createPortal(more: CreateAppOptions['features'] = []) {
  return createApp({
    features: [
      ...more,
      catalogPlugin,
      catalogGraphPlugin,
      kubernetesPlugin,
      notificationsPlugin,
      orgPlugin,
      scaffolderPlugin,
      searchPlugin,
      signalsPlugin,
      userSettingsPlugin,
      userSettingsStorage,
      mlMonitoringPlugin,
      scaffolderFieldsModule,
      mlMonitoringTranslations,
      navModule,
      signInModule,
    ],
  });
}
