import { Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { MlMonitoringApi } from 'backstage-plugin-ml-monitoring-common';
import { answerError, fakeApi } from '../__testUtils__/fakeApi';
import { mlMonitoringApiRef } from '../api/mlMonitoringApiRef';
import { RunOutputs } from './RunOutputs';

const ref = { cluster: 'local', namespace: 'ml-mon', name: 'fraud' };

/** The page of a run that has ended like this after this step was begun. */
async function renderRun(
  run: { status: string; begun: string },
  deleteModel: MlMonitoringApi['deleteModel'],
) {
  const events = [
    { type: 'log', body: { stepId: run.begun, status: 'processing' } },
    { type: 'completion', body: {} },
  ];
  const scaffolder = {
    getTask: async () => ({
      status: run.status,
      spec: {
        parameters: ref,
        steps: [
          { id: 'plan', action: 'seldon:model:plan' },
          { id: 'deploy', action: 'seldon:model:deploy' },
        ],
      },
    }),
    streamLogs: () => ({
      subscribe: (observer: { next: (event: unknown) => void }) => {
        events.forEach(event => observer.next(event));
        return { unsubscribe: () => {} };
      },
    }),
  };
  await renderInTestApp(
    <Suspense fallback={null}>
      <Routes>
        <Route path="/tasks/:taskId" element={<RunOutputs />} />
      </Routes>
    </Suspense>,
    {
      apis: [
        [mlMonitoringApiRef, fakeApi({ deleteModel })],
        [scaffolderApiRef, scaffolder as any],
      ],
      initialRouteEntries: ['/tasks/1'],
    },
  );
  return userEvent.setup({ delay: null });
}

const removed = {
  ref,
  warnings: [],
  objects: [
    {
      apiVersion: 'machinelearning.seldon.io/v1',
      kind: 'SeldonDeployment',
      namespace: 'ml-mon',
      name: 'fraud',
      result: 'deleted' as const,
    },
  ],
};

describe('the page of a run', () => {
  it('offers nothing after a run that never came to deploy', async () => {
    await renderRun({ status: 'failed', begun: 'plan' }, jest.fn());
    expect(screen.queryByText(/still there/)).not.toBeInTheDocument();
  });

  it.each([
    ['cancelled', /The run was stopped/],
    ['failed', /The run did not finish/],
  ])('offers to remove what a %s run made', async (status, text) => {
    const deleteModel = jest.fn(async () => removed);
    const user = await renderRun({ status, begun: 'deploy' }, deleteModel);
    expect(await screen.findByText(text)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Remove fraud' }));
    expect(deleteModel).not.toHaveBeenCalled();
    await user.click(await screen.findByRole('button', { name: 'Remove it' }));
    expect(await screen.findByText('SeldonDeployment fraud')).toBeVisible();
    expect(deleteModel).toHaveBeenCalledWith(ref, expect.anything());
  });

  it('says why it could not be removed', async () => {
    const user = await renderRun(
      { status: 'failed', begun: 'deploy' },
      async () => {
        throw answerError(403, 'You may not delete local:ml-mon/fraud');
      },
    );
    await user.click(
      await screen.findByRole('button', { name: 'Remove fraud' }),
    );
    await user.click(await screen.findByRole('button', { name: 'Remove it' }));
    expect(
      await screen.findByText('You may not delete local:ml-mon/fraud'),
    ).toBeVisible();
  });
});
