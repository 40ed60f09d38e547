import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  createRouteRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createMlMonitoringClient } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { loadMonitoringTab } from '../components/monitoring/loadMonitoringTab';

const pageRouteRef = createRouteRef({ id: 'ml-monitoring' });
const contentRouteRef = createRouteRef({ id: 'ml-monitoring-content' });

/** The plugin for portals on the old frontend system. @public */
export const mlMonitoringPlugin = createPlugin({
  id: 'ml-monitoring',
  routes: { root: pageRouteRef, entityContent: contentRouteRef },
  apis: [
    createApiFactory({
      api: mlMonitoringApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: createMlMonitoringClient,
    }),
  ],
});

/** The verdict on the entity's models, for its overview. @public */
export const EntityMlMonitoringCard: () => JSX.Element =
  mlMonitoringPlugin.provide(
    createComponentExtension({
      name: 'EntityMlMonitoringCard',
      component: {
        lazy: () =>
          import('../components/health/HealthCard').then(m => m.HealthCard),
      },
    }),
  );

/** Verdict, charts and what runs, for a tab of the entity. @public */
export const EntityMlMonitoringContent: (props: {
  /** Default: the templates that come with the suite. Entity references. */
  rolloutTemplates?: { start?: string; finish?: string };
}) => JSX.Element = mlMonitoringPlugin.provide(
  createRoutableExtension({
    name: 'EntityMlMonitoringContent',
    component: loadMonitoringTab,
    mountPoint: contentRouteRef,
  }),
);

/** All models. @public */
export const MlMonitoringPage: () => JSX.Element = mlMonitoringPlugin.provide(
  createRoutableExtension({
    name: 'MlMonitoringPage',
    component: () => import('./LegacyPage').then(m => m.LegacyPage),
    mountPoint: pageRouteRef,
  }),
);
