import { screen, within } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, EntityProvider } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { ModelDetail } from 'backstage-plugin-ml-monitoring-common';
import { entityWith } from '../../__testUtils__/entityWith';
import {
  healthyReport,
  model,
  modelDetail,
} from '../../__testUtils__/fakeAnswers';
import { fakeApi } from '../../__testUtils__/fakeApi';
import { mlMonitoringApiRef } from '../../api/mlMonitoringApiRef';
import { MonitoringTab } from '../monitoring/MonitoringTab';

const template = (name: string) => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name, namespace: 'default' },
  spec: {},
});

const [stable] = modelDetail().predictors;
const twoVersions: Partial<ModelDetail> = {
  changeable: true,
  predictors: [
    { ...stable, name: 'main', routedPercent: 80 },
    { ...stable, name: 'v2', routedPercent: 20 },
  ],
  rollout: {
    stable: 'main',
    candidate: 'v2',
    trafficPercent: 20,
    phase: 'serving',
  },
};

async function show(
  detail: Partial<ModelDetail>,
  options: {
    shares?: Record<string, number>;
    templates?: string[];
    rolloutTemplates?: { start?: string };
  } = {},
) {
  const {
    shares,
    templates = ['roll-out-seldon-model', 'finish-seldon-rollout'],
    rolloutTemplates,
  } = options;
  await renderInTestApp(
    <EntityProvider entity={entityWith('local:ml-mon/rest-seldon')}>
      <MonitoringTab rolloutTemplates={rolloutTemplates} />
    </EntityProvider>,
    {
      apis: [
        [
          mlMonitoringApiRef,
          fakeApi({
            getModel: async ref => ({ ...modelDetail(ref), ...detail }),
            getModelHealth: async ref => ({
              ...healthyReport(ref),
              numbers: { ...healthyReport(ref).numbers, shares },
            }),
          }),
        ],
        [catalogApiRef, catalogApiMock({ entities: templates.map(template) })],
      ],
      initialRouteEntries: ['/?refresh=off'],
    },
  );
  return screen.findByRole('region', { name: 'What runs' });
}

const formDataOf = (link: HTMLElement) => {
  const [path, query] = link.getAttribute('href')!.split('?');
  return [path, JSON.parse(new URLSearchParams(query).get('formData')!)];
};

describe('two versions side by side', () => {
  it('have the observed beside the configured share, in words and numbers', async () => {
    const region = await show(twoVersions, {
      shares: { main: 0.7942, v2: 0.2058 },
    });
    expect(region).toHaveTextContent(
      'v2 stands beside main and has 20 % of the requests.',
    );
    const rollouts = within(region).getByRole('table', { name: 'Rollouts' });
    expect(
      await within(rollouts).findByText('80 % set, 79.4 % observed'),
    ).toBeVisible();
    expect(
      within(rollouts).getByText('20 % set, 20.6 % observed'),
    ).toBeVisible();
  });

  it('have no observed share where none was measured', async () => {
    const region = await show(twoVersions, { shares: { main: 1 } });
    expect(
      await within(region).findByText('20 % set, not measured'),
    ).toBeVisible();
  });

  it('are told apart from what the SeldonDeployment says and nothing obeys', async () => {
    const region = await show({
      predictors: [
        { ...stable, name: 'main', traffic: 60 },
        { ...stable, name: 'v2', traffic: 40 },
      ],
    });
    expect(
      within(region).getByText('40 % in the SeldonDeployment, not measured'),
    ).toBeVisible();
  });

  it('lead to the templates that promote or take back, filled in', async () => {
    const region = await show(twoVersions);
    const promote = await within(region).findByRole('button', {
      name: 'Promote v2',
    });
    expect(formDataOf(promote)).toEqual([
      '/create/templates/default/finish-seldon-rollout',
      { ...model, decision: 'promote' },
    ]);
    expect(
      formDataOf(within(region).getByRole('button', { name: 'Take v2 back' })),
    ).toEqual([
      '/create/templates/default/finish-seldon-rollout',
      { ...model, decision: 'abort' },
    ]);
    expect(
      within(region).queryByRole('button', { name: 'Roll out a new version' }),
    ).toBeNull();
  });
});

describe('one version', () => {
  it('leads to the template for the next, filled in', async () => {
    const region = await show({ changeable: true });
    const start = await within(region).findByRole('button', {
      name: 'Roll out a new version',
    });
    expect(formDataOf(start)).toEqual([
      '/create/templates/default/roll-out-seldon-model',
      model,
    ]);
  });

  it('leads to the template that the portal names', async () => {
    const region = await show(
      { changeable: true },
      {
        templates: ['our-rollout'],
        rolloutTemplates: { start: 'template:default/our-rollout' },
      },
    );
    const start = await within(region).findByRole('button', {
      name: 'Roll out a new version',
    });
    expect(formDataOf(start)[0]).toBe('/create/templates/default/our-rollout');
  });

  it.each([
    ['who may not change it', { changeable: false }, undefined],
    ['portals without the template', { changeable: true }, []],
  ])('leads nowhere for %s', async (_, detail, templates) => {
    const region = await show(detail, { templates });
    await within(region).findByRole('table', { name: 'Rollouts' });
    expect(
      within(region).queryByRole('button', { name: 'Roll out a new version' }),
    ).toBeNull();
  });
});
