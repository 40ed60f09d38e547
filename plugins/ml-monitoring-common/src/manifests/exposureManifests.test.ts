import type { ProvisionRequest } from '../contract/provisioning';
import { modelManifests } from './modelManifests';
import { shapeOfSpec } from './shape';
import type {
  ClusterApis,
  ManifestSettings,
  ModelShape,
  PredictorShape,
} from './types';

const settings: ManifestSettings = {
  exposure: ['none', 'route', 'gateway', 'ingress'],
  route: {
    labels: { shard: 'ml' },
    hostTemplate: '{name}-{namespace}.apps.example.com',
    timeout: '30s',
    tls: 'edge',
  },
  ingress: { class: 'nginx', hostTemplate: '{name}.ml.example.com' },
  gateway: {
    parentRef: { name: 'gw', namespace: 'infra' },
    hostTemplate: '{name}.gw.example.com',
  },
  monitoring: {
    scrapeInterval: '30s',
    labels: {},
    alertLabels: {},
    grafana: { labels: {} },
  },
};
const everything: ClusterApis = {
  route: true,
  ingress: true,
  gateway: true,
  serviceMonitor: true,
  podMonitor: true,
  prometheusRule: true,
  grafanaV4: true,
  grafanaV5: true,
};
const ref = { cluster: 'local', namespace: 'ml-mon', name: 'fraud' };
const labels = {
  'app.kubernetes.io/managed-by': 'backstage-ml-monitoring',
  'ml-monitoring/model-id': 'fraud',
  'backstage.io/kubernetes-id': 'local.ml-mon.fraud',
};

const shape = (
  predictors: (Partial<PredictorShape> & { name: string })[],
  more: Partial<ModelShape> = {},
): ModelShape => ({
  protocol: 'seldon',
  predictors: predictors.map(predictor => ({
    serviceName: `fraud-${predictor.name}`,
    shadow: false,
    containers: [],
    ...predictor,
  })),
  ...more,
});
const main = { name: 'main', traffic: 90 };
const canary = { name: 'canary', traffic: 10 };
const trial = { name: 'trial', shadow: true };

interface Options {
  model?: ModelShape;
  name?: string;
  apis?: Partial<ClusterApis>;
  settings?: Partial<ManifestSettings>;
}

function expose(request: ProvisionRequest['exposure'], options: Options = {}) {
  return modelManifests({
    request: { ...ref, name: options.name ?? ref.name, exposure: request },
    existing: options.model ?? shape([canary, main]),
    apis: { ...everything, ...options.apis },
    settings: { ...settings, ...options.settings },
  });
}

describe('a Route', () => {
  it('splits by traffic, the largest share first', () => {
    expect(expose({ kind: 'route' })).toEqual({
      manifests: [
        {
          apiVersion: 'route.openshift.io/v1',
          kind: 'Route',
          metadata: {
            name: 'fraud',
            namespace: 'ml-mon',
            labels: { shard: 'ml', ...labels },
            annotations: { 'haproxy.router.openshift.io/timeout': '30s' },
          },
          spec: {
            host: 'fraud-ml-mon.apps.example.com',
            to: { kind: 'Service', name: 'fraud-main', weight: 90 },
            alternateBackends: [
              { kind: 'Service', name: 'fraud-canary', weight: 10 },
            ],
            port: { targetPort: 'http' },
            tls: {
              termination: 'edge',
              insecureEdgeTerminationPolicy: 'Redirect',
            },
            wildcardPolicy: 'None',
          },
        },
      ],
      warnings: [expect.stringContaining('no authentication')],
    });
  });

  it('is plain http where the platform says so', () => {
    const { manifests } = expose(
      { kind: 'route' },
      { settings: { route: { labels: {}, tls: 'none' } } },
    );
    expect(manifests[0].spec).not.toHaveProperty('tls');
    expect(manifests[0].spec).not.toHaveProperty('host');
    expect(manifests[0].metadata).not.toHaveProperty('annotations');
  });

  it('takes a host of the platform’s own domain', () => {
    const { manifests } = expose({
      kind: 'route',
      host: 'mine.apps.example.com',
    });
    expect(manifests[0].spec.host).toBe('mine.apps.example.com');
  });

  it('leaves out who gets nothing', () => {
    const { manifests } = expose(
      { kind: 'route' },
      {
        model: shape([
          { ...main, traffic: 100 },
          { ...canary, traffic: 0 },
        ]),
      },
    );
    expect(manifests[0].spec).toMatchObject({
      to: { name: 'fraud-main', weight: 100 },
    });
    expect(manifests[0].spec).not.toHaveProperty('alternateBackends');
  });
});

describe('an HTTPRoute', () => {
  it('splits by traffic and mirrors to the shadow', () => {
    expect(
      expose({ kind: 'gateway' }, { model: shape([canary, main, trial]) })
        .manifests,
    ).toEqual([
      {
        apiVersion: 'gateway.networking.k8s.io/v1',
        kind: 'HTTPRoute',
        metadata: { name: 'fraud', namespace: 'ml-mon', labels },
        spec: {
          parentRefs: [{ name: 'gw', namespace: 'infra' }],
          hostnames: ['fraud.gw.example.com'],
          rules: [
            {
              filters: [
                {
                  type: 'RequestMirror',
                  requestMirror: {
                    backendRef: { name: 'fraud-trial', port: 8000 },
                  },
                },
              ],
              backendRefs: [
                { name: 'fraud-main', port: 8000, weight: 90 },
                { name: 'fraud-canary', port: 8000, weight: 10 },
              ],
            },
          ],
        },
      },
    ]);
  });

  it('says that a shadow gets every request', () => {
    const { warnings } = expose(
      { kind: 'gateway' },
      { model: shape([main, { ...trial, traffic: 50 }]) },
    );
    expect(warnings).toContain(
      'The HTTPRoute copies every request to the shadow trial, not 50 %',
    );
  });

  it('leads to the port of a model without orchestrator', () => {
    const model = shapeOfSpec('fraud', {
      annotations: {},
      predictors: [
        {
          name: 'main',
          annotations: { 'seldon.io/no-engine': 'true' },
          shadow: false,
          graph: { name: 'classifier', children: [] },
          componentSpecs: [
            { spec: { containers: [{ name: 'classifier', ports: [] }] } },
          ],
        },
      ],
    });
    expect(
      expose({ kind: 'gateway' }, { model }).manifests[0].spec.rules,
    ).toEqual([
      { backendRefs: [{ name: 'fraud-main', port: 9000, weight: 100 }] },
    ]);
  });
});

describe('an Ingress', () => {
  it('leads to the only predictor', () => {
    expect(
      expose({ kind: 'ingress' }, { model: shape([{ name: 'main' }]) })
        .manifests,
    ).toEqual([
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'fraud', namespace: 'ml-mon', labels },
        spec: {
          ingressClassName: 'nginx',
          rules: [
            {
              host: 'fraud.ml.example.com',
              http: {
                paths: [
                  {
                    path: '/',
                    pathType: 'Prefix',
                    backend: {
                      service: { name: 'fraud-main', port: { name: 'http' } },
                    },
                  },
                ],
              },
            },
          ],
        },
      },
    ]);
  });
});

describe('the kind of exposure', () => {
  const one = shape([{ name: 'main' }]);
  const mirrored = shape([{ name: 'main' }, trial]);

  it.each<[Options, string]>([
    [{}, 'Route'],
    [{ apis: { route: false } }, 'HTTPRoute'],
    [{ model: one, apis: { route: false, gateway: false } }, 'Ingress'],
    [{ model: one, settings: { exposure: ['ingress'] } }, 'Ingress'],
    [
      { model: one, settings: { gateway: undefined }, apis: { route: false } },
      'Ingress',
    ],
    [{ model: mirrored }, 'HTTPRoute'],
    [
      {
        model: shape(
          [20, 20, 20, 20, 20].map((traffic, index) => ({
            name: `p${index}`,
            traffic,
          })),
        ),
      },
      'HTTPRoute',
    ],
  ])('with auto and %j is a(n) %s', (options, kind) => {
    expect(expose({ kind: 'auto' }, options).manifests[0].kind).toBe(kind);
  });

  it.each<[ProvisionRequest['exposure'], Options, string]>([
    [
      { kind: 'route' },
      { apis: { route: false } },
      'exposure.kind: must be none, gateway, ingress on this cluster (got route)',
    ],
    [
      { kind: 'auto' },
      { settings: { exposure: ['none'] } },
      'exposure.kind: must be none on this cluster (got auto)',
    ],
    [
      { kind: 'ingress' },
      {},
      'exposure.kind: An Ingress cannot split traffic, and 2 predictors are to answer (got ingress for local:ml-mon/fraud); route or gateway can',
    ],
    [
      { kind: 'none' },
      {},
      'exposure.kind: A model that is not exposed cannot split traffic, and 2 predictors are to answer (got none for local:ml-mon/fraud); route or gateway can',
    ],
    [
      { kind: 'route' },
      {
        model: shape(
          [20, 20, 20, 20, 20].map((traffic, index) => ({
            name: `p${index}`,
            traffic,
          })),
        ),
      },
      'exposure.kind: A Route can split between 4 predictors, and 5 are to answer',
    ],
    ...(['route', 'ingress', 'none'] as const).map(
      (kind): [ProvisionRequest['exposure'], Options, string] => [
        { kind },
        { model: mirrored },
        'cannot send copies of the requests to the shadow trial',
      ],
    ),
    [
      { kind: 'auto' },
      { model: mirrored, settings: { exposure: ['route'] } },
      'A Route cannot send copies of the requests to the shadow trial (got auto for local:ml-mon/fraud); have an HTTPRoute allowed',
    ],
  ])('refuses %j with %j', (request, options, message) => {
    expect(() => expose(request, options)).toThrow(message);
  });

  it('may be any where Istio or Ambassador splits and copies, with a word on what goes past it', () => {
    const model = shape([main, canary, trial], { mesh: 'Istio' });
    expect(expose({ kind: 'none' }, { model })).toEqual({
      manifests: [],
      warnings: [],
    });
    expect(expose({ kind: 'ingress' }, { model }).warnings).toEqual([
      expect.stringContaining('no authentication'),
      'An Ingress leads past Istio, which splits the traffic: through it only predictor main is reached',
      'Requests that come past Istio are not copied to the shadow trial',
    ]);
  });
});

describe('the host', () => {
  it.each<[ProvisionRequest['exposure'], Options, string]>([
    [
      { kind: 'route', host: 'portal.example.com' },
      {},
      'exposure.host: must end in .apps.example.com (got portal.example.com)',
    ],
    [
      { kind: 'route', host: 'a.example.com' },
      { settings: { route: { labels: {}, tls: 'edge' } } },
      'exposure.host: cannot be chosen here (got a.example.com)',
    ],
    [
      { kind: 'route' },
      { name: 'a'.repeat(60) },
      `name: the host ${'a'.repeat(60)}-ml-mon.apps.example.com has a part of 67 characters`,
    ],
    [
      { kind: 'route' },
      {
        name: 'a'.repeat(60),
        settings: { route: { labels: {}, tls: 'edge' } },
      },
      'name: the host that the router would make up has a part of 67 characters',
    ],
  ])('of %j with %j is refused', (request, options, message) => {
    expect(() => expose(request, options)).toThrow(message);
  });
});
