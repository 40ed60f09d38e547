import fc from 'fast-check';
import type { Diagnosis, DiagnosisLink } from '../contract/diagnosis';
import { clusterFacts, pod } from '../health/__testUtils__/modelFacts';
import {
  failed,
  forbidden,
  prometheus,
} from '../readiness/__testUtils__/readinessFacts';
import {
  answered,
  containerService,
  downFact,
  metricsFacts,
  metricsServiceFact,
  monitorFact,
  nothingCounted,
  nothingScraped,
  now,
  POD,
  predictions,
  read,
  scrapedPod,
  serviceFact,
  upFact,
  wholeFacts,
} from './__testUtils__/diagnosisFacts';
import { evaluateDiagnosis } from './evaluateDiagnosis';
import type { DiagnosisFacts, DiagnosisMetricsFacts } from './facts';

const diagnose = (own: Partial<DiagnosisFacts>) =>
  evaluateDiagnosis(wholeFacts(own), now);

const linkOf = ({ links }: Pick<Diagnosis, 'links'>, id: DiagnosisLink) =>
  links.find(link => link.id === id);

const statusesOf = ({ links }: Pick<Diagnosis, 'links'>) =>
  Object.fromEntries(links.map(({ id, status }) => [id, status]));

const unscraped = (own: Partial<DiagnosisMetricsFacts> = {}) =>
  metricsFacts({ ...nothingScraped, ...own });

const withMetrics = (own: Partial<DiagnosisMetricsFacts>) => ({
  metrics: metricsFacts(own),
});

const selectors = (value: object | undefined) => ({
  ServiceMonitor: value,
  PodMonitor: value,
  PrometheusRule: value,
});

const waiting = pod({}, { reason: 'ImagePullBackOff' });
const downModel = answered(
  clusterFacts({
    model: { state: 'Creating', pods: [waiting] },
    readyEndpoints: { 'rest-seldon-model': 0 },
  }),
);
const monitorWith = (own: Parameters<typeof monitorFact>[0]) => ({
  monitors: read([monitorFact(own)]),
  metrics: unscraped(),
});
const [endpoint] = monitorFact().endpoints;

describe('a model that is up, scraped and called', () => {
  it('has no broken link', () => {
    const diagnosis = diagnose({});
    expect({
      summary: diagnosis.summary,
      brokenAt: diagnosis.brokenAt,
      links: statusesOf(diagnosis),
    }).toEqual({
      summary: 'There is data: the chart of requests shows 4 per second',
      brokenAt: undefined,
      links: {
        'seldon-api': 'ok',
        'seldon-operator': 'ok',
        webhooks: 'ok',
        model: 'ok',
        service: 'ok',
        'metrics-service': 'not-applicable',
        monitor: 'ok',
        prometheus: 'ok',
        access: 'ok',
        target: 'ok',
        samples: 'ok',
        query: 'ok',
      },
    });
  });

  it('keeps its data where a monitor also selects the Service of a container, and is told how to leave that out', () => {
    const diagnosis = diagnose({
      monitors: read([
        monitorFact({ endpoints: [{ ...endpoint, relabelings: [] }] }),
      ]),
      metrics: metricsFacts({
        up: answered([
          upFact(),
          upFact({
            up: false,
            labels: {
              ...upFact().labels,
              service: containerService.name,
              container: 'classifier',
              instance: '10.0.0.1:9000',
            },
          }),
        ]),
      }),
    });
    expect(diagnosis.brokenAt).toBeUndefined();
    expect(linkOf(diagnosis, 'monitor')).toMatchObject({
      status: 'ok',
      fix: {
        summary: expect.stringContaining(
          'also selects Service rest-seldon-model-classifier',
        ),
        command: expect.stringContaining('__meta_kubernetes_service_name'),
      },
    });
    expect(linkOf(diagnosis, 'target')?.evidence).toContain(
      'Target rest-seldon-model 10.0.0.1:9000 is down: there are no metrics at this port, so that it says nothing',
    );
  });
});

interface Cause {
  cause: string;
  facts: Partial<DiagnosisFacts>;
  at: DiagnosisLink;
  summary: string;
  /** In the summary, command or manifest of the fix. */
  fix?: string;
}

const causes: Cause[] = [
  {
    cause: 'Seldon is not installed',
    facts: {
      seldonApi: { status: 'absent' },
      model: { status: 'failed', message: 'not served' },
      shape: undefined,
      metrics: unscraped(),
    },
    at: 'seldon-api',
    summary: 'Seldon Core 1.x is not installed',
    fix: 'helm install seldon-core',
  },
  {
    cause: 'no operator is installed',
    facts: { operators: read([]) },
    at: 'seldon-operator',
    summary: 'No Seldon operator runs in the cluster',
    fix: 'helm install seldon-core',
  },
  {
    cause: 'the operator is down',
    facts: {
      operators: read([
        {
          namespace: 'seldon-system',
          name: 'seldon-controller-manager',
          availableReplicas: 0,
        },
      ]),
    },
    at: 'seldon-operator',
    summary: 'has no pod that is available',
    fix: 'describe pods',
  },
  {
    cause: 'the operator looks after another namespace',
    facts: {
      operators: read([
        {
          namespace: 'other',
          name: 'seldon-controller-manager',
          availableReplicas: 1,
          watches: 'other',
        },
      ]),
    },
    at: 'seldon-operator',
    summary: 'No Seldon operator looks after ml-mon',
  },
  {
    cause: 'the model is labelled for an operator that is not there',
    facts: {
      model: answered(
        clusterFacts({
          model: {
            labels: { 'seldon.io/controller-id': 'team-b' },
            state: undefined,
            pods: [],
          },
          readyEndpoints: {},
        }),
      ),
      metrics: unscraped(),
    },
    at: 'seldon-operator',
    summary: 'seldon.io/controller-id=team-b',
    fix: 'controllerId=team-b',
  },
  {
    cause: 'a webhook was left behind',
    facts: {
      webhooks: read([
        {
          configuration: {
            kind: 'ValidatingWebhookConfiguration' as const,
            name: 'seldon-validating-webhook-configuration-gone',
          },
          name: 'v1.vseldondeployment.kb.io',
          service: { namespace: 'gone', name: 'seldon-webhook-service' },
          serviceState: 'missing' as const,
        },
      ]),
    },
    at: 'webhooks',
    summary: 'every model is refused',
    fix: 'kubectl delete validatingwebhookconfiguration seldon-validating-webhook-configuration-gone',
  },
  {
    cause: 'no pod is ready',
    facts: { model: downModel, metrics: unscraped() },
    at: 'model',
    summary: 'cannot be pulled',
    fix: 'describe seldondeployment rest-seldon',
  },
  {
    cause: 'the newest version fails while the one before answers',
    facts: {
      model: answered(
        clusterFacts({
          model: { state: 'Failed', stateDescription: 'no such server' },
        }),
      ),
    },
    at: 'model',
    summary: 'no such server',
  },
  {
    cause: 'the model is scaled to zero',
    facts: {
      model: answered(
        clusterFacts({
          model: {
            predictors: [
              {
                ...clusterFacts().model.predictors[0],
                replicas: 0,
                rollouts: [],
              },
            ],
            pods: [],
          },
          readyEndpoints: { 'rest-seldon-model': 0 },
        }),
      ),
      metrics: unscraped(),
    },
    at: 'model',
    summary: 'scaled to zero',
    fix: 'scale seldondeployment rest-seldon --replicas 1',
  },
  {
    cause: 'the predictor has no Service',
    facts: { services: read([]), metrics: unscraped() },
    at: 'service',
    summary: 'There is no Service rest-seldon-model',
  },
  {
    cause: 'the ports of the Service were renamed',
    facts: {
      services: read([
        serviceFact({ ports: [{ name: 'web', port: 8000, targetPort: 8000 }] }),
      ]),
      metrics: unscraped(),
    },
    at: 'service',
    summary: 'no port that is called http',
  },
  {
    cause: 'the pods lost the label that the Service selects',
    facts: {
      model: answered(
        clusterFacts({ readyEndpoints: { 'rest-seldon-model': 0 } }),
      ),
      metrics: unscraped(),
    },
    at: 'service',
    summary: 'selects pods labelled seldon-app=rest-seldon-model',
    fix: `delete pods ${POD}`,
  },
  {
    cause: 'the Service for its own metrics is gone',
    facts: withMetrics({
      ownMetrics: answered({ now: [], lately: ['mycounter'] }),
    }),
    at: 'metrics-service',
    summary: 'which used to be scraped',
    fix: 'targetPort: 6000',
  },
  {
    cause: "the Service for its own metrics carries the operator's label",
    facts: {
      services: read([
        serviceFact(),
        metricsServiceFact({
          labels: { 'seldon-deployment-id': 'rest-seldon' },
        }),
      ]),
    },
    at: 'metrics-service',
    summary: 'the operator deletes it',
    fix: 'label service rest-seldon-model-metrics seldon-deployment-id-',
  },
  {
    cause: 'there is no monitor',
    facts: { monitors: read([]), metrics: unscraped() },
    at: 'monitor',
    summary: 'No ServiceMonitor or PodMonitor selects',
    fix: 'kind: ServiceMonitor',
  },
  {
    cause: 'the cluster has no monitors',
    facts: {
      apis: read({
        route: true,
        ingress: true,
        gateway: false,
        serviceMonitor: false,
        podMonitor: false,
        prometheusRule: false,
        grafanaV4: false,
        grafanaV5: false,
      }),
      monitors: { status: 'absent' },
      metrics: unscraped(),
    },
    at: 'monitor',
    summary: 'no Prometheus operator is installed',
    fix: 'kube-prometheus-stack',
  },
  {
    cause: 'the monitor selects other labels',
    facts: monitorWith({
      selector: { matchLabels: { 'seldon-app': 'rest-seldon-old' } },
    }),
    at: 'monitor',
    summary: 'selects no Service: it looks for seldon-app=rest-seldon-old',
    fix: '"matchLabels":{"seldon-app":"rest-seldon-model"}',
  },
  {
    cause: 'the monitor names another port',
    facts: monitorWith({ endpoints: [{ ...endpoint, port: 'web' }] }),
    at: 'monitor',
    summary:
      'asks for the port "web" of Service rest-seldon-model, which it does not have: its ports are "http" (8000), "grpc" (5001)',
    fix: '"value":"http"',
  },
  {
    cause: 'the monitor names another path',
    facts: monitorWith({ endpoints: [{ ...endpoint, path: undefined }] }),
    at: 'monitor',
    summary: 'asks for the path /metrics',
    fix: '"value":"/prometheus"',
  },
  {
    cause: 'the monitor looks into another namespace',
    facts: monitorWith({
      namespaceSelector: { any: false, matchNames: ['elsewhere'] },
    }),
    at: 'monitor',
    summary: 'looks into elsewhere',
    fix: '"op":"remove","path":"/spec/namespaceSelector"',
  },
  {
    cause: 'a relabeling of the monitor throws the Service out',
    facts: monitorWith({
      endpoints: [
        {
          ...endpoint,
          relabelings: [
            {
              action: 'keep',
              sourceLabels: ['__meta_kubernetes_service_name'],
              regex: 'another',
            },
          ],
        },
      ],
    }),
    at: 'monitor',
    summary: 'A relabeling of ServiceMonitor rest-seldon-model throws',
  },
  {
    cause: 'the Prometheus asks for a label that the monitor lacks',
    facts: {
      prometheuses: read([
        prometheus({
          selectors: selectors({ matchLabels: { release: 'main' } }),
        }),
      ]),
      metrics: unscraped(),
    },
    at: 'prometheus',
    summary: 'takes ServiceMonitors with release=main',
    fix: 'label servicemonitor rest-seldon-model --overwrite release=main',
  },
  {
    cause: 'the Prometheus selects no monitors at all',
    facts: {
      prometheuses: read([prometheus({ selectors: selectors(undefined) })]),
      metrics: unscraped(),
    },
    at: 'prometheus',
    summary: 'takes ServiceMonitors with nothing',
    fix: 'an absent selector selects nothing',
  },
  {
    cause: 'the Prometheus looks into its own namespace',
    facts: {
      prometheuses: read([
        prometheus({ namespaceSelectors: selectors(undefined) }),
      ]),
      metrics: unscraped(),
    },
    at: 'prometheus',
    summary: 'looks into its own namespace only',
  },
  {
    cause: 'there is no Prometheus',
    facts: { prometheuses: read([]), metrics: unscraped() },
    at: 'prometheus',
    summary: 'There is no Prometheus',
    fix: 'kind: Prometheus',
  },
  {
    cause: 'the Prometheus is scaled to zero',
    facts: {
      prometheuses: read([prometheus({ replicas: 0 })]),
      metrics: unscraped(),
    },
    at: 'prometheus',
    summary: 'scaled to zero',
  },
  {
    cause: 'user-workload monitoring is off',
    facts: {
      prometheuses: read([]),
      userWorkloadMonitoring: read({ enabled: false }),
      metrics: unscraped(),
    },
    at: 'prometheus',
    summary: 'User-workload monitoring of OpenShift is off',
    fix: 'enableUserWorkload: true',
  },
  {
    cause: "the namespace is left to OpenShift's own monitoring",
    facts: {
      prometheuses: read([]),
      userWorkloadMonitoring: read({ enabled: true }),
      namespace: {
        name: 'ml-mon',
        labels: { 'openshift.io/cluster-monitoring': 'true' },
      },
      metrics: unscraped(),
    },
    at: 'prometheus',
    summary: 'labelled openshift.io/cluster-monitoring=true',
    fix: 'kubectl label namespace ml-mon openshift.io/cluster-monitoring-',
  },
  {
    cause: 'the monitor is labelled to be left out',
    facts: {
      prometheuses: read([]),
      userWorkloadMonitoring: read({ enabled: true }),
      ...monitorWith({ labels: { 'openshift.io/user-monitoring': 'false' } }),
    },
    at: 'prometheus',
    summary: 'labelled openshift.io/user-monitoring=false',
    fix: 'label servicemonitor rest-seldon-model openshift.io/user-monitoring-',
  },
  ...(
    [
      ['unauthorized', 'forbidden', 'Set auth'],
      ['forbidden', 'forbidden', 'cluster-monitoring-view'],
      ['not-found', 'failed', 'below it lies /api/v1'],
      ['malformed', 'failed', 'a page for people to sign in'],
      ['unreachable', 'failed', 'can be reached'],
    ] as const
  ).map(([problem, status, fix]): Cause => {
    const silent = { status, message: `said ${problem}` };
    return {
      cause: `the Prometheus of the portal is ${problem}`,
      facts: withMetrics({
        state: { ...metricsFacts().state, status, message: silent.message },
        problem,
        missingRight: 'the ClusterRole cluster-monitoring-view',
        up: silent,
        series: silent,
        seriesOfPods: silent,
        requestsPerSecond: silent,
      }),
      at: 'access',
      summary: 'Prometheus of cluster local',
      fix,
    };
  }),
  {
    cause: 'the portal knows no Prometheus',
    facts: withMetrics({
      ...nothingScraped,
      state: { ...metricsFacts().state, status: 'absent' },
    }),
    at: 'access',
    summary: 'No Prometheus is known',
    fix: 'mlMonitoring.prometheus',
  },
  {
    cause: 'the Prometheus may not read the namespace',
    facts: {
      scraperRights: read([
        {
          prometheus: { namespace: 'monitoring', name: 'main' },
          user: 'system:serviceaccount:monitoring:main',
          lacking: [
            {
              apiGroup: '',
              resource: 'pods',
              verbs: ['get', 'list', 'watch'],
              namespace: 'ml-mon',
            },
          ],
        },
      ]),
      metrics: unscraped(),
    },
    at: 'target',
    summary: 'may not read ml-mon',
    fix: 'kind: RoleBinding',
  },
  {
    cause: 'Prometheus drops what it finds',
    facts: {
      metrics: unscraped({
        pools: answered([
          {
            monitor: {
              kind: 'ServiceMonitor',
              namespace: 'ml-mon',
              name: 'rest-seldon-model',
            },
            active: 0,
            dropped: [{ __meta_kubernetes_pod_name: POD }],
          },
        ]),
      }),
    },
    at: 'target',
    summary: 'throw every one of them out',
    fix: 'get servicemonitor rest-seldon-model',
  },
  {
    cause: 'Prometheus has no target in the namespace',
    facts: { metrics: unscraped() },
    at: 'target',
    summary: 'has no target of the model',
    fix: 'Likely, not certain',
  },
  {
    cause: 'nothing listens at the port',
    facts: withMetrics({ up: answered([downFact('connection refused')]) }),
    at: 'target',
    summary: 'nothing listens on that port',
  },
  {
    cause: 'a NetworkPolicy keeps Prometheus out',
    facts: {
      networkPolicies: read([
        {
          name: 'only-the-router',
          podSelector: { matchLabels: { 'seldon-app': 'rest-seldon-model' } },
          ingress: [{ from: [{ podSelector: {} }] }],
        },
      ]),
      ...withMetrics({
        up: answered([downFact('context deadline exceeded')]),
      }),
    },
    at: 'target',
    summary: 'NetworkPolicy only-the-router does not let it in',
    fix: 'kubernetes.io/metadata.name: monitoring',
  },
  {
    cause: 'a scrape takes too long, and no NetworkPolicy is in the way',
    facts: withMetrics({
      up: answered([downFact('context deadline exceeded')]),
    }),
    at: 'target',
    summary: 'context deadline exceeded',
    fix: 'scrapeTimeout',
  },
  {
    cause: 'the pods want TLS',
    facts: withMetrics({
      up: answered([downFact('read: connection reset by peer')]),
    }),
    at: 'target',
    summary: 'mTLS',
  },
  {
    cause: 'the answer has no content type',
    facts: withMetrics({
      up: answered([
        downFact(
          'non-compliant scrape target sending blank Content-Type and no fallback_scrape_protocol specified for target',
        ),
      ]),
    }),
    at: 'target',
    summary: 'which Prometheus 3 insists on',
    fix: 'fallbackScrapeProtocol',
  },
  {
    cause: 'the source does not tell why a target is down',
    facts: withMetrics({ up: answered([downFact()]) }),
    at: 'target',
    summary: 'why, this source does not tell',
  },
  {
    cause: 'Prometheus stopped scraping',
    facts: withMetrics({
      up: answered([
        upFact({ scrapedAt: new Date(now.getTime() - 20 * 60_000) }),
      ]),
    }),
    at: 'target',
    summary: 'last scraped the model 20 minutes ago',
  },
  {
    cause: 'there are native histograms only',
    facts: withMetrics({ ...nothingCounted, nativeSeries: answered(3) }),
    at: 'samples',
    summary: 'native ones only (3 series)',
    fix: 'scrapeClassicHistograms',
  },
  {
    cause: 'metricRelabelings drop what is counted',
    facts: withMetrics({
      ...nothingCounted,
      samples: answered({ exposed: 100, kept: 3 }),
    }),
    at: 'samples',
    summary: 'metricRelabelings drop 97',
  },
  {
    cause: 'the matchers of the configuration are wrong',
    facts: withMetrics({
      matchers: { cluster: 'prod' },
      series: answered([]),
      seriesOfPods: answered([
        {
          labels: {
            cluster: 'production',
            namespace: 'ml-mon',
            deployment_name: 'rest-seldon',
          },
          count: 8,
        },
      ]),
      requestsPerSecond: answered(undefined),
    }),
    at: 'query',
    summary: 'their label cluster is "production", not "prod"',
    fix: 'mlMonitoring.prometheus[].matchers',
  },
  {
    cause: 'a relabeling took the namespace away',
    facts: withMetrics({
      series: answered([]),
      seriesOfPods: answered([
        { labels: { deployment_name: 'rest-seldon' }, count: 8 },
      ]),
      requestsPerSecond: answered(undefined),
    }),
    at: 'query',
    summary: 'they have no label namespace',
    fix: 'Look for relabelings that change namespace',
  },
  {
    cause: 'a relabeling dropped exported_service',
    facts: withMetrics({
      series: answered([
        { labels: { service: 'rest-seldon-model' }, count: 8 },
      ]),
      requestsPerSecond: answered(undefined),
    }),
    at: 'query',
    summary: 'The label exported_service is missing',
  },
];

describe('names the link that is broken, and what mends it, where', () => {
  it.each(causes)('$cause', ({ facts, at, summary, fix }) => {
    const diagnosis = diagnose(facts);
    const link = linkOf(diagnosis, at);
    expect(diagnosis.brokenAt).toBe(at);
    expect(link?.summary).toContain(summary);
    expect(diagnosis.summary).toMatch(/Broken at /);
    expect(Object.values(link?.fix ?? {}).join('\n')).toContain(fix ?? '');
  });
});

describe('two causes', () => {
  it('are both broken, and what only follows from them is not', () => {
    const diagnosis = diagnose({
      model: downModel,
      monitors: read([]),
      prometheuses: read([]),
      metrics: unscraped(),
    });
    expect(statusesOf(diagnosis)).toMatchObject({
      model: 'broken',
      service: 'unknown',
      monitor: 'broken',
      prometheus: 'broken',
      access: 'ok',
      target: 'unknown',
      samples: 'unknown',
      query: 'unknown',
    });
    expect(diagnosis.summary).toMatch(
      /^Broken at the model: .*\. Also broken: the monitor, the Prometheus that should take up the monitor$/,
    );
    expect(linkOf(diagnosis, 'target')?.summary).toMatch(
      /^Whether Prometheus scrapes the pods cannot be told, because of what comes before: no pod/,
    );
  });
});

describe('what is no fault', () => {
  it('is that nobody has called the model yet, and it is told how to', () => {
    const diagnosis = diagnose(withMetrics(nothingCounted));
    expect(diagnosis.brokenAt).toBeUndefined();
    expect(linkOf(diagnosis, 'samples')).toMatchObject({
      status: 'ok',
      fix: { command: expect.stringContaining('/api/v1.0/predictions') },
    });
    expect(linkOf(diagnosis, 'query')?.status).toBe('not-applicable');
  });

  it('is that only health checks were counted', () => {
    const checks = [{ ...predictions, labels: { exported_service: 'status' } }];
    const diagnosis = diagnose(
      withMetrics({
        series: answered(checks),
        requestsPerSecond: answered(undefined),
      }),
    );
    expect(diagnosis.brokenAt).toBeUndefined();
  });

  it('is a model without orchestrator, which nobody can measure', () => {
    const { shape, ...facts } = wholeFacts({ metrics: unscraped() });
    const diagnosis = evaluateDiagnosis(
      {
        ...facts,
        shape: {
          ...shape!,
          predictors: shape!.predictors.map(each => ({
            ...each,
            withoutEngine: { httpPort: 9000 },
          })),
        },
      },
      now,
    );
    expect(diagnosis.brokenAt).toBeUndefined();
    expect(diagnosis.summary).toMatch(/seldon\.io\/no-engine/);
    expect(statusesOf(diagnosis)).toMatchObject({
      monitor: 'not-applicable',
      prometheus: 'not-applicable',
      target: 'not-applicable',
      samples: 'not-applicable',
      query: 'not-applicable',
    });
  });

  it('is a model that Prometheus scrapes in a way of its own', () => {
    expect(diagnose({ monitors: read([]) }).brokenAt).toBeUndefined();
  });

  it('is that a target outlives its job in what Prometheus answers', () => {
    const gone = upFact({
      scrapedAt: new Date(now.getTime() - 120_000),
      intervalSeconds: 15,
    });
    const diagnosis = diagnose({
      monitors: read([]),
      metrics: metricsFacts({ up: answered([gone]) }),
    });
    expect(diagnosis.brokenAt).toBe('monitor');
  });

  it('is a server that has no metrics of its own', () => {
    const { shape } = wholeFacts();
    const diagnosis = diagnose({
      shape: {
        ...shape!,
        predictors: shape!.predictors.map(each => ({
          ...each,
          containers: [
            { ...each.containers[0], image: 'tensorflow/serving:2.1.0' },
          ],
        })),
      },
    });
    expect(linkOf(diagnosis, 'metrics-service')).toMatchObject({
      status: 'not-applicable',
      summary: expect.stringContaining('tensorflow/serving'),
    });
  });

  it('is a PodMonitor instead of a ServiceMonitor', () => {
    const diagnosis = diagnose({
      monitors: read([
        monitorFact({
          kind: 'PodMonitor',
          selector: { matchLabels: { 'seldon-deployment-id': 'rest-seldon' } },
          endpoints: [
            { port: 'metrics', path: '/prometheus', relabelings: [] },
          ],
        }),
      ]),
      pods: read([scrapedPod()]),
    });
    expect(statusesOf(diagnosis)).toMatchObject({
      'metrics-service': 'not-applicable',
      monitor: 'ok',
      prometheus: 'ok',
    });
  });
});

describe('what was not read', () => {
  const readings = [
    'apiGroups',
    'apis',
    'seldonApi',
    'operators',
    'webhooks',
    'prometheuses',
    'userWorkloadMonitoring',
    'services',
    'monitors',
    'pods',
    'networkPolicies',
    'scraperRights',
    'lackingRights',
  ] as const;
  const questions = [
    'up',
    'pools',
    'samples',
    'series',
    'seriesOfPods',
    'nativeSeries',
    'requestsPerSecond',
    'ownMetrics',
  ] as const;

  const without = (
    facts: DiagnosisFacts,
    unread: readonly string[],
    isModelUnread: boolean,
  ): DiagnosisFacts => {
    const silent = { status: 'failed' as const, message: 'no answer' };
    const of = (names: readonly string[], value: object) =>
      Object.fromEntries(
        names.filter(name => unread.includes(name)).map(name => [name, value]),
      );
    return {
      ...facts,
      ...of(readings, unread.length % 2 ? failed : forbidden('it')),
      ...(isModelUnread && { model: silent, shape: undefined }),
      metrics: { ...facts.metrics, ...of(questions, silent) },
    };
  };

  it('never makes a link ok, but one that only waited for a broken one', () => {
    fc.assert(
      fc.property(
        fc.constantFrom({}, ...causes.map(({ facts }) => facts)),
        fc.subarray([...readings, ...questions], { minLength: 1 }),
        fc.boolean(),
        (own, unread, isModelUnread) => {
          const facts = wholeFacts(own);
          const { links: before } = evaluateDiagnosis(facts, now);
          const after = evaluateDiagnosis(
            without(facts, unread, isModelUnread),
            now,
          );
          const mayNotBeOk = before
            .filter(
              ({ status, summary }) =>
                status !== 'ok' &&
                !/because of what comes before/.test(summary),
            )
            .map(({ id }) => id);
          expect(
            after.links.filter(
              ({ id, status }) => status === 'ok' && mayNotBeOk.includes(id),
            ),
          ).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('leaves nothing known to be broken where it is everything', () => {
    const diagnosis = evaluateDiagnosis(
      without(wholeFacts(), [...readings, ...questions], true),
      now,
    );
    expect(diagnosis.brokenAt).toBeUndefined();
    expect(
      diagnosis.links
        .filter(({ status }) => status !== 'unknown')
        .map(({ id }) => id),
    ).toEqual(['access']);
  });

  it('is named with the Role that would let it be read', () => {
    const link = linkOf(
      diagnose({ monitors: forbidden('servicemonitors') }),
      'monitor',
    );
    expect(link).toMatchObject({
      status: 'unknown',
      fix: { manifest: expect.stringContaining('servicemonitors') },
    });
  });
});

describe('somebody who may see the model only', () => {
  it('is told what is broken, and no name of what is not of the model', () => {
    fc.assert(
      fc.property(fc.constantFrom(...causes), ({ facts }) => {
        const diagnosis = evaluateDiagnosis(wholeFacts(facts), now, {
          discreet: true,
        });
        expect(diagnosis.brokenAt).toBe(diagnose(facts).brokenAt);
        expect(JSON.stringify(diagnosis)).not.toMatch(
          /seldon-controller-manager|seldon-validating|monitoring\/main|:monitoring:|name: monitoring/,
        );
      }),
    );
  });
});
