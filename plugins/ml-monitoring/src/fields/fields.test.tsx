import {
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { MlMonitoringApi } from 'backstage-plugin-ml-monitoring-common';
import { answerError, fakeApi } from '../__testUtils__/fakeApi';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { ClusterPicker } from './ClusterPicker';
import { ModelName } from './ModelName';
import { NamespacePicker } from './NamespacePicker';
import {
  validateCluster,
  validateModelName,
  validateNamespace,
} from './validation';

// Whole forms take their time on a busy machine.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

const extensions = [
  {
    name: 'MlMonitoringClusterPicker',
    component: ClusterPicker,
    validation: validateCluster,
  },
  {
    name: 'MlMonitoringNamespacePicker',
    component: NamespacePicker,
    validation: validateNamespace,
  },
  {
    name: 'MlMonitoringModelName',
    component: ModelName,
    validation: validateModelName,
  },
] as any;

const manifest = {
  title: 'Deploy',
  steps: [
    {
      title: 'Where',
      schema: {
        type: 'object',
        required: ['cluster', 'namespace', 'name'],
        properties: {
          cluster: { type: 'string', 'ui:field': 'MlMonitoringClusterPicker' },
          namespace: {
            type: 'string',
            'ui:field': 'MlMonitoringNamespacePicker',
          },
          name: {
            type: 'string',
            'ui:field': 'MlMonitoringModelName',
            'ui:options': { predictor: 'main' },
          },
        },
      },
    },
  ],
};

const namespaces: Record<string, string[]> = {
  eu: ['ml-eu', 'ml-both'],
  us: ['ml-us', 'ml-both'],
};

const api: Partial<MlMonitoringApi> = {
  listClusterOptions: async () => ({
    items: [
      { name: 'eu', title: 'Europe', usable: true },
      { name: 'us', title: 'America', usable: true },
      {
        name: 'lab',
        title: 'Lab',
        usable: false,
        reason: 'It needs a service credential',
      },
    ],
  }),
  listNamespaceOptions: async ({ cluster }) => ({
    items: [
      ...namespaces[cluster].map(name => ({ name, allowed: true })),
      { name: 'kube-system', allowed: false, reason: 'Allowed are ml-*' },
    ],
  }),
  getModel: async () => {
    throw answerError(404, 'no such model');
  },
};

async function renderForm(own: Partial<MlMonitoringApi> = {}) {
  const onCreate = jest.fn(async () => {});
  await renderInTestApp(
    <TestApiProvider apis={[[mlMonitoringApiRef, fakeApi({ ...api, ...own })]]}>
      <SecretsContextProvider>
        <Stepper
          manifest={manifest as any}
          extensions={extensions}
          onCreate={onCreate}
        />
      </SecretsContextProvider>
    </TestApiProvider>,
  );
  return { onCreate, user: userEvent.setup({ delay: null }) };
}

const picker = (name: RegExp) => screen.findByRole('button', { name });

async function choose(
  user: ReturnType<typeof userEvent.setup>,
  label: RegExp,
  option: string,
) {
  await waitFor(async () =>
    expect(await picker(label)).not.toHaveAttribute('aria-disabled'),
  );
  await user.click(await picker(label));
  await user.click(await screen.findByRole('option', { name: option }));
}

async function enterName(
  user: ReturnType<typeof userEvent.setup>,
  name: string,
) {
  await user.click(
    await screen.findByLabelText(/Name/, { selector: 'input[type=text]' }),
  );
  await user.paste(name);
}

beforeAll(() => {
  // The stepper scrolls up with every page, which jsdom cannot.
  window.scrollTo = jest.fn();
});

describe('the form fields', () => {
  it('lead from cluster and namespace to a name', async () => {
    const { user, onCreate } = await renderForm();
    expect(await screen.findByText('Choose a cluster first')).toBeVisible();
    await choose(user, /Cluster/, 'Europe');
    await choose(user, /Namespace/, 'ml-eu');
    await enterName(user, 'fraud');
    await user.click(screen.getByRole('button', { name: 'Review' }));
    await user.click(await screen.findByRole('button', { name: 'Create' }));
    expect(onCreate).toHaveBeenCalledWith({
      cluster: 'eu',
      namespace: 'ml-eu',
      name: 'fraud',
    });
  });

  it('show what cannot be chosen, and why', async () => {
    const { user } = await renderForm();
    await user.click(await picker(/Cluster/));
    const lab = await screen.findByRole('option', { name: /Lab/ });
    expect(lab).toHaveAttribute('aria-disabled', 'true');
    expect(
      within(lab).getByText('It needs a service credential'),
    ).toBeVisible();
  });

  it('choose by themselves where there is no choice', async () => {
    await renderForm({
      listClusterOptions: async () => ({
        items: [{ name: 'eu', title: 'Europe', usable: true }],
      }),
      listNamespaceOptions: async () => ({
        items: [{ name: 'ml-eu', allowed: true }],
      }),
    });
    expect(await picker(/Europe/)).toBeVisible();
    expect(await picker(/ml-eu/)).toBeVisible();
  });

  it('forget a namespace that the newly chosen cluster has not', async () => {
    const { user } = await renderForm();
    await choose(user, /Cluster/, 'Europe');
    await choose(user, /Namespace/, 'ml-eu');
    await choose(user, /Cluster/, 'America');
    await waitFor(() =>
      expect(screen.queryByText('ml-eu')).not.toBeInTheDocument(),
    );
    await choose(user, /Namespace/, 'ml-us');
    expect(await picker(/ml-us/)).toBeVisible();
  });

  it.each([
    [403, 'You may not see the choices: You may not provision models'],
    [503, 'The choices could not be read: You may not provision models'],
  ])(
    'say why the choices are not there after an answer of %i',
    async (status, text) => {
      await renderForm({
        listClusterOptions: async () => {
          throw answerError(status, 'You may not provision models');
        },
      });
      expect(await screen.findByText(text)).toBeVisible();
    },
  );

  it.each([
    ['Fraud!', /Lower-case letters, digits/],
    ['x'.repeat(60), /gives it a hash for a name/],
  ])('comment on the name %s while it is typed', async (name, comment) => {
    const { user } = await renderForm();
    await enterName(user, name);
    expect(await screen.findByText(comment)).toBeVisible();
  });

  it('refuse a name that is taken', async () => {
    const { user, onCreate } = await renderForm({
      getModel: async () => ({}) as any,
    });
    await choose(user, /Cluster/, 'Europe');
    await choose(user, /Namespace/, 'ml-eu');
    await enterName(user, 'fraud');
    await user.click(screen.getByRole('button', { name: 'Review' }));
    expect(
      (await screen.findAllByText(/has a model of that name already/))[0],
    ).toBeVisible();
    expect(onCreate).not.toHaveBeenCalled();
  });
});
