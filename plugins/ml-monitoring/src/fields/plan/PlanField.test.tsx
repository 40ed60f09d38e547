import { Route, Routes } from 'react-router-dom';
import {
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  scaffolderApiRef,
  SecretsContextProvider,
} from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { configure, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { PlannedObject } from 'backstage-plugin-ml-monitoring-common';
import { answerError } from '../../__testUtils__/fakeApi';
import { PlanField } from './PlanField';
import { validatePlan } from './planChoice';

jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

const extensions = [
  { name: 'MlMonitoringPlan', component: PlanField, validation: validatePlan },
] as any;

const manifest: any = {
  title: 'Deploy',
  steps: [
    {
      title: 'Plan',
      schema: {
        type: 'object',
        properties: {
          plan: {
            title: 'What would change',
            type: 'object',
            'ui:field': 'MlMonitoringPlan',
          },
        },
      },
    },
  ],
};

const template: any = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { namespace: 'default', name: 'deploy' },
  spec: {
    type: 'model-server',
    steps: [{ id: 'plan', action: 'seldon:model:plan', input: {} }],
  },
};

const planned = (own: Partial<PlannedObject> = {}): PlannedObject => ({
  apiVersion: 'machinelearning.seldon.io/v1',
  kind: 'SeldonDeployment',
  namespace: 'ml-mon',
  name: 'fraud',
  result: 'created',
  manifest: { spec: { protocol: 'seldon' } },
  changes: [],
  changesFrom: 'dry-run',
  ...own,
});

const conflict = planned({
  result: 'refused',
  refusal: {
    message: 'Other field managers own fields of it',
    conflicts: [{ manager: 'argocd-controller', field: '.spec.predictors' }],
    resourceVersion: '7',
  },
});

/** The last page of a form, where each plan of the given ones follows the other. */
async function renderPlan(
  answers: (PlannedObject[] | Error)[],
  warnings: string[] = [],
) {
  const dryRun = jest.fn(async (_: { values: any }) => {
    const answer = answers.length > 1 ? answers.shift()! : answers[0];
    if (answer instanceof Error) {
      throw answer;
    }
    const applicable = answer.every(({ result }) => result !== 'refused');
    const tried = { objects: answer, warnings, applicable };
    return { output: { tried }, log: [], steps: [], directoryContents: [] };
  });
  const onCreate = jest.fn(async () => {});
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [catalogApiRef, catalogApiMock({ entities: [template] })],
        [scaffolderApiRef, { dryRun } as any],
      ]}
    >
      <Routes>
        <Route
          path="/templates/:namespace/:templateName"
          element={
            <SecretsContextProvider>
              <Stepper
                manifest={manifest}
                extensions={extensions}
                initialState={{ name: 'fraud' }}
                onCreate={onCreate}
              />
            </SecretsContextProvider>
          }
        />
      </Routes>
    </TestApiProvider>,
    { initialRouteEntries: ['/templates/default/deploy'] },
  );
  return { dryRun, onCreate, user: userEvent.setup({ delay: null }) };
}

const review = () => screen.getByRole('button', { name: 'Review' });

beforeAll(() => {
  // The stepper scrolls up with every page, which jsdom cannot.
  window.scrollTo = jest.fn();
});

describe('the plan in the form', () => {
  it('shows what would be created, changed and left, and lets go on', async () => {
    const { user, dryRun } = await renderPlan(
      [
        [
          planned(),
          planned({
            kind: 'Route',
            result: 'updated',
            changes: [{ path: 'spec.to.weight', before: 100, after: 80 }],
          }),
          planned({ kind: 'ServiceMonitor', result: 'unchanged' }),
        ],
      ],
      ['No Prometheus would select the monitor'],
    );
    expect(
      await screen.findByText('1 created, 1 changed, 1 unchanged'),
    ).toBeVisible();
    expect(
      screen.getByText('No Prometheus would select the monitor'),
    ).toBeVisible();
    const changes = screen.getByRole('table', { name: /^Fields of Route/ });
    expect(
      within(changes).getByRole('row', { name: 'spec.to.weight 100 80' }),
    ).toBeVisible();
    expect(dryRun.mock.calls[0][0].values).toMatchObject({ name: 'fraud' });
    await user.click(review());
    expect(await screen.findByRole('button', { name: 'Create' })).toBeVisible();
  });

  it('shows the YAML of an object on demand', async () => {
    const { user } = await renderPlan([[planned()]]);
    await user.click(
      await screen.findByRole('button', {
        name: 'Show the YAML of SeldonDeployment fraud',
      }),
    );
    expect(await screen.findByText(/protocol: seldon/)).toBeVisible();
  });

  it('lets nobody create what was refused, and says whose word that is', async () => {
    const { user } = await renderPlan([
      answerError(400, 'images: evil.io/x is not one of seldonio/*'),
    ]);
    expect(
      await screen.findByText('images: evil.io/x is not one of seldonio/*'),
    ).toBeVisible();
    await user.click(review());
    expect(
      (await screen.findAllByText(/^Nothing can be created/))[0],
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('names the owners of fields in the way, and plans anew when they are taken over', async () => {
    const { user, dryRun, onCreate } = await renderPlan([
      [conflict],
      [planned({ result: 'updated' })],
    ]);
    expect(
      await screen.findByText('.spec.predictors belongs to argocd-controller'),
    ).toBeVisible();
    await user.click(
      screen.getByRole('checkbox', {
        name: 'Take these fields over from argocd-controller',
      }),
    );
    expect(await screen.findByText('1 changed')).toBeVisible();
    const takeOver = [
      { kind: 'SeldonDeployment', name: 'fraud', resourceVersion: '7' },
    ];
    expect(dryRun.mock.calls[1][0].values.plan).toMatchObject({ takeOver });
    await user.click(review());
    await user.click(await screen.findByRole('button', { name: 'Create' }));
    expect(onCreate).toHaveBeenCalledWith(
      expect.objectContaining({ plan: expect.objectContaining({ takeOver }) }),
    );
  });

  it('is made again on request', async () => {
    const { user } = await renderPlan([
      answerError(503, 'cluster local does not answer'),
      [planned()],
    ]);
    expect(
      await screen.findByText('cluster local does not answer'),
    ).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('1 created')).toBeVisible();
  });

  it('keeps nobody from going on who may not try templates out', async () => {
    const { user } = await renderPlan([answerError(403, '')]);
    expect(
      await screen.findByText(/permission scaffolder.template.dry-run/),
    ).toBeVisible();
    await user.click(review());
    expect(await screen.findByRole('button', { name: 'Create' })).toBeVisible();
  });

  it('stays readable when an object has a thousand changes', async () => {
    const changes = Array.from({ length: 1000 }, (_, index) => ({
      path: `spec.panels[${index}].title`,
      after: `${index}`,
    }));
    const { user } = await renderPlan([
      [planned({ kind: 'GrafanaDashboard', result: 'updated', changes })],
    ]);
    const table = await screen.findByRole('table');
    expect(within(table).getAllByRole('row')).toHaveLength(9);
    await user.click(
      screen.getByRole('button', { name: 'Show 992 more fields' }),
    );
    expect(within(table).getAllByRole('row')).toHaveLength(1001);
  });
});
