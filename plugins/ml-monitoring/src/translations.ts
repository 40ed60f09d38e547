/**
 * The plugin's texts, and what was translated of them.
 *
 * @packageDocumentation
 */

import {
  createFrontendModule,
  createTranslationResource,
} from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { mlMonitoringTranslationRef } from './translations/ref';

export { mlMonitoringTranslationRef };

/** German, for portals that offer it. @public */
export const mlMonitoringTranslations = createTranslationResource({
  ref: mlMonitoringTranslationRef,
  translations: { de: () => import('./translations/de') },
});

/** @public */
const mlMonitoringTranslationsModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    TranslationBlueprint.make({
      name: 'ml-monitoring',
      params: { resource: mlMonitoringTranslations },
    }),
  ],
});

export default mlMonitoringTranslationsModule;
