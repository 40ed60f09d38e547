import { request } from 'node:http';
import { FAULT_ANNOTATION, startSandbox, type Sandbox } from '.';
import { PODS, SELDON_DEPLOYMENTS } from './controllers/runtime/resources';
import { parseJson, sendRequest } from './models/http';
import { systemClock } from './clock';
import { until } from './world/until';

jest.setTimeout(120_000);

describe('a sandbox', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({ load: false });
  });
  afterAll(async () => {
    await sandbox?.close();
  });

  const wait = (what: string, isSo: () => boolean | Promise<boolean>) =>
    until(isSo, { clock: systemClock, what, seconds: 40 });

  async function query(promql: string): Promise<any[]> {
    const { hostname, port } = new URL(sandbox.prometheus);
    const { body } = await sendRequest({
      host: hostname,
      port: Number(port),
      path: `/api/v1/query?${new URLSearchParams({ query: promql })}`,
      timeoutMs: 5_000,
    });
    return parseJson(body).data.result;
  }

  /** Sends one after the other; answers the statuses. */
  async function predict(host: string, count: number) {
    const statuses: number[] = [];
    for (let sent = 0; sent < count; sent += 1) {
      statuses.push(await post(host));
    }
    return statuses;
  }

  async function post(host: string) {
    return new Promise<number>((resolve, reject) => {
      const call = request(
        `${sandbox.router}/api/v1.0/predictions`,
        { method: 'POST', headers: { host } },
        response => {
          response.resume();
          response.on('end', () => resolve(response.statusCode ?? 0));
        },
      );
      call.on('error', reject);
      call.end('{"data":{"ndarray":[[1,2,5]]}}');
    });
  }

  it('scrapes the engine of each model and the metrics of one, and nothing else', async () => {
    const targets = await query('up');
    expect(
      targets
        .map(({ metric, value }) => [
          metric.job,
          metric.service,
          metric.endpoint,
          metric.container,
          metric.namespace,
          value[1],
        ])
        .sort(),
    ).toEqual([
      [
        'rest-seldon-model',
        'rest-seldon-model',
        'http',
        'seldon-container-engine',
        'ml-mon',
        '1',
      ],
      [
        'rest-tfserving-model',
        'rest-tfserving-model',
        'http',
        'seldon-container-engine',
        'ml-mon',
        '1',
      ],
      [
        'seldon-model-example',
        'seldon-model-example',
        'http',
        'seldon-container-engine',
        'ml-mon',
        '1',
      ],
      [
        'seldon-model-example-classifier-metrics',
        'seldon-model-example-classifier-metrics',
        'metrics',
        'classifier',
        'ml-mon',
        '1',
      ],
    ]);
  });

  it('counts every prediction once, at the engine and at the model', async () => {
    expect(await predict('seldon-model-ml-mon.apps.localhost', 20)).toEqual(
      Array(20).fill(200),
    );
    const count = 'seldon_api_executor_server_requests_seconds_count';
    const series = () => query(`${count}{deployment_name="seldon-model"}`);
    await wait('the count', async () => (await series())[0]?.value[1] === '20');
    const [{ metric }] = await series();
    expect(metric).toMatchObject({
      __name__: count,
      exported_service: 'predictions',
      service: 'seldon-model-example',
      code: '200',
      method: 'post',
      predictor_name: 'example',
      namespace: 'ml-mon',
    });
    await wait(
      'the model’s own counter',
      async () => (await query('mycounter_total'))[0]?.value[1] === '20',
    );
    const [timer] = await query('mytimer_sum');
    expect(Number(timer.value[1])).toBeCloseTo(20 * 0.0202);
  });

  it('lets a fault befall a model, and takes it back', async () => {
    const key = { namespace: 'ml-mon', name: 'rest-seldon' };
    const annotate = (annotations: Record<string, string>) => {
      const model = sandbox.cluster.get(SELDON_DEPLOYMENTS, key)!;
      sandbox.cluster.update({
        ...model,
        metadata: { ...model.metadata, annotations },
      });
    };
    const state = () =>
      sandbox.cluster.get(SELDON_DEPLOYMENTS, key)?.status.state;
    const pods = () =>
      sandbox.cluster.list(PODS, {
        namespace: 'ml-mon',
        labels: { 'seldon-app': 'rest-seldon-model' },
      });
    const images = () => pods().map(({ spec }) => spec.containers[0].image);
    const areReady = () =>
      pods().every(({ status }) =>
        status?.containerStatuses?.every((each: any) => each.ready),
      );

    annotate({ [FAULT_ANNOTATION]: 'server-errors' });
    await wait(
      'the faulty pod',
      () =>
        images().join() === 'sandbox/faulty-model:1' &&
        areReady() &&
        state() === 'Available',
    );
    const statuses = await predict('rest-seldon-ml-mon.apps.localhost', 100);
    expect(statuses.filter(status => status === 500)).toHaveLength(7);

    annotate({ [FAULT_ANNOTATION]: 'image-not-found' });
    await wait('the pod’s own reason', () =>
      sandbox.cluster
        .list(PODS, { namespace: 'ml-mon' })
        .some(({ status }) =>
          status.containerStatuses?.some(
            (each: any) => each.state.waiting?.reason === 'ImagePullBackOff',
          ),
        ),
    );
    expect(state()).toBe('Creating');
    expect(await post('rest-seldon-ml-mon.apps.localhost')).toBe(503);

    annotate({});
    await wait('the model as it was', () => state() === 'Available');
    expect(images()).toEqual(['seldonio/mock_classifier_rest:1.3']);
  });

  it('can do without Prometheus, and gets it back at the same address', async () => {
    await sandbox.stopPrometheus();
    await expect(query('up')).rejects.toThrow();
    await sandbox.startPrometheus();
    expect(await query('vector(1)')).toHaveLength(1);
  });
});
