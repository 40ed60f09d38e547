import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type { MlMonitoringApi } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { MonitoringTab } from '../components/monitoring/MonitoringTab';
import { entityWith } from './entityWith';
import { fakeApi } from './fakeApi';

export function renderTab(
  options: {
    api?: Partial<MlMonitoringApi>;
    annotation?: string;
    annotations?: Record<string, string>;
    query?: string;
  } = {},
) {
  const entity = entityWith(options.annotation ?? 'local:ml-mon/rest-seldon');
  Object.assign(entity.metadata.annotations!, options.annotations);
  return renderInTestApp(
    <EntityProvider entity={entity}>
      <MonitoringTab />
    </EntityProvider>,
    {
      apis: [[mlMonitoringApiRef, fakeApi(options.api)]],
      initialRouteEntries: [`/?${options.query ?? 'refresh=off'}`],
    },
  );
}
