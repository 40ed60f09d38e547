import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { MlMonitoringApi } from 'backstage-plugin-ml-monitoring-common';
import { answerError } from '../../__testUtils__/fakeApi';
import { canaryAnswer } from '../../__testUtils__/fakeCanary';
import { renderTab } from '../../__testUtils__/renderTab';

const range = 'refresh=off&from=2026-11-20T09:00:00Z&to=2026-11-20T10:00:00Z';
const dayBefore = '2026-11-19T09:00:00.000Z';

type Ask = MlMonitoringApi['getModelMetrics'];

const canary = (own?: Ask) => ({
  getModelMetrics: jest.fn<ReturnType<Ask>, Parameters<Ask>>(
    own ?? (async input => canaryAnswer(input)),
  ),
});

/** Whether a question is about the day before. */
const isEarlier: (input: Parameters<Ask>[0]) => boolean = ({ from }) =>
  from! <= dayBefore;

const cellsOf = (row: HTMLElement) =>
  Array.from(row.querySelectorAll('th, td'), cell => cell.textContent);

describe('predictors with traffic', () => {
  it('stand side by side, with the difference to the main one in numbers and words, and percentiles of the whole range', async () => {
    const api = canary();
    renderTab({ api, query: range });
    const table = await screen.findByRole('table', {
      name: 'Predictors side by side',
    });
    await waitFor(() => expect(table).toHaveTextContent('≥ 10 s'));
    expect(api.getModelMetrics).toHaveBeenLastCalledWith(
      expect.objectContaining({
        from: '2026-11-20T09:00:00.000Z',
        to: '2026-11-20T10:00:00.000Z',
        step: 3600,
        panels: 'latency',
      }),
      expect.anything(),
    );
    const [head, main, other] = within(table).getAllByRole('row');
    expect(cellsOf(head)).toEqual([
      'Predictor',
      'Weight',
      'Requests',
      'Success',
      '4xx',
      '5xx',
      'p50',
      'p95',
      'p99',
    ]);
    expect(main).toHaveTextContent(/^defaultmain, the others are compared/);
    expect(cellsOf(other).slice(1)).toEqual([
      '25 % in the SeldonDeployment10 % observed',
      expect.stringMatching(/ req\/s.+ req\/s \(−89 %\) fewer$/),
      '95 %4.9 pp (−4.9 %) lower',
      '0 %1 pp (−100 %) fewer',
      '5 %4.9 pp (×50) more',
      '10 msno clear difference',
      '60 ms30 ms (+100 %) slower',
      '≥ 10 sat least 9.95 s (×200) slower',
    ]);
    expect(
      screen.getByText(/^canary beside default: Success 4.9 pp .+ lower; p95/),
    ).toBeInTheDocument();
  });

  it('keep the rest of the comparison where latency cannot be read, and say so', async () => {
    renderTab({
      query: range,
      api: canary(async input => {
        if (input.panels) {
          throw answerError(400, 'too long');
        }
        return canaryAnswer(input);
      }),
    });
    expect(
      await screen.findByText(
        /latency over the whole range could not be read: too long/,
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('table', { name: 'Predictors side by side' }),
    ).toHaveTextContent(/4\.9 pp.+not measured/);
  });

  it('are not compared where there is one', async () => {
    renderTab({
      query: range,
      api: canary(async input => {
        const answer = canaryAnswer(input);
        const [requests, ...others] = answer.panels;
        return {
          ...answer,
          panels: [
            { ...requests, series: requests.series.slice(0, 1) },
            ...others,
          ],
        };
      }),
    });
    await screen.findByRole('region', { name: 'Requests' });
    expect(
      screen.queryByText('Predictors side by side'),
    ).not.toBeInTheDocument();
  });
});

describe('earlier minutes', () => {
  it('are chosen beside the range, and stand in legend and table', async () => {
    const api = canary();
    renderTab({ api, query: range });
    await userEvent.click(await screen.findByLabelText('Compare with'));
    await userEvent.click(
      await screen.findByRole('option', { name: '1 day earlier' }),
    );
    expect(
      await screen.findByText(
        /^Dashed: the same minutes 1 day earlier, .*19.* – .*19/,
      ),
    ).toBeInTheDocument();
    const requests = screen.getByRole('region', { name: 'Requests' });
    expect(
      within(requests).getByRole('button', { name: /^default/ }),
    ).toHaveTextContent(/req\/s, was .+ req\/s \(.+ %\)$/);
    await userEvent.click(
      within(requests).getByRole('button', {
        name: 'Show Requests as a table',
      }),
    );
    expect(
      await within(requests).findByRole('columnheader', {
        name: 'default, 1 day earlier',
      }),
    ).toBeInTheDocument();
  });

  it('that cannot be read leave the charts as they are, and are asked for again on demand', async () => {
    let isDown = true;
    renderTab({
      query: `${range}&compare=1d`,
      api: canary(async input => {
        if (isDown && isEarlier(input)) {
          throw answerError(400, 'too far back');
        }
        return canaryAnswer(input);
      }),
    });
    expect(
      await screen.findByText('What was 1 day earlier could not be read'),
    ).toBeInTheDocument();
    expect(screen.getByText(/too far back/)).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'Requests' }),
    ).toBeInTheDocument();
    isDown = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/^Dashed: /)).toBeInTheDocument();
  });

  it('of which nothing is kept are told as such, with where what is kept begins', async () => {
    renderTab({
      query: `${range}&compare=1d`,
      api: canary(async input => ({
        ...canaryAnswer(input),
        ...(isEarlier(input) && {
          panels: [],
          coveredFromSeconds: Date.parse('2026-11-20T08:00:00Z') / 1000,
        }),
      })),
    });
    expect(
      await screen.findByText(
        /^Prometheus has nothing from 1 day earlier: it begins at .*20/,
      ),
    ).toBeInTheDocument();
  });
});

describe('a metric with a tag', () => {
  it('is split by it on request, which keeps the charts meanwhile', async () => {
    const api = canary();
    renderTab({ api, query: `${range}&section=metrics` });
    await userEvent.click(await screen.findByLabelText('Split cache_hits by'));
    await userEvent.click(await screen.findByRole('option', { name: 'tier' }));
    expect(
      screen.getByRole('region', { name: 'cache_hits' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: /gold/ }),
    ).toBeInTheDocument();
    expect(api.getModelMetrics).toHaveBeenLastCalledWith(
      expect.objectContaining({ by: 'custom:cache_hits=tier' }),
      expect.anything(),
    );
  });
});

describe('the charts of an address', () => {
  it('are those that are named, and one can be added by searching', async () => {
    renderTab({ query: `${range}&panels=latency`, api: canary() });
    await screen.findByRole('region', { name: 'Latency' });
    expect(
      screen.queryByRole('region', { name: 'Requests' }),
    ).not.toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: '1 of 5 charts' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Charts that are shown',
    });
    await userEvent.type(
      await within(dialog).findByRole('searchbox', { name: 'Search charts' }),
      'requ',
    );
    expect(
      within(dialog)
        .getAllByRole('checkbox')
        .map(box => box.closest('label')?.textContent),
    ).toEqual(['Requests', 'Requests by node']);
    await userEvent.click(
      within(dialog).getByRole('checkbox', { name: 'Requests' }),
    );
    expect(
      screen.getByText('2 of 5 charts', { selector: 'button *' }),
    ).toBeInTheDocument();
  });

  it('that are not there are told, and left out on request', async () => {
    renderTab({
      query: `${range}&panels=latency,gone&compare=2d&node=default/scaler`,
      api: canary(),
    });
    const notice = (
      await screen.findByText('Some of what this address asks for is not shown')
    ).closest<HTMLElement>('[role=status]')!;
    expect(notice).toHaveTextContent('There is no chart "gone" in this range.');
    expect(notice).toHaveTextContent('"2d" is none of 1h, 1d, 7d.');
    expect(notice).toHaveTextContent('Nothing was measured of node "scaler"');
    await userEvent.click(
      within(notice).getByRole('button', { name: 'Leave it out' }),
    );
    await waitFor(() => expect(notice).not.toBeInTheDocument());
    expect(
      screen.getByRole('button', { name: '1 of 5 charts' }),
    ).toBeInTheDocument();
  });
});

describe('a node of the graph', () => {
  it('is drawn beside the whole of its predictor', async () => {
    renderTab({ query: `${range}&section=graph`, api: canary() });
    await userEvent.click(
      await screen.findByLabelText('Draw beside the whole predictor'),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'classifier of default' }),
    );
    const chart = await screen.findByRole('region', {
      name: 'Requests by node: classifier beside the whole',
    });
    expect(
      within(chart)
        .getAllByRole('button', { pressed: true })
        .map(line => line.textContent),
    ).toEqual([
      expect.stringMatching(/^classifier.*req\/s$/),
      expect.stringMatching(/^default, the whole.*req\/s$/),
    ]);
  });
});
