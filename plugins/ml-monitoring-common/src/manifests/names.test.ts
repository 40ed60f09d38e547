import {
  containerServiceName,
  deploymentName,
  explainerName,
  isPredictorServiceHashed,
  metricsServiceName,
  orchestratorName,
  predictorServiceName,
  seldonDeploymentId,
} from './names';

const long =
  'seldon-model-1234567890-1234567890-1234567890-1234567890-1234567890';

describe('the names the operator gives', () => {
  it.each([
    [seldonDeploymentId(long), 'seldon-83a2ff7bfcb4fd45246a1b2c4ef40961'],
    [
      predictorServiceName(long, { name: 'example' }),
      'seldon-df548a2f3abc8fd0a582413d3849cc21',
    ],
    [
      containerServiceName(long, 'example', 'classifier'),
      'seldon-a9fa550aedf17fb52e439c34cffb81af',
    ],
    [
      deploymentName(long, 'example', { index: 0, containers: ['classifier'] }),
      'seldon-3f2f8e6d18f9ff0b7937eb1cdf5a470e',
    ],
    [
      containerServiceName(
        'fraud-detection-model-production-eu-west-1',
        'challenger-default',
        'classifier',
      ),
      'seldon-ff499537ff95c0f3579fd3f074efc16e',
    ],
    [seldonDeploymentId('a'.repeat(63)), 'a'.repeat(63)],
    [
      seldonDeploymentId('a'.repeat(64)),
      'seldon-014842d480b571495a4a0363793f7367',
    ],
  ])('include %s', (name, expected) => {
    expect(name).toBe(expected);
  });

  it('keep the name of the model before the hash where the operator is told to, and it fits', () => {
    const model = 'fraud-detection';
    const spec = { index: 0, containers: ['a'.repeat(60)] };
    expect(deploymentName(model, 'main', spec, { keepPrefix: true })).toMatch(
      /^fraud-detection-[0-9a-f]{32}$/,
    );
    expect(deploymentName(model, 'main', spec)).toMatch(
      /^seldon-[0-9a-f]{32}$/,
    );
    expect(deploymentName(long, 'main', spec, { keepPrefix: true })).toMatch(
      /^seldon-[0-9a-f]{32}$/,
    );
    expect(
      deploymentName(
        model,
        'main',
        { index: 0, containers: ['a'] },
        { keepPrefix: true },
      ),
    ).toBe('fraud-detection-main-0-a');
  });

  it('are plain where they fit', () => {
    expect(orchestratorName('m', 'p')).toBe('m-p-svc-orch');
    expect(explainerName('m', 'p')).toBe('m-p-explainer');
    expect(orchestratorName(long, 'p')).toMatch(/^seldon-[0-9a-f]{32}$/);
    expect(explainerName(long, 'p')).toMatch(/^seldon-[0-9a-f]{32}$/);
    expect(predictorServiceName('seldon-model', { name: 'example' })).toBe(
      'seldon-model-example',
    );
    expect(
      deploymentName('m', 'p', { index: 1, containers: ['one', 'two'] }),
    ).toBe('m-p-1-one-two');
    expect(
      deploymentName('m', 'p', { index: 0, name: 'own', containers: ['one'] }),
    ).toBe('m-p-0-own');
  });

  it('give way to the annotation of the predictor', () => {
    expect(
      predictorServiceName('m', {
        name: 'p',
        annotations: { 'seldon.io/svc-name': 'mine' },
      }),
    ).toBe('mine');
  });

  it('fit for our own metrics Service even when the predictor Service is just short enough', () => {
    expect(metricsServiceName('seldon-model-example')).toBe(
      'seldon-model-example-metrics',
    );
    expect(metricsServiceName('a'.repeat(60))).toMatch(/^seldon-[0-9a-f]{32}$/);
  });

  it('are known to be hashed before anything is applied', () => {
    expect(isPredictorServiceHashed('m', 'p')).toBe(false);
    expect(isPredictorServiceHashed('a'.repeat(60), 'abc')).toBe(true);
  });
});
