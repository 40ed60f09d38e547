import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { MlMonitoringApi } from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringApiRef } from '../../api/mlMonitoringApiRef';
import {
  failingReport,
  healthyReport,
  metricsAnswer,
  modelSummary,
} from '../../__testUtils__/fakeAnswers';
import { answerError, fakeApi } from '../../__testUtils__/fakeApi';
import { MonitoringPage } from './MonitoringPage';

const ref = (name: string) => ({ cluster: 'local', namespace: 'ml', name });

function renderPage(api: Partial<MlMonitoringApi>, address = '/') {
  return renderInTestApp(<MonitoringPage />, {
    apis: [[mlMonitoringApiRef, fakeApi(api)]],
    initialRouteEntries: [address],
  });
}

describe('the page with all models', () => {
  it('says of each model how it is, why, and what was measured', async () => {
    renderPage({
      listModels: async () => ({
        items: [
          modelSummary(healthyReport(ref('fraud'))),
          modelSummary(failingReport(ref('churn'))),
        ],
        totalItems: 2,
        sources: [],
      }),
    });
    await screen.findByRole('link', { name: 'fraud' });
    expect(screen.getAllByRole('row').map(row => row.textContent)).toEqual([
      'VerdictModelWhyRequestsSuccessp95NamespaceCluster',
      'HealthyfraudAll of 1 predictor answers12.4 req/s99.95 %38 msmllocal',
      'FailingchurnThe image registry.example.com/fraud:2 cannot be pullednot measurednot measurednot measuredmllocal',
    ]);
  });

  it('asks the backend for what the address asks for', async () => {
    const listModels = jest.fn(async () => ({
      items: [],
      totalItems: 0,
      sources: [],
    }));
    renderPage({ listModels }, '/?q=fraud&status=failing');
    expect(await screen.findByText('No model matches')).toBeInTheDocument();
    expect(listModels).toHaveBeenCalledWith(
      { q: 'fraud', status: 'failing', limit: 50, cursor: undefined },
      { signal: expect.any(AbortSignal) },
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Show all models' }),
    );
    expect(
      await screen.findByText('There is no model yet'),
    ).toBeInTheDocument();
  });

  it('shows the rest on demand, and says how many there are', async () => {
    renderPage({
      listModels: async ({ cursor }) => ({
        items: [modelSummary(healthyReport(ref(cursor ?? 'first')))],
        totalItems: 2,
        nextCursor: cursor ? undefined : 'second',
        sources: [],
      }),
    });
    expect(await screen.findByText('1 of 2 models')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(
      await screen.findByRole('link', { name: 'second' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'first' })).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Show more' }),
    ).not.toBeInTheDocument();
  });

  it('names the permission to a person without it', async () => {
    renderPage({
      listModels: async () => {
        throw answerError(403, 'no');
      },
    });
    expect(
      await screen.findByText(/ml-monitoring\.model\.read/),
    ).toBeInTheDocument();
  });

  it('shows one model at an address of its own', async () => {
    renderPage({}, '/models/local/ml/fraud');
    expect(
      await screen.findByText('http://fraud-ml.apps.localhost'),
    ).toBeInTheDocument();
  });

  it('asks for nothing at an address that can be no model', async () => {
    renderPage({}, '/models/local/NOT%20A%20NAMESPACE/fraud');
    expect(
      await screen.findByText(/namespace must be lower-case/),
    ).toBeInTheDocument();
  });

  it('opens the model and the minutes that the link of an alert names, in milliseconds', async () => {
    const getModelMetrics = jest.fn(async () => metricsAnswer());
    renderPage(
      { getModelMetrics },
      '/models/local/ml-mon/fraud?from=1763632800000&to=1763636400000',
    );
    expect(
      await screen.findByRole('heading', { name: 'fraud' }),
    ).toBeInTheDocument();
    await screen.findByText('Requests by predictor');
    expect(getModelMetrics).toHaveBeenCalledWith(
      {
        cluster: 'local',
        namespace: 'ml-mon',
        name: 'fraud',
        from: '2025-11-20T10:00:00.000Z',
        to: '2025-11-20T11:00:00.000Z',
      },
      { signal: expect.any(AbortSignal) },
    );
  });
});
