import {
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { configure, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { MlMonitoringApi } from 'backstage-plugin-ml-monitoring-common';
import { fakeApi } from '../__testUtils__/fakeApi';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { ClusterPicker } from './ClusterPicker';
import { ImageField } from './ImageField';
import { ServerPicker } from './ServerPicker';
import { TrafficField } from './TrafficField';
import { validateImage, validateServer, validateTraffic } from './validation';

jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

const extensions = [
  { name: 'Cluster', component: ClusterPicker },
  { name: 'Server', component: ServerPicker, validation: validateServer },
  { name: 'Traffic', component: TrafficField, validation: validateTraffic },
  { name: 'Image', component: ImageField, validation: validateImage },
] as any;

const api: Partial<MlMonitoringApi> = {
  listClusterOptions: async () => ({
    items: [{ name: 'eu', title: 'Europe', usable: true }],
  }),
  listServerOptions: async () => ({
    items: [
      {
        name: 'TENSORFLOW_SERVER',
        title: 'TensorFlow',
        protocols: ['tensorflow'],
        needsModelUri: true,
      },
      {
        name: 'SKLEARN_SERVER',
        title: 'scikit-learn',
        protocols: ['seldon', 'v2'],
        needsModelUri: true,
      },
    ],
  }),
  getProvisioningOptions: async () => ({
    enabled: true,
    exposure: ['none'],
    images: ['seldonio/*', 'registry.example.com/ml/*'],
    modelUris: [],
    predictions: true,
  }),
  getClusterReadiness: async () => ({
    cluster: 'eu',
    ready: false,
    summary: '1 of 9 checks is broken',
    checks: [
      {
        id: 'webhooks',
        title: 'Admission webhooks',
        status: 'broken',
        summary: 'A webhook points to a Service that is gone',
        evidence: [],
        fix: { summary: 'Delete the webhook of the old operator' },
      },
    ],
    sources: [],
  }),
};

/** A form of one page with these fields. */
async function renderForm(properties: object, initialState: object = {}) {
  const onCreate = jest.fn(async () => {});
  const manifest: any = {
    title: 'Deploy',
    steps: [{ title: 'Page', schema: { type: 'object', properties } }],
  };
  await renderInTestApp(
    <TestApiProvider apis={[[mlMonitoringApiRef, fakeApi(api)]]}>
      <SecretsContextProvider>
        <Stepper
          manifest={manifest}
          extensions={extensions}
          initialState={initialState as any}
          onCreate={onCreate}
        />
      </SecretsContextProvider>
    </TestApiProvider>,
  );
  return { onCreate, user: userEvent.setup({ delay: null }) };
}

beforeAll(() => {
  // The stepper scrolls up with every page, which jsdom cannot.
  window.scrollTo = jest.fn();
});

it('the cluster says what would fail on it, and what to do', async () => {
  await renderForm({ cluster: { type: 'string', 'ui:field': 'Cluster' } });
  expect(
    await screen.findByText('Not ready for monitored models'),
  ).toBeVisible();
  expect(
    screen.getByText(/A webhook points to a Service that is gone/),
  ).toBeVisible();
  expect(
    screen.getByText('What to do: Delete the webhook of the old operator'),
  ).toBeVisible();
});

it('an image field says what is allowed', async () => {
  await renderForm({ image: { type: 'string', 'ui:field': 'Image' } });
  expect(
    await screen.findByText(
      /Allowed: seldonio\/\*, registry.example.com\/ml\/\*/,
    ),
  ).toBeVisible();
});

it('a server comes with a protocol that it speaks', async () => {
  const { user, onCreate } = await renderForm(
    { server: { type: 'object', 'ui:field': 'Server' } },
    { cluster: 'eu' },
  );
  await user.click(await screen.findByRole('button', { name: /^Server/ }));
  await user.click(await screen.findByRole('option', { name: /TensorFlow/ }));
  expect(
    await screen.findByRole('button', { name: /^Protocol.*TensorFlow/ }),
  ).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Review' }));
  await user.click(await screen.findByRole('button', { name: 'Create' }));
  expect(onCreate).toHaveBeenCalledWith({
    cluster: 'eu',
    server: { server: 'TENSORFLOW_SERVER', protocol: 'tensorflow' },
  });
});

describe('the traffic field', () => {
  const properties = {
    traffic: {
      type: 'object',
      'ui:field': 'Traffic',
      'ui:options': { predictors: ['a', 'b', 'c'] },
    },
  };
  const share = (name: string) =>
    screen.findByLabelText(`${name}, percent of the requests`);

  it('starts with even shares that sum to 100', async () => {
    await renderForm(properties);
    expect(await share('a')).toHaveValue(34);
    expect(await share('b')).toHaveValue(33);
    expect(screen.getByText(/100 of 100 % are given out/)).toBeVisible();
  });

  it('lets nobody go on with 33/33/33', async () => {
    const { user } = await renderForm(properties);
    await user.clear(await share('a'));
    await user.type(await share('a'), '33');
    await user.click(screen.getByRole('button', { name: 'Review' }));
    expect(
      (await screen.findAllByText(/The shares sum to 99 %/))[0],
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });
});
