import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  Finding,
  ModelDetail,
} from 'backstage-plugin-ml-monitoring-common';
import {
  failingReport,
  healthyReport,
  modelDetail,
} from '../../__testUtils__/fakeAnswers';
import { renderTab } from '../../__testUtils__/renderTab';

const failing = {
  getModelHealth: async () => failingReport(),
};

const verdict = () => screen.findByRole('region', { name: 'Verdict' });

const withFindings = (...findings: Finding[]) => ({
  getModelHealth: async () => ({ ...healthyReport(), findings }),
});

const finding = (own: Partial<Finding>): Finding => ({
  rule: 'traffic',
  status: 'healthy',
  title: 'It is asked',
  confidence: 'certain',
  evidence: [],
  ...own,
});

describe('the first screen', () => {
  it('says since when, why with the proof, how sure that is, and what to do', async () => {
    renderTab({ api: failing });
    const region = await verdict();
    await waitFor(() =>
      expect(region).toHaveTextContent(/Failing.*since .*1 of 2 predictors up/),
    );
    const [why, whatToDo] = ['Why', 'What to do'].map(
      name => within(region).getByRole('heading', { name }).parentElement!,
    );
    expect(why).toHaveTextContent(
      'The image registry.example.com/fraud:2 cannot be pulled',
    );
    expect(why).toHaveTextContent(/since .* · certain/);
    expect(why).toHaveTextContent('reason = ImagePullBackOff');
    expect(why).not.toHaveTextContent('DeploymentsReady');
    await userEvent.click(
      within(why).getByRole('button', { name: 'Show more evidence (2)' }),
    );
    expect(why).toHaveTextContent('DeploymentsReady');
    expect(whatToDo).toHaveTextContent('Correct the image of container');
    expect(
      within(whatToDo).getByRole('link', { name: /Runbook/ }),
    ).toHaveAttribute('href', 'https://runbooks.example.com/models');
  });

  it('lists what else was found, with what to do about each', async () => {
    renderTab({ api: failing });
    const others = await screen.findByRole('list', { name: 'Also found' });
    const items = within(others).getAllByRole('listitem');
    expect(items).toHaveLength(1);
    expect(items[0]).toHaveTextContent(
      'UnknownNo requests were measuredlikely',
    );
  });

  it('folds what needs no attention, so that a healthy model is quiet', async () => {
    renderTab({
      api: withFindings(
        finding({}),
        finding({ rule: 'rollout', status: 'progressing', title: 'It rolls' }),
      ),
    });
    const region = await verdict();
    expect(within(region).queryByText('Why')).not.toBeInTheDocument();
    expect(region).not.toHaveTextContent('It rolls');
    await userEvent.click(
      within(region).getByRole('button', {
        name: 'Show what needs no attention (2)',
      }),
    );
    expect(region).toHaveTextContent('It rolls');
  });

  it('opens the finding that the address asks for', async () => {
    const evidence: Finding['evidence'] = [
      { kind: 'object', object: 'Pod a', detail: 'restarts = 9' },
    ];
    renderTab({
      api: withFindings(
        finding({ rule: 'restarts', predictor: 'v2', evidence }),
      ),
      query: 'refresh=off&finding=restarts%3Av2',
    });
    expect(await screen.findByText('restarts = 9')).toBeInTheDocument();
  });

  it('says that the finding of an address is over', async () => {
    renderTab({ query: 'refresh=off&finding=restarts' });
    expect(
      await screen.findByText('What this link points to is no longer found'),
    ).toBeInTheDocument();
  });

  it.each<[string, Partial<ModelDetail>]>([
    ['nothing is rolled out', { changeable: true }],
    [
      'the reader may not change the model',
      {
        rollout: {
          stable: 'default',
          candidate: 'canary',
          trafficPercent: 20,
          phase: 'starting',
        },
      },
    ],
  ])('offers no way back where %s', async (_, own) => {
    renderTab({
      api: {
        ...failing,
        getModel: async () => ({ ...modelDetail(), ...own }),
      },
    });
    await screen.findByText('1 of 2 predictors up');
    expect(
      screen.queryByRole('button', { name: /^Take .* back/ }),
    ).not.toBeInTheDocument();
  });

  it('hands what the entity promises to the judge, and says what of it is malformed', async () => {
    const getModelHealth = jest.fn(async () => healthyReport());
    renderTab({
      api: { getModelHealth },
      annotations: {
        'ml-monitoring/slo-availability': '99.9',
        'ml-monitoring/slo-latency-p95': 'fast',
      },
    });
    await verdict();
    expect(getModelHealth).toHaveBeenCalledWith(
      {
        cluster: 'local',
        namespace: 'ml-mon',
        name: 'rest-seldon',
        availabilityPercent: 99.9,
      },
      { signal: expect.any(AbortSignal) },
    );
    expect(
      screen.getByText(/"fast" in ml-monitoring\/slo-latency-p95 is not/),
    ).toBeInTheDocument();
  });

  it('hands on a link to the same model and minutes', async () => {
    renderTab({
      annotation: 'local:ml-mon/rest-seldon, local:ml-mon/other',
      query: 'range=1h&refresh=off',
    });
    await verdict();
    const before = Date.now();
    await userEvent.click(screen.getByRole('button', { name: 'Copy link' }));
    const link = await screen.findByRole('textbox', { name: 'Link' });
    const { searchParams } = new URL((link as HTMLInputElement).value);
    const [from, to] = ['from', 'to'].map(name =>
      Date.parse(searchParams.get(name)!),
    );
    expect(to - from).toBe(3_600_000);
    expect(to).toBeGreaterThanOrEqual(before);
    expect(searchParams.get('model')).toBe('local:ml-mon/rest-seldon');
    expect(searchParams.has('range')).toBe(false);
  });
});
