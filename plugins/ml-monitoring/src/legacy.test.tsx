import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import {
  EntityMlMonitoringCard,
  EntityMlMonitoringContent,
  MlMonitoringPage,
  isMlMonitoringAvailable,
  mlMonitoringApiRef,
  mlMonitoringPlugin,
} from './legacy';
import { fakeApi } from './__testUtils__/fakeApi';
import { entityWith } from './__testUtils__/entityWith';

const annotated = entityWith('local:ml-mon/rest-seldon');

const render = (element: JSX.Element) =>
  renderInTestApp(
    <TestApiProvider apis={[[mlMonitoringApiRef, fakeApi()]]}>
      <EntityProvider entity={annotated}>
        <Routes>
          <Route path="/*" element={element} />
        </Routes>
      </EntityProvider>
    </TestApiProvider>,
  );

describe('the plugin in the old frontend system', () => {
  it('brings its own API', () => {
    expect([...mlMonitoringPlugin.getApis()].map(({ api }) => api.id)).toEqual([
      'plugin.ml-monitoring.service',
    ]);
  });

  it('shows the same card', async () => {
    await render(<EntityMlMonitoringCard />);
    expect(await screen.findByText('99.95 % ok')).toBeInTheDocument();
  });

  it('shows the same tab', async () => {
    await render(<EntityMlMonitoringContent />);
    expect(
      await screen.findByRole('region', { name: 'Charts' }),
    ).toBeInTheDocument();
  });

  it('shows the same page', async () => {
    await render(<MlMonitoringPage />);
    expect(
      await screen.findByRole('link', { name: 'rest-seldon' }),
    ).toBeInTheDocument();
  });

  it('is for entities that name a model', () => {
    expect(isMlMonitoringAvailable(annotated)).toBe(true);
    expect(isMlMonitoringAvailable(entityWith())).toBe(false);
  });
});
