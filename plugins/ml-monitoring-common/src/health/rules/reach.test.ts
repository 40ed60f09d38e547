import type {
  AutoscalerFact,
  ConditionFact,
  ExposureFact,
  ModelServiceFact,
} from '../facts';
import {
  clusterFacts,
  metricFacts,
  minutesAgo,
  now,
  thresholds,
} from '../__testUtils__/modelFacts';
import { evaluateHealth } from '../evaluateHealth';
import { autoscaler } from './autoscaler';
import { exposureTargets } from './exposureTargets';
import { ingressAddress } from './ingressAddress';
import { operator } from './operator';
import { routeTimeout } from './routeTimeout';
import { services } from './services';

const context = { thresholds, now };
const old = minutesAgo(60);
const justNow = minutesAgo(0.5);

describe('autoscaler', () => {
  const NAME = 'rest-seldon-model-0-classifier';
  const scaled = (
    condition: Partial<ConditionFact>,
    autoscaled: Partial<AutoscalerFact> = {},
  ) =>
    autoscaler.judge(
      clusterFacts({
        autoscalers: [
          {
            name: NAME,
            deployment: NAME,
            predictor: 'model',
            minReplicas: 1,
            maxReplicas: 4,
            currentReplicas: 4,
            desiredReplicas: 4,
            ...autoscaled,
          },
        ],
        conditions: [
          {
            object: `HorizontalPodAutoscaler ${NAME}`,
            type: 'ScalingLimited',
            status: 'True',
            reason: 'TooManyReplicas',
            since: old,
            ...condition,
          },
        ],
      }),
      context,
    );
  const blind = {
    type: 'ScalingActive',
    status: 'False',
    reason: 'FailedGetResourceMetric',
    message: 'unable to get metrics for resource cpu',
  };

  it.each<[string, string, Parameters<typeof scaled>]>([
    ['autoscaler-maximum', 'degraded', [{}]],
    ['autoscaler-maximum', 'degraded', [{ since: undefined }]],
    ['autoscaler-maximum', 'healthy', [{ since: minutesAgo(5) }]],
    ['autoscaler-blind', 'degraded', [blind]],
    ['autoscaler-blind', 'progressing', [{ ...blind, since: minutesAgo(5) }]],
  ])('says %s, %s', (rule, status, parts) => {
    expect(scaled(...parts)).toMatchObject([
      {
        rule,
        status,
        predictor: 'model',
        evidence: [
          { kind: 'condition' },
          { detail: expect.stringContaining('at most 4') },
        ],
      },
    ]);
  });

  it.each<[string, Parameters<typeof scaled>]>([
    ['has scaled to zero', [{ ...blind, reason: 'ScalingDisabled' }]],
    ['is at its minimum', [{ reason: 'TooFewReplicas' }]],
    ['has room', [{}, { currentReplicas: 3 }]],
    ['scales as it should', [{ status: 'False' }]],
  ])('says nothing of one that %s', (_, parts) => {
    expect(scaled(...parts)).toEqual([]);
  });

  it('says nothing of what may not be read', () => {
    expect(autoscaler.judge(clusterFacts(), context)).toEqual([]);
  });
});

describe('services', () => {
  const service = (
    overrides: Partial<ModelServiceFact> = {},
  ): ModelServiceFact => ({
    name: 'rest-seldon-model',
    predictor: 'model',
    selector: { 'seldon-app': 'rest-seldon-model' },
    selects: ['rest-seldon-model-0-classifier-abc'],
    ports: [{ name: 'http', port: 8000, leadsNowhere: false }],
    ...overrides,
  });
  const judge = (
    all: ModelServiceFact[] | undefined,
    facts: Parameters<typeof clusterFacts>[0] = {},
  ) =>
    services.judge(
      clusterFacts({
        readyEndpoints: { 'rest-seldon-model': 0 },
        ...facts,
        services: all,
      }),
      context,
    );

  it.each<[string, string, ReturnType<typeof judge>]>([
    ['service-missing', 'failing', judge([])],
    ['service-missing', 'progressing', judge([], { specChangedAt: justNow })],
    ['service-selector', 'failing', judge([service({ selects: [] })])],
    [
      'service-port',
      'failing',
      judge([service({ ports: [{ port: 8000, leadsNowhere: true }] })]),
    ],
    [
      'service-port',
      'degraded',
      judge([
        service({
          ports: [
            { name: 'http', port: 8000, leadsNowhere: false },
            { name: 'grpc', port: 5001, leadsNowhere: true },
          ],
        }),
      ]),
    ],
  ])('says %s, %s', (rule, status, findings) => {
    expect(findings).toMatchObject([{ rule, status, predictor: 'model' }]);
  });

  it.each([
    ['leads to its pods', judge([service()])],
    ['may not be read', judge(undefined)],
    [
      'has no pods to select yet',
      judge([service({ selects: [] })], { model: { pods: [] } }),
    ],
  ])('says nothing of a Service that %s', (_, findings) => {
    expect(findings).toEqual([]);
  });

  it('explains that no endpoint is ready', () => {
    const { findings } = evaluateHealth(
      {
        cluster: {
          status: 'answered',
          asOf: now,
          value: clusterFacts({
            readyEndpoints: { 'rest-seldon-model': 0 },
            services: [service({ selects: [] })],
          }),
        },
        metrics: { status: 'absent', message: 'none' },
      },
      thresholds,
      now,
    );
    expect(
      findings
        .filter(({ status }) => status === 'failing')
        .map(({ rule }) => rule),
    ).toEqual(['service-selector']);
  });
});

const exposure = (overrides: Partial<ExposureFact> = {}): ExposureFact => ({
  kind: 'Route',
  name: 'rest-seldon',
  backends: ['rest-seldon-model'],
  missing: [],
  missingPorts: [],
  changedAt: old,
  ...overrides,
});

describe('exposureTargets', () => {
  it.each<[string, string, Partial<ExposureFact>]>([
    ['exposure-service', 'degraded', { missing: ['rest-seldon-model'] }],
    [
      'exposure-service',
      'progressing',
      { missing: ['rest-seldon-model'], changedAt: justNow },
    ],
    ['exposure-port', 'degraded', { missingPorts: ['http'] }],
  ])('says %s, %s, of %j', (rule, status, overrides) => {
    expect(
      exposureTargets.judge(
        clusterFacts({ exposures: [exposure(overrides)] }),
        context,
      ),
    ).toMatchObject([{ rule, status }]);
  });

  it.each<[string, ExposureFact[] | undefined]>([
    ['leads to a Service that is there', [exposure()]],
    [
      'leads to Services that may not be read',
      [exposure({ missing: undefined, missingPorts: undefined })],
    ],
    ['is not there', []],
    ['is not known', undefined],
  ])('says nothing of a Route that %s', (_, exposures) => {
    expect(exposureTargets.judge(clusterFacts({ exposures }), context)).toEqual(
      [],
    );
  });
});

describe('ingressAddress', () => {
  it.each<[string, Partial<ExposureFact>, boolean | undefined]>([
    ['degraded', {}, undefined],
    ['progressing', { changedAt: justNow }, undefined],
    ['healthy', { className: 'nginx' }, undefined],
    ['nothing', {}, true],
  ])('is %s for an Ingress with %j', (status, overrides, admitted) => {
    expect(
      ingressAddress.judge(
        clusterFacts({
          model: { endpoints: [{ kind: 'Ingress', name: 'fraud', admitted }] },
          exposures: [
            exposure({ kind: 'Ingress', name: 'fraud', ...overrides }),
          ],
        }),
        context,
      ),
    ).toMatchObject(status === 'nothing' ? [] : [{ status }]);
  });
});

describe('operator', () => {
  const silent = (facts: Parameters<typeof clusterFacts>[0]) =>
    operator.judge(
      clusterFacts({
        ...facts,
        model: { state: undefined, ...facts?.model },
        readyEndpoints: { 'rest-seldon-model': 0 },
      }),
      context,
    );
  const label = { 'seldon.io/controller-id': 'team-b' };

  it.each<[string, string, Parameters<typeof silent>[0], string]>([
    [
      'operator-absent',
      'failing',
      {},
      'No Seldon operator takes care of this model',
    ],
    [
      'operator-absent',
      'progressing',
      { specChangedAt: justNow },
      'The Seldon operator has not taken up the model yet',
    ],
    [
      'controller-id',
      'failing',
      { controllerId: 'team-b', model: { labels: label } },
      'The model asks for the Seldon operator "team-b", and that one does not take care of it',
    ],
    [
      'controller-id',
      'failing',
      { controllerId: 'team-b' },
      'The namespace asks for the Seldon operator "team-b", and that one does not take care of it',
    ],
  ])('says %s, %s', (rule, status, facts, title) => {
    expect(silent(facts)).toMatchObject([{ rule, status, title }]);
  });

  it('says nothing of a model that has a status', () => {
    expect(operator.judge(clusterFacts(), context)).toEqual([]);
  });
});

describe('routeTimeout', () => {
  const judge = (
    overrides: Partial<ExposureFact>,
    latencyP95Seconds: number | undefined,
    facts: Parameters<typeof clusterFacts>[0] = {},
  ) =>
    routeTimeout.judge(metricFacts({ latencyP95Seconds }), {
      ...context,
      cluster: clusterFacts({ exposures: [exposure(overrides)], ...facts }),
    });

  it('tells of a Route that gives up before predictions are done', () => {
    expect(judge({ timeoutSeconds: 0.5 }, 1.4)).toMatchObject([
      {
        rule: 'route-timeout',
        status: 'degraded',
        title:
          'The Route "rest-seldon" gives up after 500 ms, and more than 5 % of the predictions take that long',
        evidence: [
          { kind: 'query', query: 'latency', value: 1.4 },
          { kind: 'object', object: 'Route rest-seldon' },
        ],
      },
    ]);
  });

  it.each<[string, ReturnType<typeof judge>]>([
    ['predictions are faster', judge({ timeoutSeconds: 2 }, 1.4)],
    ['it does not say', judge({}, 1.4)],
    ['nothing was measured', judge({ timeoutSeconds: 0.5 }, undefined)],
    [
      'its patience is beyond what is measured',
      judge({ timeoutSeconds: 30 }, 10),
    ],
    [
      'nobody is answered anyway',
      judge({ timeoutSeconds: 0.5 }, 1.4, {
        readyEndpoints: { 'rest-seldon-model': 0 },
      }),
    ],
  ])('says nothing where %s', (_, findings) => {
    expect(findings).toEqual([]);
  });
});
