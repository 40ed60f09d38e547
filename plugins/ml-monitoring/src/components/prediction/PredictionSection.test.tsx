import { fireEvent, screen, within } from '@testing-library/react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import userEvent from '@testing-library/user-event';
import type {
  MlMonitoringApi,
  ModelDetail,
  PredictionExample,
  PredictionResult,
} from 'backstage-plugin-ml-monitoring-common';
import { modelDetail, model } from '../../__testUtils__/fakeAnswers';
import { answerError, fakeApi } from '../../__testUtils__/fakeApi';
import { renderTab } from '../../__testUtils__/renderTab';
import { mlMonitoringApiRef } from '../../api/mlMonitoringApiRef';
import { MlMonitoringQueries } from '../../queries/MlMonitoringQueries';
import { PredictionSection } from './PredictionSection';

const example: PredictionExample = {
  protocol: 'seldon',
  payload: { data: { names: ['a', 'b'], ndarray: [[0, 0]] } },
  source: 'metadata',
  shortened: false,
  inputs: [{ name: 'ndarray', shape: [-1, 2], columns: ['a', 'b'] }],
  predictors: ['main', 'canary'],
  maximumBytes: 100,
};

const result: PredictionResult = {
  protocol: 'seldon',
  through: 'url',
  url: 'https://fraud.example.com/api/v1.0/predictions',
  status: 200,
  ok: true,
  durationSeconds: 0.0382,
  response: { data: { ndarray: [[0.9]] } },
  metrics: [
    { key: 'seen', type: 'COUNTER', value: 2, tags: { tier: 'gold' } },
    { key: 'took', type: 'TIMER', value: 20.2 },
  ],
};

async function open(
  api: Partial<MlMonitoringApi> = {},
  testPredictions: ModelDetail['testPredictions'] = 'allowed',
) {
  const predict = jest.fn<
    Promise<PredictionResult>,
    Parameters<MlMonitoringApi['predict']>
  >(async () => result);
  await renderInTestApp(
    <MlMonitoringQueries>
      <PredictionSection
        model={model}
        promise={{}}
        range={{ kind: 'preset', preset: '1h' }}
        refreshSeconds={0}
        onRange={() => {}}
      />
    </MlMonitoringQueries>,
    {
      apis: [
        [
          mlMonitoringApiRef,
          fakeApi({
            getModel: async ref => ({ ...modelDetail(ref), testPredictions }),
            getPredictionExample: async () => example,
            predict,
            ...api,
          }),
        ],
      ],
    },
  );
  await screen.findByRole('region', { name: 'Test prediction' });
  return { predict };
}

const body = () => screen.findByRole('textbox', { name: 'Body' });
const write = async (text: string) =>
  fireEvent.change(await body(), { target: { value: text } });
const send = () =>
  userEvent.click(screen.getByRole('button', { name: 'Send' }));

describe('a test prediction', () => {
  it('begins with an example, and says where that comes from', async () => {
    await open();
    expect(JSON.parse(((await body()) as HTMLTextAreaElement).value)).toEqual(
      example.payload,
    );
    expect(
      screen.getByText(/made of what the model says about its inputs/),
    ).toBeVisible();
    expect(
      within(
        screen.getByRole('table', { name: 'What the model takes' }),
      ).getByRole('row', { name: /ndarray/ }),
    ).toHaveTextContent('ndarraynot saidany × 2a, b');
    expect(screen.getByText('Protocol: Seldon')).toBeVisible();
    expect(screen.getByText('46 B of at most 100 B')).toBeVisible();
    expect(screen.getByText('This asks the running model')).toBeVisible();
  });

  it('tells the answer, its time, its way and the metrics in it', async () => {
    const { predict } = await open();
    await write('{"data": {"ndarray": [[1, 2]]}}');
    await send();
    expect(await screen.findByText('200: The model answered')).toBeVisible();
    expect(
      screen.getByText(
        'in 38.2 ms, through https://fraud.example.com/api/v1.0/predictions, as callers reach it',
      ),
    ).toBeVisible();
    expect(screen.getByText(/\[0\.9\]/)).toBeVisible();
    const rows = within(
      screen.getByRole('table', { name: 'Custom metrics in the answer' }),
    ).getAllByRole('row');
    expect(rows.map(row => row.textContent)).toEqual([
      'MetricTypeValueTags',
      'seencounter+2tier=gold',
      'tooktimer20.2 ms',
    ]);
    expect(predict).toHaveBeenCalledWith(
      { ...model, payload: { data: { ndarray: [[1, 2]] } } },
      { signal: expect.any(AbortSignal) },
    );
  });

  it('is sent to one predictor where one is chosen, and by Ctrl and Enter', async () => {
    const { predict } = await open();
    await userEvent.click(await screen.findByLabelText('Predictor'));
    await userEvent.click(
      await screen.findByRole('option', { name: 'canary' }),
    );
    fireEvent.keyDown(await body(), { key: 'Enter', ctrlKey: true });
    await screen.findByText('200: The model answered');
    expect(predict.mock.calls[0][0]).toMatchObject({ predictor: 'canary' });
  });

  it.each([
    ['{"data":\n  [1,}', 'Line 2: a value is expected here.'],
    ['', 'Write a body first.'],
    [`"${'x'.repeat(100)}"`, 'The body is longer than is allowed.'],
  ])('is not sent as %j, which is said in words', async (text, words) => {
    const { predict } = await open();
    await write(text);
    expect(screen.getByText(words)).toBeVisible();
    expect(await body()).toBeInvalid();
    await send();
    expect(predict).not.toHaveBeenCalled();
    expect(await body()).toHaveFocus();
    await userEvent.click(
      screen.getByRole('button', { name: 'Example again' }),
    );
    expect(await body()).toBeValid();
  });

  it('is formatted on demand', async () => {
    await open();
    await write('{"a":{"b":[1,2]}}');
    await userEvent.click(screen.getByRole('button', { name: 'Format' }));
    expect(await body()).toHaveValue('{\n  "a": {\n    "b": [1, 2]\n  }\n}');
  });

  it('says after a while that it waits, and is cancelled', async () => {
    let signal: AbortSignal | undefined;
    await open({
      predict: (_, options) => {
        signal = options?.signal;
        return new Promise(() => {});
      },
    });
    await body();
    await send();
    expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled();
    expect(
      await screen.findByRole(
        'progressbar',
        { name: 'Waiting for the model' },
        { timeout: 3_000 },
      ),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(signal?.aborted).toBe(true);
    expect(screen.getByText('Cancelled')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Send' })).toBeEnabled();
  });

  it.each([
    [
      403,
      'You may not use the permission ml-monitoring.model.predict',
      'You may not send test predictions to this model',
    ],
    [503, 'Predictor main takes no requests now', 'No answer from the model'],
    [400, 'payload: must be at most 5 bytes', 'The request was refused'],
  ])('that fails with %i says so: %s', async (status, message, title) => {
    await open({
      predict: async () => {
        throw answerError(status, message);
      },
    });
    await body();
    await send();
    expect(await screen.findByText(title)).toBeVisible();
    expect(screen.getByText(message)).toBeVisible();
  });

  it.each([
    [400, {}, '400: The model refuses the body: compare it with what it takes'],
    [503, '<html>', '503: Nothing behind the address is ready'],
    [307, '', '307: It points elsewhere, where nobody follows it'],
    [500, {}, '500: The model failed'],
  ])('answered with %i is told in words', async (status, response, words) => {
    await open({
      predict: async () => ({ ...result, status, response, ok: false }),
    });
    await body();
    await send();
    expect(await screen.findByText(words)).toBeVisible();
  });

  it('that failed inside an answer of 200 is not taken for one', async () => {
    await open({
      predict: async () => ({
        ...result,
        response: { status: { status: 'FAILURE' } },
      }),
    });
    await body();
    await send();
    expect(await screen.findByText(/says inside that it failed/)).toBeVisible();
  });

  it('leaves nothing in the address or in storage', async () => {
    await open();
    await write('{"secret": "hunter2"}');
    await send();
    await screen.findByText('200: The model answered');
    expect(window.location.href).not.toContain('hunter2');
    expect(
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
    ).not.toContain('hunter2');
  });
});

describe('the tab of test predictions', () => {
  it.each([
    [
      'forbidden',
      'You may not send test predictions to this model',
      'ml-monitoring.model.predict',
    ],
    [
      'off',
      'Test predictions are not turned on',
      'mlMonitoring.provisioning.predictions.enabled',
    ],
  ] as const)('says why there is no form: %s', async (state, title, way) => {
    const getPredictionExample = jest.fn();
    await open({ getPredictionExample }, state);
    expect(await screen.findByText(title)).toBeVisible();
    expect(screen.getByText(text => text.includes(way))).toBeVisible();
    expect(getPredictionExample).not.toHaveBeenCalled();
  });

  it.each([
    ['allowed', true],
    ['forbidden', false],
    ['off', false],
  ] as const)('is offered where they are %s: %s', async (state, offered) => {
    renderTab({
      query: 'refresh=off&section=pods',
      api: {
        getModel: async ref => ({
          ...modelDetail(ref),
          testPredictions: state,
        }),
      },
    });
    await screen.findByRole('table', { name: 'Pods' });
    expect(
      screen.queryAllByRole('tab', { name: 'Test prediction' }),
    ).toHaveLength(offered ? 1 : 0);
  });

  it('opens by its address also for who is not offered it', async () => {
    renderTab({
      query: 'refresh=off&section=prediction',
      api: {
        getModel: async ref => ({
          ...modelDetail(ref),
          testPredictions: 'forbidden',
        }),
      },
    });
    expect(
      await screen.findByText(
        'You may not send test predictions to this model',
      ),
    ).toBeVisible();
  });
});
