import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type {
  ClusterReadiness,
  MlMonitoringApi,
} from 'backstage-plugin-ml-monitoring-common';
import { mlMonitoringApiRef } from '../../api/mlMonitoringApiRef';
import { answerError, fakeApi } from '../../__testUtils__/fakeApi';
import { MonitoringPage } from '../fleet/MonitoringPage';

const readiness = (own: Partial<ClusterReadiness> = {}): ClusterReadiness => ({
  cluster: 'local',
  ready: false,
  summary: 'Not ready: nobody answers a webhook',
  checks: [
    {
      id: 'seldon-api',
      title: 'SeldonDeployments are served',
      status: 'ok',
      summary: 'SeldonDeployments are served in version v1',
      evidence: ['Stored version: v1'],
    },
    {
      id: 'webhooks',
      title: "Seldon's webhooks answer",
      status: 'broken',
      summary: 'Nobody answers a webhook for SeldonDeployments',
      evidence: ['its Service does not exist'],
      fix: {
        summary: 'Have an administrator delete it.',
        command: 'kubectl delete validatingwebhookconfiguration stale',
      },
    },
  ],
  sources: [],
  ...own,
});

function renderPage(
  getClusterReadiness: MlMonitoringApi['getClusterReadiness'],
  own: Partial<MlMonitoringApi> = {},
  address = '/clusters/local',
) {
  return renderInTestApp(<MonitoringPage />, {
    apis: [[mlMonitoringApiRef, fakeApi({ getClusterReadiness, ...own })]],
    initialRouteEntries: [address],
  });
}

describe('the page of a cluster', () => {
  it('says what is broken, with what was found and what to do', async () => {
    renderPage(async () => readiness());
    const broken = within(
      (
        await screen.findByRole('heading', { name: "Seldon's webhooks answer" })
      ).closest('li')!,
    );
    expect(broken.getByText('Broken')).toBeInTheDocument();
    expect(broken.getByText('its Service does not exist')).toBeInTheDocument();
    expect(
      broken.getByText('kubectl delete validatingwebhookconfiguration stale'),
    ).toBeInTheDocument();
    expect(
      broken.getByRole('button', { name: 'Copy command' }),
    ).toBeInTheDocument();
  });

  it('shows what was found of the rest on demand', async () => {
    renderPage(async () => readiness());
    const button = await screen.findByRole('button', {
      name: 'Show what was found (1)',
    });
    expect(screen.queryByText('Stored version: v1')).not.toBeInTheDocument();
    await userEvent.click(button);
    expect(screen.getByText('Stored version: v1')).toBeInTheDocument();
  });

  it('looks again on demand', async () => {
    let looked = 0;
    renderPage(async () => {
      looked += 1;
      return readiness(looked > 1 ? { ready: true, summary: 'All well' } : {});
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Look again' }),
    );
    expect(await screen.findByText('All well')).toBeInTheDocument();
    expect(screen.getByText('Ready')).toBeInTheDocument();
  });

  it('names a source that did not answer beside what is known', async () => {
    renderPage(async () =>
      readiness({
        ready: undefined,
        sources: [
          {
            kind: 'prometheus',
            cluster: 'local',
            title: 'Prometheus of cluster local',
            status: 'failed',
            message: 'connection refused',
          },
        ],
      }),
    );
    expect(await screen.findByText(/connection refused/)).toBeInTheDocument();
    expect(screen.getByText('Not known')).toBeInTheDocument();
  });

  it.each([
    [403, 'You may not see clusters', 'You need the permission x'],
    [404, 'There is no such cluster', 'knows no cluster local'],
  ])('answers %i with %s', async (status, title, message) => {
    renderPage(async () => {
      throw answerError(status, message);
    });
    expect(await screen.findByText(title)).toBeInTheDocument();
    expect(screen.getByText(message)).toBeInTheDocument();
  });

  it('is linked from the models, also where there are none', async () => {
    renderPage(
      async () => readiness(),
      {
        listModels: async () => ({
          items: [],
          totalItems: 0,
          sources: [
            { kind: 'cluster', cluster: 'local', title: 'local', status: 'ok' },
          ],
        }),
      },
      '/',
    );
    await userEvent.click(await screen.findByRole('link', { name: 'local' }));
    expect(
      await screen.findByRole('heading', { name: 'Is cluster local ready?' }),
    ).toBeInTheDocument();
  });
});
