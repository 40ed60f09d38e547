import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { healthyReport, metricsAnswer } from '../../__testUtils__/fakeAnswers';
import { answerError } from '../../__testUtils__/fakeApi';
import { renderTab } from '../../__testUtils__/renderTab';

describe('the monitoring tab', () => {
  it('answers first, in words, whether the model is well, with its numbers and their units', async () => {
    renderTab();
    const verdict = await screen.findByRole('region', { name: 'Verdict' });
    expect(verdict).toHaveTextContent(
      /^Healthysince .*All of 1 predictor answers/,
    );
    expect(verdict).toHaveTextContent('Requests12.4 req/s');
    expect(verdict).toHaveTextContent('Success99.95 % ok');
    expect(verdict).toHaveTextContent('Latency p9538 ms');
  });

  it('says of what was not measured that it was not, and shows no zero', async () => {
    renderTab({
      api: {
        getModelHealth: async ref => ({ ...healthyReport(ref), numbers: {} }),
      },
    });
    const verdict = await screen.findByRole('region', { name: 'Verdict' });
    expect(within(verdict).getAllByText('not measured')).toHaveLength(3);
    expect(verdict).not.toHaveTextContent(/\b0 /);
  });

  it('has every value of a chart in a table, with a summary and with gaps as gaps', async () => {
    const answer = metricsAnswer(undefined, { points: 3 });
    answer.panels = [
      {
        ...answer.panels[0],
        series: [
          { id: 'a', name: 'default', labels: {}, values: [2, null, 4.5] },
        ],
      },
    ];
    renderTab({
      api: {
        getModelMetrics: async () => answer,
        getModelEvents: async () => ({ items: [], changes: [], sources: [] }),
      },
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Show Requests by predictor as a table',
      }),
    );
    const rows = within(
      await screen.findByRole('table', { name: /^Requests by predictor, / }),
    ).getAllByRole('row');
    expect(
      rows.map(row => row.querySelector('td, th:last-child')?.textContent),
    ).toEqual([
      'default',
      '4.5 req/s',
      '2 req/s',
      '4.5 req/s',
      '3.25 req/s',
      '4.5 req/s',
      'no data',
      '2 req/s',
    ]);
    expect(rows.at(-1)?.querySelector('time')?.getAttribute('datetime')).toBe(
      '2026-11-22T11:00:00.000Z',
    );
  });

  it('says why a chart is empty and why another failed', async () => {
    renderTab({ query: 'refresh=off&section=metrics' });
    expect(
      await screen.findByRole('region', { name: 'mytimer' }),
    ).toHaveTextContent(
      'This chart could not be readPrometheus refused the query',
    );
    await userEvent.click(screen.getByRole('tab', { name: 'Graph' }));
    expect(
      await screen.findByRole('region', { name: 'Requests by part' }),
    ).toHaveTextContent('No data in this range');
  });

  it('shows no data and names the permission to a person without it', async () => {
    renderTab({
      api: {
        getModelHealth: async () => {
          throw answerError(403, 'no');
        },
      },
    });
    expect(
      await screen.findByText(/ml-monitoring\.model\.read/),
    ).toBeInTheDocument();
    expect(screen.queryByText('Requests by predictor')).not.toBeInTheDocument();
    expect(screen.queryByText('What runs')).not.toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Try again' }),
    ).not.toBeInTheDocument();
  });

  it('keeps verdict and pods when the charts fail, and recovers them on demand', async () => {
    let isDown = true;
    renderTab({
      query: 'refresh=off&section=pods',
      api: {
        getModelMetrics: async ref => {
          if (isDown) {
            throw answerError(400, 'range: too long');
          }
          return metricsAnswer(ref);
        },
      },
    });
    expect(await screen.findByText('range: too long')).toBeInTheDocument();
    expect(screen.getByRole('region', { name: 'Verdict' })).toBeInTheDocument();
    expect(
      await screen.findByRole('table', { name: 'Pods' }),
    ).toBeInTheDocument();
    isDown = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('Requests by predictor'),
    ).toBeInTheDocument();
  });

  it('keeps what it showed when a refresh fails, and says how old it is', async () => {
    let isDown = false;
    renderTab({
      api: {
        getModelHealth: async ref => {
          if (isDown) {
            throw answerError(400, 'nothing to be done');
          }
          return healthyReport(ref);
        },
      },
    });
    await screen.findByRole('region', { name: 'Verdict' });
    isDown = true;
    await userEvent.click(screen.getByRole('button', { name: 'Refresh now' }));
    expect(await screen.findByText('Out of date')).toBeInTheDocument();
    expect(screen.getByText(/nothing to be done/)).toBeInTheDocument();
    expect(screen.getByText('Healthy')).toBeInTheDocument();
  });

  it('names a source that is down once, with what to do', async () => {
    const sources = [
      {
        kind: 'prometheus' as const,
        cluster: 'local',
        title: 'Prometheus of cluster local',
        status: 'failed' as const,
        message: 'It refuses connections. Start it again.',
      },
    ];
    renderTab({
      api: {
        getModelHealth: async ref => ({ ...healthyReport(ref), sources }),
        getModelMetrics: async ref => ({ ...metricsAnswer(ref), sources }),
      },
    });
    expect(
      await screen.findAllByText('Prometheus of cluster local'),
    ).toHaveLength(1);
    expect(
      screen.getByText(/does not answer: It refuses connections/),
    ).toBeInTheDocument();
  });

  it('asks for the minutes in the address', async () => {
    const answer = metricsAnswer();
    // Two predictors would be compared over the whole range, which is a question of its own.
    answer.panels[0].series.pop();
    const getModelMetrics = jest.fn(async () => answer);
    renderTab({
      api: { getModelMetrics },
      query: 'refresh=off&from=2026-11-20T09:00:00Z&to=2026-11-20T10:00:00Z',
    });
    await screen.findByText('Requests by predictor');
    expect(getModelMetrics).toHaveBeenCalledTimes(1);
    expect(getModelMetrics).toHaveBeenCalledWith(
      {
        cluster: 'local',
        namespace: 'ml-mon',
        name: 'rest-seldon',
        from: '2026-11-20T09:00:00.000Z',
        to: '2026-11-20T10:00:00.000Z',
      },
      { signal: expect.any(AbortSignal) },
    );
  });

  it('says that a range in the address is of no use, and shows the last hour', async () => {
    renderTab({ query: 'refresh=off&range=5y' });
    expect(
      await screen.findByText(/It is none of the ranges offered/),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('Requests by predictor'),
    ).toBeInTheDocument();
  });

  it('lets choose among several models, and says which part of the annotation is wrong', async () => {
    renderTab({ annotation: 'dev/fraud, prod:ml/fraud, nonsense' });
    expect(
      await screen.findByText(/"nonsense" in ml-monitoring\/model is not/),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByLabelText('Model'));
    await userEvent.click(
      await screen.findByRole('option', { name: 'prod:ml/fraud' }),
    );
    expect(
      await screen.findByText('http://fraud-ml.apps.localhost'),
    ).toBeInTheDocument();
  });

  it('says how to name a model when the annotation names none', async () => {
    renderTab({ annotation: ' , ' });
    expect(
      await screen.findByText('This entity names no model'),
    ).toBeInTheDocument();
  });
});
