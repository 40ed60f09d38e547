import { screen } from '@testing-library/react';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import mlMonitoringPlugin, { mlMonitoringApiRef } from '.';
import { fakeApi } from './__testUtils__/fakeApi';
import { healthyReport } from './__testUtils__/fakeAnswers';
import { entityWith } from './__testUtils__/entityWith';

const card = mlMonitoringPlugin.getExtension(
  'entity-card:ml-monitoring/health',
);
const content = mlMonitoringPlugin.getExtension(
  'entity-content:ml-monitoring/monitoring',
);
const annotated = entityWith('local:ml-mon/rest-seldon');

describe('the plugin in the new frontend system', () => {
  it('puts the verdict on the overview, with a single request', async () => {
    const getModelHealth = jest.fn(async () => healthyReport());
    renderTestApp({
      extensions: [createTestEntityPage({ entity: annotated }), card],
      apis: [
        [
          mlMonitoringApiRef,
          fakeApi({
            getModelHealth,
            getModel: undefined,
            getModelMetrics: undefined,
          }),
        ],
      ],
    });
    expect(await screen.findByText('Healthy')).toBeInTheDocument();
    expect(screen.getByText('99.95 % ok')).toBeInTheDocument();
    expect(getModelHealth).toHaveBeenCalledTimes(1);
  });

  it('gives the entity a tab', async () => {
    renderTestApp({
      extensions: [createTestEntityPage({ entity: annotated }), content],
      apis: [[mlMonitoringApiRef, fakeApi()]],
    });
    expect(
      await screen.findByRole('region', { name: 'Charts' }),
    ).toBeInTheDocument();
  });

  it('leaves entities alone that name no model', async () => {
    const listens = jest.fn(async () => healthyReport());
    renderTestApp({
      extensions: [createTestEntityPage({ entity: entityWith() }), card],
      apis: [[mlMonitoringApiRef, fakeApi({ getModelHealth: listens })]],
    });
    expect(screen.queryByText('Model health')).not.toBeInTheDocument();
    expect(listens).not.toHaveBeenCalled();
  });

  it('has a page with every model, each with a page of its own', async () => {
    renderTestApp({
      features: [mlMonitoringPlugin],
      apis: [[mlMonitoringApiRef, fakeApi()]],
      initialRouteEntries: ['/ml-monitoring'],
    });
    const link = await screen.findByRole('link', { name: 'rest-seldon' });
    expect(link).toHaveAttribute(
      'href',
      '/ml-monitoring/models/local/ml-mon/rest-seldon',
    );
  });
});
