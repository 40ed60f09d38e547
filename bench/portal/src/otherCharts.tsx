import { convertLegacyPlugin } from '@backstage/core-compat-api';
import { convertLegacyEntityContentExtension } from '@backstage/plugin-catalog-react/alpha';
import {
  EntityPrometheusContent,
  backstagePluginPrometheusPlugin,
} from '@roadiehq/backstage-plugin-prometheus';

/** Roadie's Prometheus plugin as a tab of every entity that asks for its graphs. */
export const otherCharts = convertLegacyPlugin(
  backstagePluginPrometheusPlugin,
  {
    extensions: [
      convertLegacyEntityContentExtension(EntityPrometheusContent, {
        path: '/prometheus',
        title: 'Prometheus',
      }),
    ],
  },
);
