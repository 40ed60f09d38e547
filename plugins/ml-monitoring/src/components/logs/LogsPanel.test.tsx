import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  failingReport,
  modelDetail,
  modelLogs,
} from '../../__testUtils__/fakeAnswers';
import { answerError } from '../../__testUtils__/fakeApi';
import { renderTab } from '../../__testUtils__/renderTab';

const POD = 'rest-seldon-canary-0-classifier-7d9f-q1zz';
const chosen = `refresh=off&section=pods&log=${POD}/classifier`;

describe('pods and logs', () => {
  it('says of every pod what is the matter with it, and how its container ended', async () => {
    renderTab({ query: 'refresh=off&section=pods' });
    const pods = await screen.findByRole('table', { name: 'Pods' });
    expect(
      within(pods).getByRole('row', { name: new RegExp(POD) }),
    ).toHaveTextContent(
      /ImagePullBackOff: Back-off pulling.*classifier ended last at .*: Error, exit code 1/,
    );
  });

  it('reads no log before somebody asks, and then the last 50 lines of what fails', async () => {
    const getModelLogs = jest.fn(async () => modelLogs({ truncated: true }));
    renderTab({ query: 'refresh=off&section=pods', api: { getModelLogs } });
    const button = await screen.findByRole('button', {
      name: `Show last lines of classifier in ${POD}`,
    });
    expect(getModelLogs).not.toHaveBeenCalled();
    await userEvent.click(button);
    expect(await screen.findByText(/incompatible dtype/)).toBeInTheDocument();
    expect(
      screen.getByText(/The last 2 lines. There were more before them./),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Copy lines' }),
    ).toBeInTheDocument();
    expect(getModelLogs).toHaveBeenCalledWith(
      {
        cluster: 'local',
        namespace: 'ml-mon',
        name: 'rest-seldon',
        pod: POD,
        container: 'classifier',
        previous: 'false',
        tail: 50,
      },
      { signal: expect.any(AbortSignal) },
    );
  });

  it('are opened from a finding, at the run that it is about', async () => {
    renderTab({
      api: {
        getModelHealth: async () => failingReport(),
        getModelLogs: async ({ previous }) =>
          modelLogs({ lines: [`previous: ${previous}`] }),
      },
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Show last lines of classifier',
      }),
    );
    expect(await screen.findByText('previous: true')).toBeInTheDocument();
    await userEvent.click(screen.getByLabelText('Run'));
    await userEvent.click(
      await screen.findByRole('option', { name: 'This run' }),
    );
    expect(await screen.findByText('previous: false')).toBeInTheDocument();
  });

  it('are read again on demand', async () => {
    let read = 0;
    renderTab({
      query: chosen,
      api: {
        getModelLogs: async () => {
          read += 1;
          return modelLogs({ lines: [`reading ${read}`] });
        },
      },
    });
    await screen.findByText('reading 1');
    await userEvent.click(screen.getByRole('button', { name: 'Read again' }));
    expect(await screen.findByText('reading 2')).toBeInTheDocument();
  });

  it.each([
    [
      403,
      'You need the permission ml-monitoring.model.logs',
      'You may not see this',
      'You need the permission ml-monitoring.model.logs',
    ],
    [
      404,
      'Model local/ml-mon/rest-seldon has no pod x',
      'There is no such container any more',
      'has no pod x. Its pod was replaced. Choose one that is there.',
    ],
    [
      400,
      'Cluster local: previous terminated container not found',
      'The cluster has no such lines',
      'previous terminated container not found',
    ],
  ])('answer %i with %j in words', async (status, message, title, detail) => {
    renderTab({
      query: chosen,
      api: {
        getModelLogs: async () => {
          throw answerError(status, message);
        },
      },
    });
    expect(await screen.findByText(title)).toBeInTheDocument();
    expect(screen.getByText(text => text.includes(detail))).toBeInTheDocument();
    // The permission to see the model is another one.
    expect(screen.getByRole('region', { name: 'Verdict' })).toBeInTheDocument();
  });

  it('say that there is nothing to read', async () => {
    renderTab({
      query: chosen,
      api: { getModelLogs: async () => modelLogs({ lines: [] }) },
    });
    expect(
      await screen.findByText('The container has written nothing.'),
    ).toBeInTheDocument();
  });

  it('say that nothing runs', async () => {
    renderTab({
      query: 'refresh=off&section=pods',
      api: { getModel: async () => ({ ...modelDetail(), pods: [] }) },
    });
    expect(await screen.findByText(/^No pods:/)).toBeInTheDocument();
  });
});
