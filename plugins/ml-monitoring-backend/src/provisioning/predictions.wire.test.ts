import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { modelPredictPermission } from 'backstage-plugin-ml-monitoring-common';
import { fraud, fraudRunning } from '../__testUtils__/objects';
import { startPortal, type Portal } from '../__testUtils__/startPortal';
import {
  startTestCluster,
  type TestCluster,
} from '../__testUtils__/startTestCluster';

jest.setTimeout(60_000);

const ref = { cluster: 'local', namespace: 'ml-mon', name: 'fraud' };
const SECRET = 'hunter2';
const payload = { data: { ndarray: [[1, 2]] }, meta: { puid: SECRET } };
const MAXIMUM_BYTES = 2_000;

let model: Server;
let answer: RequestListener;
let asked: string[];
let cluster: TestCluster;
let portal: Portal;
let mayPredict = true;

const json =
  (body: unknown, status = 200): RequestListener =>
  (_, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  };

const endpoints = (name: string, port?: number) => ({
  apiVersion: 'v1',
  kind: 'Endpoints',
  metadata: { name, namespace: 'ml-mon' },
  subsets: port
    ? [
        {
          addresses: [{ ip: '127.0.0.1' }],
          ports: [{ name: 'http', port }],
        },
      ]
    : [],
});

beforeAll(async () => {
  model = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.resume();
    answer(request, response);
  });
  await new Promise<void>(resolve => {
    model.listen(0, '127.0.0.1', resolve);
  });
  const { port } = model.address() as AddressInfo;
  const asleep = fraud({ metadata: { name: 'asleep' } });
  cluster = await startTestCluster({
    objects: [
      ...fraudRunning(),
      endpoints('fraud-main', port),
      asleep,
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'asleep-main', namespace: 'ml-mon' },
        spec: { ports: [{ name: 'http', port: 8000 }] },
      },
      endpoints('asleep-main'),
    ],
  });
  portal = await startPortal({
    clusters: { local: cluster },
    mlMonitoring: {
      provisioning: {
        namespaces: ['ml-*'],
        images: ['*'],
        predictions: {
          enabled: true,
          maximumBytes: MAXIMUM_BYTES,
          timeout: '1s',
        },
      },
    },
    policy: permission => ({
      result:
        mayPredict || permission !== modelPredictPermission.name
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
    }),
  });
});

beforeEach(() => {
  asked = [];
  mayPredict = true;
});

afterAll(async () => {
  await portal?.stop();
  await cluster?.close();
  model?.closeAllConnections();
  model?.close();
});

describe('an example', () => {
  const smallest = {
    protocol: 'seldon',
    payload: { data: { ndarray: [[0]] } },
    source: 'protocol',
    shortened: false,
    inputs: [],
    predictors: ['main'],
    maximumBytes: MAXIMUM_BYTES,
  };

  it('is made of the metadata of the graph', async () => {
    answer = json({
      name: 'main',
      models: {},
      graphinputs: [
        { messagetype: 'tensor', schema: { names: ['a', 'b'], shape: [2] } },
      ],
      graphoutputs: [],
    });
    await expect(portal.api.getPredictionExample(ref)).resolves.toEqual({
      ...smallest,
      payload: {
        data: { names: ['a', 'b'], tensor: { shape: [1, 2], values: [0, 0] } },
      },
      source: 'metadata',
      inputs: [{ name: 'tensor', shape: [2], columns: ['a', 'b'] }],
    });
    expect(asked).toEqual(['GET /api/v1.0/metadata']);
  });

  it('is made of that of its first node where the graph cannot tell', async () => {
    answer = (request, response) =>
      request.url?.endsWith('/classifier')
        ? json({ inputs: [{ messagetype: 'strData' }] })(request, response)
        : json({ status: { status: 'FAILURE' } }, 500)(request, response);
    await expect(portal.api.getPredictionExample(ref)).resolves.toMatchObject({
      payload: { strData: 'text' },
      source: 'metadata',
    });
  });

  it.each<[string, RequestListener]>([
    ['has none', json({ inputs: [], outputs: [] })],
    ['sends a page', (_, response) => response.end('<html>')],
    [
      'sends us elsewhere',
      (_, response) =>
        response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end(),
    ],
    ['breaks off', request => request.socket.destroy()],
    ['never ends', (_, response) => response.end('[0,'.repeat(200_000))],
    [
      'is nested without end',
      (_, response) => response.end('{"inputs":'.repeat(20_000)),
    ],
    [
      'claims any size',
      json({
        inputs: [{ name: 'x', datatype: 'FP32', shape: ['1'.repeat(99)] }],
      }),
    ],
  ])('is the smallest of the protocol where the model %s', async (_, say) => {
    answer = say;
    await expect(portal.api.getPredictionExample(ref)).resolves.toEqual(
      smallest,
    );
  });

  it('needs the permission to predict, and puts nothing on record', async () => {
    mayPredict = false;
    const before = portal.audited.length;
    await expect(portal.api.getPredictionExample(ref)).rejects.toMatchObject({
      body: {
        error: {
          name: 'NotAllowedError',
          message: expect.stringContaining(modelPredictPermission.name),
        },
      },
    });
    expect(asked).toEqual([]);
    expect(portal.audited).toHaveLength(before);
  });
});

describe('a test prediction', () => {
  it('tells the answer, its time and the metrics of the model', async () => {
    answer = json({
      data: { ndarray: [[0.9]] },
      meta: { metrics: [{ key: 'seen', value: 2, tags: { tier: 'gold' } }] },
    });
    await expect(portal.api.predict({ ...ref, payload })).resolves.toEqual({
      protocol: 'seldon',
      through: 'service-proxy',
      status: 200,
      ok: true,
      durationSeconds: expect.any(Number),
      response: expect.objectContaining({ data: { ndarray: [[0.9]] } }),
      metrics: [
        { key: 'seen', type: 'COUNTER', value: 2, tags: { tier: 'gold' } },
      ],
    });
    expect(asked).toEqual(['POST /api/v1.0/predictions']);
  });

  it('hands on what a model refuses, and follows it nowhere', async () => {
    answer = json({ status: { status: 'FAILURE', info: 'no' } }, 400);
    await expect(
      portal.api.predict({ ...ref, payload }),
    ).resolves.toMatchObject({ status: 400, ok: false, metrics: [] });
    answer = (_, response) =>
      response.writeHead(307, { Location: 'http://127.0.0.1:1/' }).end();
    await expect(
      portal.api.predict({ ...ref, payload }),
    ).resolves.toMatchObject({ status: 307, ok: false });
  });

  it('shows an answer that is nested without end as text', async () => {
    const body = `${'['.repeat(900)}${']'.repeat(900)}`;
    answer = (_, response) => response.end(body);
    await expect(
      portal.api.predict({ ...ref, payload }),
    ).resolves.toMatchObject({ response: body });
  });

  it.each([
    ['is too long', { ...ref, payload: 'x'.repeat(MAXIMUM_BYTES) }, 'at most'],
    ['is none', ref, 'payload: is required'],
    ['names no predictor', { ...ref, payload, predictor: 'x' }, 'one of main'],
  ])('is not sent where it %s', async (_, input, message) => {
    await expect(portal.api.predict(input)).rejects.toMatchObject({
      body: { error: { message: expect.stringContaining(message) } },
    });
    expect(asked).toEqual([]);
  });

  it.each<[string, RequestListener, string]>([
    [
      'an answer without end',
      (_, response) => response.end('x'.repeat(9_999)),
      'more than 2000 bytes',
    ],
    ['no answer', () => {}, 'no answer within 1 s'],
  ])('says what it was that came: %s', async (_, say, message) => {
    answer = say;
    await expect(portal.api.predict({ ...ref, payload })).rejects.toMatchObject(
      {
        body: {
          error: {
            name: 'ServiceUnavailableError',
            message: expect.stringContaining(message),
          },
        },
      },
    );
  });

  it('says that nothing of the model is ready', async () => {
    await expect(
      portal.api.predict({ ...ref, name: 'asleep', payload }),
    ).rejects.toMatchObject({
      body: {
        error: {
          name: 'ServiceUnavailableError',
          message: expect.stringMatching(
            /^Predictor main of model local:ml-mon\/asleep takes no requests now\..*no endpoints available/,
          ),
        },
      },
    });
  });

  it('is put on record, but nothing of what was sent', () => {
    const records = portal.audited.filter(
      ({ eventId }) => eventId === 'model-predict',
    );
    expect(records[0]).toMatchObject({
      outcome: 'success',
      meta: { model: ref, predictor: 'main', status: 200 },
    });
    expect(new Set(records.map(({ outcome }) => outcome))).toEqual(
      new Set(['success', 'fail']),
    );
    expect(JSON.stringify(records)).not.toMatch(
      new RegExp(`${SECRET}|ndarray|xxxx`),
    );
  });
});

it('a model tells whether the caller may send it test predictions', async () => {
  const told = async () => (await portal.api.getModel(ref)).testPredictions;
  await expect(told()).resolves.toBe('allowed');
  mayPredict = false;
  await expect(told()).resolves.toBe('forbidden');
});
