import { httpRouteSchema, ingressSchema, routeSchema } from '../objects';
import { splitOf } from './splits';

const predictors = new Map([
  ['fraud-main', 'main'],
  ['fraud-v2', 'v2'],
]);
const metadata = (time?: string) => ({
  name: 'fraud',
  managedFields: time
    ? [{ manager: 'portal', time, fieldsV1: { 'f:spec': {} } }]
    : [],
});
const route = (weights: [string, number][], time?: string) => {
  const [to, ...alternateBackends] = weights.map(([name, weight]) => ({
    name,
    weight,
  }));
  return routeSchema.parse({
    metadata: metadata(time),
    spec: { to, alternateBackends },
  });
};
const httpRoute = (weights: [string, number][]) =>
  httpRouteSchema.parse({
    metadata: metadata(),
    spec: {
      rules: [
        { backendRefs: weights.map(([name, weight]) => ({ name, weight })) },
      ],
    },
  });
const ingress = (name: string) =>
  ingressSchema.parse({
    metadata: metadata(),
    spec: {
      rules: [{ http: { paths: [{ backend: { service: { name } } }] } }],
    },
  });

const objects = (overrides: Partial<Parameters<typeof splitOf>[0]>) => ({
  routes: [],
  httpRoutes: [],
  ingresses: [],
  ...overrides,
});

describe('what callers from outside reach', () => {
  it.each<[string, Parameters<typeof splitOf>[0], (number | undefined)[]]>([
    [
      'what the weights of a Route say',
      objects({
        routes: [
          route([
            ['fraud-main', 192],
            ['fraud-v2', 64],
          ]),
        ],
      }),
      [75, 25],
    ],
    [
      'nothing of a predictor that the Route does not name',
      objects({ routes: [route([['fraud-main', 100]])] }),
      [100, 0],
    ],
    [
      'what the weights of an HTTPRoute say',
      objects({
        httpRoutes: [
          httpRoute([
            ['fraud-main', 9],
            ['fraud-v2', 1],
          ]),
        ],
      }),
      [90, 10],
    ],
    [
      'the predictor behind an Ingress',
      objects({ ingresses: [ingress('fraud-v2')] }),
      [0, 100],
    ],
    ['nothing that is known, without any', objects({}), []],
    [
      'nothing of what leads to other models',
      objects({ routes: [route([['other-main', 100]])] }),
      [],
    ],
    [
      'nothing that holds for all, where two differ',
      objects({
        routes: [route([['fraud-main', 100]])],
        ingresses: [ingress('fraud-v2')],
      }),
      [],
    ],
  ])('is %s', (_, given, percents) => {
    const { percentOf } = splitOf(given, predictors);
    expect(percentOf ? ['main', 'v2'].map(percentOf) : []).toEqual(percents);
  });

  it('is as old as the last change to any of them', () => {
    expect(
      splitOf(
        objects({
          routes: [
            route([['fraud-main', 100]], '2026-01-01T00:00:00Z'),
            route([['fraud-main', 100]], '2026-01-02T00:00:00Z'),
          ],
        }),
        predictors,
      ).changedAt,
    ).toEqual(new Date('2026-01-02T00:00:00Z'));
  });
});
