import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ModelAlerts } from 'backstage-plugin-ml-monitoring-common';
import { firing, modelAlerts, pending } from '../../__testUtils__/fakeActivity';
import { renderTab } from '../../__testUtils__/renderTab';

async function alertsOf(answer: ModelAlerts) {
  renderTab({ api: { getModelAlerts: async () => answer } });
  await screen.findByRole('region', { name: 'Verdict' });
  return screen.findByRole('region', { name: 'Alerts' });
}

describe('the alerts of a model', () => {
  it('say what fires, how badly, since when, and where to read on', async () => {
    const alerts = await alertsOf(modelAlerts([firing, pending]));
    const [first, second] = within(alerts).getAllByRole('listitem');
    expect(first).toHaveTextContent(
      /^FiringModelErrorBudgetBurnseverity page · since .* · value 14\.2/,
    );
    expect(first).toHaveTextContent('7 % of the predictions');
    expect(
      within(first).getByRole('link', { name: /Runbook of/ }),
    ).toHaveAttribute('href', 'https://runbooks.example.com/models');
    expect(second).toHaveTextContent(
      'Its condition holds, but not yet for as long as its rule asks.',
    );
    await userEvent.click(
      within(first).getByRole('button', { name: /^Show labels/ }),
    );
    expect(first).toHaveTextContent('namespaceml-mon');
  });

  it('lead nowhere but to web pages', async () => {
    const alerts = await alertsOf(
      // eslint-disable-next-line no-script-url
      modelAlerts([{ ...firing, runbook: 'javascript:alert(1)' }]),
    );
    expect(within(alerts).queryByRole('link')).not.toBeInTheDocument();
  });

  it('are quiet where none is on', async () => {
    expect(await alertsOf(modelAlerts())).toHaveTextContent(
      /^No alert is firing\.$/,
    );
  });

  it('do not take a source that said nothing for good news', async () => {
    const alerts = await alertsOf({
      items: [],
      sources: [
        {
          kind: 'prometheus',
          cluster: 'local',
          title: 'Prometheus of cluster local',
          status: 'absent',
          message: 'It has no alerts API.',
        },
      ],
    });
    expect(alerts).toHaveTextContent(
      'Nobody could be asked for alerts.Prometheus of cluster local: It has no alerts API.',
    );
    expect(alerts).not.toHaveTextContent('No alert is firing');
  });
});
