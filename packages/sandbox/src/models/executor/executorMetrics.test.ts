import { ExecutorMetrics, modelImageLabels } from './executorMetrics';

const server = {
  deployment_name: 'rest-seldon',
  predictor_name: 'model',
  predictor_version: '',
  service: 'predictions',
  method: 'post',
  code: '200',
};
const SERVER_TEXT =
  'deployment_name="rest-seldon",predictor_name="model",predictor_version="",service="predictions",method="post",code="200"';

const metrics = () => new ExecutorMetrics(new Date('2026-01-01T00:00:00Z'));

const linesOf = (text: string, name: string) =>
  text.split('\n').filter(line => line.startsWith(name));

describe('ExecutorMetrics', () => {
  it('has no series before the first request', async () => {
    const text = await metrics().text();
    expect(linesOf(text, 'seldon_')).toEqual([]);
  });

  it('counts a request in every bucket above its time', async () => {
    const subject = metrics();
    subject.observeServer(server, 0.03);
    const text = await subject.text();
    const name = 'seldon_api_executor_server_requests_seconds';
    expect(linesOf(text, `${name}_bucket`)).toEqual(
      [
        ['0.005', 0],
        ['0.01', 0],
        ['0.025', 0],
        ...[
          '0.05',
          '0.075',
          '0.1',
          '0.25',
          '0.5',
          '0.75',
          '1',
          '2.5',
          '5',
          '7.5',
          '10',
          '+Inf',
        ].map(le => [le, 1]),
      ].map(
        ([le, count]) => `${name}_bucket{le="${le}",${SERVER_TEXT}} ${count}`,
      ),
    );
    expect(linesOf(text, `${name}_sum{`)).toEqual([
      `${name}_sum{${SERVER_TEXT}} 0.03`,
    ]);
    expect(linesOf(text, `${name}_count{`)).toEqual([
      `${name}_count{${SERVER_TEXT}} 1`,
    ]);
  });

  it('summarises client calls with the model they went to', async () => {
    const subject = metrics();
    subject.observeClient(
      {
        ...server,
        service: '/predict',
        model_name: 'classifier',
        ...modelImageLabels('seldonio/mock_classifier:1.3'),
      },
      0.5,
    );
    const name = 'seldon_api_executor_client_requests_seconds_summary';
    const labels =
      'deployment_name="rest-seldon",predictor_name="model",predictor_version="",service="/predict",method="post",code="200",model_name="classifier",model_image="seldonio/mock_classifier",model_version="1.3"';
    expect(
      linesOf(await subject.text(), name).filter(line =>
        line.includes('quantile'),
      ),
    ).toEqual(
      ['0.5', '0.75', '0.9', '0.98', '0.99', '1'].map(
        quantile => `${name}{quantile="${quantile}",${labels}} 0.5`,
      ),
    );
  });
});

describe('modelImageLabels', () => {
  it.each([
    ['seldonio/m:1', { model_image: 'seldonio/m', model_version: '1' }],
    ['seldonio/m', { model_image: 'seldonio/m', model_version: '' }],
    ['reg:5000/m:1', { model_image: 'reg', model_version: '' }],
  ])('splits %s at every colon', (image, labels) => {
    expect(modelImageLabels(image)).toEqual(labels);
  });
});
