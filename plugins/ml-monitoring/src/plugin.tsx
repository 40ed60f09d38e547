import TimelineIcon from '@material-ui/icons/Timeline';
import {
  ApiBlueprint,
  PageBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  MODEL_ANNOTATION,
  createMlMonitoringClient,
} from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringApiRef } from './api/mlMonitoringApiRef';
import { loadMonitoringTab } from './components/monitoring/loadMonitoringTab';
import { rootRouteRef } from './routes';
import { z } from 'zod';

const namesAModel = {
  [`metadata.annotations.${MODEL_ANNOTATION}`]: { $exists: true },
};

const api = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: mlMonitoringApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: createMlMonitoringClient,
    }),
});

const healthCard = EntityCardBlueprint.make({
  name: 'health',
  params: {
    type: 'info',
    filter: namesAModel,
    loader: () =>
      import('./components/health/HealthCard').then(m => <m.HealthCard />),
  },
});

const monitoringContent = EntityContentBlueprint.makeWithOverrides({
  name: 'monitoring',
  configSchema: {
    /** The software templates behind the buttons, as entity references. */
    rolloutTemplates: z
      .object({ start: z.string().optional(), finish: z.string().optional() })
      .optional(),
  },
  factory: (original, { config }) =>
    original({
      path: '/monitoring',
      title: 'Monitoring',
      group: 'observability',
      icon: <TimelineIcon />,
      filter: namesAModel,
      loader: () =>
        loadMonitoringTab().then(MonitoringTab => (
          <MonitoringTab rolloutTemplates={config.rolloutTemplates} />
        )),
    }),
});

const fleetPage = PageBlueprint.make({
  params: {
    path: '/ml-monitoring',
    title: 'Models',
    icon: <TimelineIcon />,
    routeRef: rootRouteRef,
    loader: () =>
      import('./components/fleet/MonitoringPage').then(m => (
        <m.MonitoringPage />
      )),
  },
});

/**
 * Health and metrics of Seldon models: a card and a tab on every entity with the annotation `ml-monitoring/model`,
 * and a page with all models.
 *
 * @public
 */
export const mlMonitoringPlugin = createFrontendPlugin({
  pluginId: 'ml-monitoring',
  title: 'Models',
  icon: <TimelineIcon />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  extensions: [api, healthCard, monitoringContent, fleetPage],
});
