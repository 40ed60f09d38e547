import type { RenderRequest } from 'backstage-plugin-ml-monitoring-common';
import { requestFor, type Environment } from './environment';

const base: RenderRequest = {
  cluster: 'staging',
  namespace: 'ml-staging',
  name: 'fraud',
  deployment: {
    predictors: [
      {
        name: 'main',
        traffic: 80,
        graph: {
          name: 'features',
          children: [
            {
              name: 'classifier',
              implementation: 'SKLEARN_SERVER',
              modelUri: 'gs://models/1',
            },
          ],
        },
        containers: [{ name: 'features', image: 'ml/features:1' }],
      },
      { name: 'canary', traffic: 20, graph: { name: 'simple' } },
    ],
  },
  exposure: { kind: 'route' },
};

const inProduction = (differs: Partial<Environment>) =>
  requestFor(base, { name: 'production', ...differs });

describe('requestFor', () => {
  it('is the base where nothing differs', () => {
    expect(inProduction({})).toEqual(base);
  });

  it('puts the model elsewhere', () => {
    expect(
      inProduction({ cluster: 'prod', namespace: 'ml-prod', host: 'fraud.x' }),
    ).toEqual({
      ...base,
      cluster: 'prod',
      namespace: 'ml-prod',
      exposure: { kind: 'route', host: 'fraud.x' },
    });
  });

  it('takes one number of replicas for every predictor, and others by name', () => {
    const replicas = (of: Environment['replicas']) =>
      inProduction({ replicas: of }).deployment!.predictors.map(
        predictor => predictor.replicas,
      );
    expect(replicas(3)).toEqual([3, 3]);
    expect(replicas({ main: 3 })).toEqual([3, undefined]);
  });

  it('changes traffic, images and model URIs', () => {
    const { predictors } = inProduction({
      traffic: { main: 100, canary: 0 },
      image: 'ml/features:2',
      modelUri: { classifier: 'gs://models/2' },
    }).deployment!;
    expect(predictors.map(({ traffic }) => traffic)).toEqual([100, 0]);
    expect(predictors[0].containers).toEqual([
      { name: 'features', image: 'ml/features:2' },
    ]);
    expect(predictors[0].graph.children![0].modelUri).toBe('gs://models/2');
  });

  it.each<[Partial<Environment>, string]>([
    [
      { replicas: { other: 1 } },
      'environments.production.replicas: must name one of main, canary (got other)',
    ],
    [
      { image: { constructor: 'x' } as any },
      'environments.production.image: must name one of features (got constructor)',
    ],
  ])('refuses %j', (differs, message) => {
    expect(() => inProduction(differs)).toThrow(message);
  });

  it('asks which container is meant where there are several', () => {
    const { deployment } = base;
    const several = {
      ...base,
      deployment: {
        ...deployment!,
        predictors: deployment!.predictors.map(predictor => ({
          ...predictor,
          containers: [{ name: `${predictor.name}-model`, image: 'x:1' }],
        })),
      },
    };
    expect(() =>
      requestFor(several, { name: 'production', image: 'x:2' }),
    ).toThrow(
      'environments.production.image: must say which, because there are 2: main-model, canary-model',
    );
  });
});
