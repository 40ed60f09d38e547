import { screen, within } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type { HealthReport } from 'backstage-plugin-ml-monitoring-common';
import { firing, rollout, slo, trend } from '../../__testUtils__/fakeActivity';
import { failingReport, healthyReport } from '../../__testUtils__/fakeAnswers';
import { fakeApi } from '../../__testUtils__/fakeApi';
import { entityWith } from '../../__testUtils__/entityWith';
import { mlMonitoringApiRef } from '../../api/mlMonitoringApiRef';
import { HealthCard } from './HealthCard';

async function cardOf(report: HealthReport) {
  renderInTestApp(
    <EntityProvider entity={entityWith('local:ml-mon/rest-seldon')}>
      <HealthCard />
    </EntityProvider>,
    {
      apis: [
        [mlMonitoringApiRef, fakeApi({ getModelHealth: async () => report })],
      ],
    },
  );
  await screen.findByText(/^since/);
  return screen.getByRole('region', { name: 'local:ml-mon/rest-seldon' });
}

describe('the card', () => {
  it('says what is wrong and what to do, without the proof', async () => {
    const card = await cardOf(failingReport());
    expect(card).toHaveTextContent('Failing');
    expect(card).toHaveTextContent('cannot be pulled');
    expect(card).toHaveTextContent('What to do: Correct the image');
    expect(card).not.toHaveTextContent('ImagePullBackOff');
  });

  it('has the numbers and how they went, in words for those who do not see the lines', async () => {
    const card = await cardOf({ ...healthyReport(), trend });
    expect(
      within(card)
        .getAllByRole('img')
        .map(image => image.getAttribute('aria-label')),
    ).toEqual([
      'Over the last 60 min between 10 req/s and 14 req/s. Not measured for 10 min of it.',
      'Over the last 60 min between 99.85 % and 99.95 %. Not measured for 10 min of it.',
      'Over the last 60 min between 30 ms and 50 ms. Not measured for 10 min of it.',
    ]);
    expect(card).toHaveTextContent(
      'Numbers over the last 5 min, lines over the last 60 min.',
    );
  });

  it.each([
    ['what is left', {}, 0.71, '71 % of 28 days leftburn rate 0.4 ×'],
    ['that it is used up', {}, -0.2, 'used up, 20 % of 28 days over'],
    ['that nothing was measured', {}, undefined, 'Error budgetnot measured'],
    [
      'over which shorter window it is counted',
      { windowSeconds: 86_400 },
      1,
      '100 % of 24 h leftburn rate 0.4 ×Counted over the 24 h that the source keeps, not over 28 days.',
    ],
  ])('says of an error budget %s', async (_, window, remaining, text) => {
    const [objective] = slo.objectives;
    const card = await cardOf({
      ...healthyReport(),
      slo: {
        ...slo,
        ...window,
        objectives: [{ ...objective, budgetRemaining: remaining }],
      },
    });
    expect(card).toHaveTextContent(text);
  });

  it('says which alerts fire and what was changed last, by whom', async () => {
    const card = await cardOf({
      ...healthyReport(),
      alerts: [firing],
      lastChange: rollout,
    });
    expect(card).toHaveTextContent('1 alert firing: ModelErrorBudgetBurn');
    expect(card).toHaveTextContent(
      /Last rollout .*, by kubectl-edit: Version 3 with seldonio\/mock_classifier:1\.3/,
    );
  });

  it.each([
    ['none fires', [], 'No alert is firing.'],
    ['nobody knows', undefined, 'Alerts: not known'],
  ])('tells apart that %s', async (_, alerts, text) => {
    const card = await cardOf({ ...healthyReport(), alerts });
    expect(card).toHaveTextContent(text);
  });
});
