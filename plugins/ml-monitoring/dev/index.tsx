import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { createDevApp } from '@backstage/frontend-dev-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import mlMonitoringPlugin, { mlMonitoringApiRef } from '../src';
import translations from '../src/translations';
import { entities, portalApi } from './fakePortal';

// The plugin alone, on invented data: nothing here needs a backend or a cluster.
createDevApp({
  features: [
    catalogPlugin,
    createFrontendModule({
      pluginId: 'catalog',
      extensions: [
        ApiBlueprint.make({
          params: define =>
            define({
              api: catalogApiRef,
              deps: {},
              factory: () => catalogApiMock({ entities }),
            }),
        }),
      ],
    }),
    mlMonitoringPlugin,
    createFrontendModule({
      pluginId: 'ml-monitoring',
      extensions: [
        ApiBlueprint.make({
          params: define =>
            define({
              api: mlMonitoringApiRef,
              deps: {},
              factory: () => portalApi,
            }),
        }),
      ],
    }),
    translations,
  ],
});
