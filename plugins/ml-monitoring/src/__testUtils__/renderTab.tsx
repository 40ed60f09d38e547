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
    query?: string;
  } = {},
) {
  return renderInTestApp(
    <EntityProvider
      entity={entityWith(options.annotation ?? 'local:ml-mon/rest-seldon')}
    >
      <MonitoringTab />
    </EntityProvider>,
    {
      apis: [[mlMonitoringApiRef, fakeApi(options.api)]],
      initialRouteEntries: [`/?${options.query ?? 'refresh=off'}`],
    },
  );
}
