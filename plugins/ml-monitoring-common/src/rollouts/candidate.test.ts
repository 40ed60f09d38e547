import { candidateOf, nextVersionName } from './candidate';
import { predictorSpec } from './__testUtils__/simulateCluster';

const request = { trafficPercent: 10 };

describe('the name of a new version', () => {
  it.each([
    [['main'], 'v2'],
    [['main', 'v2'], 'v3'],
    [['v7'], 'v8'],
    [['v2', 'v10', 'vip'], 'v11'],
  ])('after %j is %s', (names, name) => {
    expect(nextVersionName(names.map(each => predictorSpec(each)))).toBe(name);
  });
});

describe('a new version', () => {
  it('is the running one but for what was asked, and what would clash or lead back', () => {
    const stable = predictorSpec('main', {
      traffic: 100,
      labels: { version: 'main', team: 'ml' },
      annotations: {
        'seldon.io/svc-name': 'fraud',
        'seldon.io/rest-timeout': '100',
      },
      svcOrchSpec: { replicas: 2 },
      graph: {
        name: 'scale',
        endpoint: { service_host: 'fraud-main-scale', service_port: 9000 },
        children: [
          {
            name: 'model',
            implementation: 'SKLEARN_SERVER',
            modelUri: 's3://models/1',
          },
        ],
      },
      componentSpecs: [
        {
          hpaSpec: { maxReplicas: 3 },
          spec: {
            serviceAccountName: 'models',
            containers: [{ name: 'scale', image: 'ml/scale:1', args: ['-v'] }],
          },
        },
      ],
    });
    expect(
      candidateOf(stable, 'v2', {
        ...request,
        image: { scale: 'ml/scale:2' },
        modelUri: 's3://models/2',
        replicas: 1,
      }),
    ).toEqual({
      name: 'v2',
      replicas: 1,
      labels: { version: 'v2', team: 'ml' },
      annotations: { 'seldon.io/rest-timeout': '100' },
      svcOrchSpec: { replicas: 2 },
      graph: {
        name: 'scale',
        endpoint: { service_port: 9000 },
        children: [
          {
            name: 'model',
            implementation: 'SKLEARN_SERVER',
            modelUri: 's3://models/2',
          },
        ],
      },
      componentSpecs: [
        {
          hpaSpec: { maxReplicas: 3 },
          spec: {
            serviceAccountName: 'models',
            containers: [{ name: 'scale', image: 'ml/scale:2', args: ['-v'] }],
          },
        },
      ],
    });
  });

  it('asks which of several containers is meant', () => {
    const stable = predictorSpec('main', {
      componentSpecs: [
        { spec: { containers: [{ name: 'a' }, { name: 'b' }] } },
      ],
    });
    expect(() =>
      candidateOf(stable, 'v2', { ...request, image: 'ml/x:2' }),
    ).toThrow(
      'image: there is more than one container of predictor main (a, b); say which, as name: value (got ml/x:2)',
    );
  });
});
