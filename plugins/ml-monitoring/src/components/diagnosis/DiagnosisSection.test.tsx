import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  brokenDiagnosis,
  healthyReport,
  metricsAnswer,
} from '../../__testUtils__/fakeAnswers';
import { answerError } from '../../__testUtils__/fakeApi';
import { renderTab } from '../../__testUtils__/renderTab';

const open = 'refresh=off&section=diagnosis';

describe('the diagnosis', () => {
  it('walks the links in their order, and opens the broken one with its proof and a fix to copy', async () => {
    renderTab({ query: open });
    const chain = await screen.findByRole('list', {
      name: 'From the request to the chart',
    });
    const links = [...chain.children] as HTMLElement[];
    expect(
      links.map(
        link => within(link).getByRole('heading').parentElement!.textContent,
      ),
    ).toEqual([
      'OK1. The predictor Services lead to ready podsShow what was found (1)',
      'Not needed2. A Service leads to metrics of the model itself',
      'Broken3. A monitor selects the modelThe chain breaks hereHide what was found',
      'Not known4. Prometheus scrapes the targets',
    ]);
    expect(links[0]).not.toHaveTextContent('rest-seldon-default');
    expect(links[2]).toHaveTextContent('port = web');
    expect(links[2]).toHaveTextContent(
      'kubectl -n ml-mon edit servicemonitor fraud',
    );
    expect(
      within(links[2]).getByRole('button', { name: 'Copy command' }),
    ).toBeInTheDocument();
  });

  it('is asked for only once it is wanted', async () => {
    const getModelDiagnosis = jest.fn(async () => brokenDiagnosis());
    renderTab({ api: { getModelDiagnosis } });
    await screen.findByText('Requests by predictor');
    expect(getModelDiagnosis).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('tab', { name: 'Diagnosis' }));
    expect(
      await screen.findByText(/^Broken at the monitor/),
    ).toBeInTheDocument();
  });

  it('says why no chart has data, and an empty chart leads to it', async () => {
    const answer = metricsAnswer();
    const panels = answer.panels.map(panel => ({
      ...panel,
      status: 'empty' as const,
      series: [],
    }));
    renderTab({
      api: {
        getModelMetrics: async () => ({ ...answer, panels }),
        getModelHealth: async () => ({ ...healthyReport(), numbers: {} }),
      },
    });
    const chart = await screen.findByRole('region', { name: 'Latency' });
    expect(
      await screen.findByText('There is no data in the charts'),
    ).toBeInTheDocument();
    expect(
      await screen.findByText(/^Broken at the monitor/),
    ).toBeInTheDocument();
    await userEvent.click(
      within(chart).getByRole('link', { name: 'Why is there no data?' }),
    );
    const panel = screen.getByRole('tabpanel', { name: 'Diagnosis' });
    expect(panel).toHaveFocus();
  });

  it('can be walked again', async () => {
    let isMended = false;
    renderTab({
      query: open,
      api: {
        getModelDiagnosis: async () =>
          isMended
            ? {
                ...brokenDiagnosis(),
                brokenAt: undefined,
                links: [],
                summary: 'Every link holds',
              }
            : brokenDiagnosis(),
      },
    });
    const again = await screen.findByRole('button', { name: 'Walk it again' });
    isMended = true;
    await userEvent.click(again);
    expect(await screen.findByText('Every link holds')).toBeInTheDocument();
    expect(screen.getByText('Whole')).toBeInTheDocument();
  });

  it('keeps the rest of the page when it fails', async () => {
    renderTab({
      query: open,
      api: {
        getModelDiagnosis: async () => {
          throw answerError(400, 'cluster "local": no');
        },
      },
    });
    expect(await screen.findByText('cluster "local": no')).toBeInTheDocument();
    expect(screen.getByText('Requests by predictor')).toBeInTheDocument();
  });
});
