import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { firing, modelAlerts } from '../../__testUtils__/fakeActivity';
import { answerError } from '../../__testUtils__/fakeApi';
import { renderTab } from '../../__testUtils__/renderTab';

const query =
  'refresh=off&section=timeline&from=2026-11-22T11:00:00Z&to=2026-11-22T12:00:00Z';

const timeline = () => screen.findByRole('region', { name: 'Timeline' });

describe('the timeline', () => {
  it('says what happened, the newest first, with who did it, and events that warn of nothing when asked', async () => {
    renderTab({ query });
    const region = await timeline();
    expect(region).not.toHaveTextContent('ScalingReplicaSet');
    await userEvent.click(
      within(region).getByRole('button', {
        name: 'Show 1 more events that warn of nothing',
      }),
    );
    const rows = within(region).getAllByRole('row');
    expect(rows.slice(1).map(row => row.textContent)).toEqual([
      expect.stringMatching(
        /Warning BackOff Back-off pulling image.*Pod rest-seldon-canary-0-classifier-7d9f-q1zz12 since/,
      ),
      expect.stringMatching(
        /Traffic 25 % to canaryRoute rest-seldonnobody is written down/,
      ),
      expect.stringMatching(/Event ScalingReplicaSet Scaled up/),
      expect.stringMatching(
        /Rollout, revision 3 Version 3 with.*Images: seldonio\/mock_classifier:1\.3.*defaultkubectl-edit/,
      ),
    ]);
  });

  it('is walked through by keyboard from mark to mark, and shows what is behind one', async () => {
    renderTab({ query });
    const strip = within(await timeline()).getByRole('toolbar');
    const marks = within(strip).getAllByRole('button');
    expect(marks.filter(mark => mark.tabIndex === 0)).toHaveLength(1);
    const last = within(strip).getByRole('button', { name: /^Warnings/ });
    expect(last).toHaveAccessibleName(/: 12, the first: BackOff/);
    act(() => last.focus());
    await userEvent.keyboard('{Home}');
    expect(document.activeElement).toHaveAccessibleName(
      /^Changes, .*: Rollout: Version 3 with .* by kubectl-edit$/,
    );
    await userEvent.keyboard('{Enter}');
    const table = screen.getByRole('table', {
      name: 'Changes and events in this range',
    });
    expect(within(table).getAllByRole('row')).toHaveLength(2);
    await userEvent.click(screen.getByRole('button', { name: 'Show all 3' }));
    expect(within(table).getAllByRole('row')).toHaveLength(4);
  });

  it('says since when the cluster remembers', async () => {
    renderTab({ query });
    expect(await timeline()).toHaveTextContent(
      /The cluster forgets events after about an hour: before .* there may have been more/,
    );
  });

  it('asks for the minutes in the address', async () => {
    const getModelEvents = jest.fn(async () => ({
      items: [],
      changes: [],
      sources: [],
    }));
    renderTab({ query, api: { getModelEvents } });
    expect(await timeline()).toHaveTextContent(
      'Nothing happened in this range',
    );
    expect(getModelEvents).toHaveBeenCalledWith(
      expect.objectContaining({
        from: '2026-11-22T11:00:00.000Z',
        to: '2026-11-22T12:00:00.000Z',
      }),
      { signal: expect.any(AbortSignal) },
    );
  });
});

describe('the charts', () => {
  it('name the changes and alerts that they mark, to the ear and in the table too', async () => {
    renderTab({
      query,
      api: { getModelAlerts: async () => modelAlerts([firing]) },
    });
    const chart = await screen.findByRole('region', {
      name: 'Requests by predictor',
    });
    const legend = await within(chart).findByRole('list', {
      name: 'Marks in the chart',
    });
    expect(legend).toHaveTextContent('2 changes');
    expect(legend).toHaveTextContent(/ModelErrorBudgetBurn firing since/);
    await userEvent.click(
      within(chart).getByRole('button', { name: /as a table$/ }),
    );
    expect(
      await within(chart).findByRole('row', {
        name: /Rollout: Version 3 with/,
      }),
    ).toBeInTheDocument();
  });

  it('stay without marks where nobody can say what happened', async () => {
    renderTab({
      query: 'refresh=off',
      api: {
        getModelEvents: async () => {
          throw answerError(503, 'no');
        },
        getModelAlerts: async () => {
          throw answerError(400, 'Prometheus refuses the connection');
        },
      },
    });
    const chart = await screen.findByRole('region', {
      name: 'Requests by predictor',
    });
    expect(
      within(chart).queryByRole('list', { name: 'Marks in the chart' }),
    ).not.toBeInTheDocument();
    expect(
      await screen.findByText('Prometheus refuses the connection'),
    ).toBeInTheDocument();
  });
});
