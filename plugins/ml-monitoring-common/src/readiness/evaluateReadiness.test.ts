import fc from 'fast-check';
import type { Check } from '../contract/readiness';
import {
  failed,
  forbidden,
  prometheus,
  read,
  readyFacts,
  right,
  withMonitoring,
} from './__testUtils__/readinessFacts';
import { evaluateReadiness } from './evaluateReadiness';
import type { ReadinessFacts } from './facts';

const check = (id: string, own: Partial<ReadinessFacts>): Check | undefined =>
  evaluateReadiness(readyFacts(own)).checks.find(each => each.id === id);

const everySelector = <T>(value: T) => ({
  ServiceMonitor: value,
  PodMonitor: value,
  PrometheusRule: value,
});

const operator = {
  namespace: 'seldon-system',
  name: 'seldon-controller-manager',
  version: '1.17.1',
  availableReplicas: 1,
};
const webhook = {
  configuration: {
    kind: 'ValidatingWebhookConfiguration' as const,
    name: 'seldon-validating-webhook-configuration-ml-mon',
  },
  name: 'v1.vseldondeployment.kb.io',
  service: { namespace: 'ml-mon', name: 'seldon-webhook-service' },
};
const served = {
  route: false,
  ingress: false,
  gateway: false,
  serviceMonitor: false,
  podMonitor: false,
  prometheusRule: false,
  grafanaV4: false,
  grafanaV5: false,
};

describe('a cluster', () => {
  it('that has everything is ready', () => {
    expect(evaluateReadiness(readyFacts())).toMatchObject({
      ready: true,
      summary: 'Ready for models that are monitored',
    });
  });

  it('of which nothing may be read is neither ready nor broken', () => {
    const nothing = forbidden('anything');
    const verdict = evaluateReadiness(
      readyFacts({
        apiGroups: nothing,
        apis: nothing,
        seldonApi: nothing,
        operators: nothing,
        webhooks: nothing,
        prometheuses: nothing,
        userWorkloadMonitoring: nothing,
        grafanas: nothing,
        lackingRights: nothing,
        namespaces: [{ name: 'ml-mon' }],
      }),
    );
    expect(verdict.ready).toBeUndefined();
    expect(verdict.checks.map(({ status }) => status)).not.toContain('broken');
  });

  const readings = [
    'apiGroups',
    'apis',
    'seldonApi',
    'operators',
    'webhooks',
    'prometheuses',
    'userWorkloadMonitoring',
    'grafanas',
    'lackingRights',
  ] as const;

  it('is never made ready or broken by what could not be read', () => {
    fc.assert(
      fc.property(fc.subarray([...readings], { minLength: 1 }), unread => {
        const own = Object.fromEntries(
          unread.map((name, index) => [
            name,
            index % 2 ? failed : forbidden(name),
          ]),
        );
        const { ready, checks } = evaluateReadiness(readyFacts(own));
        const hides = unread.some(name => name !== 'apiGroups');
        expect(ready).toBe(hides ? undefined : true);
        expect(checks.map(({ status }) => status)).not.toContain('broken');
      }),
    );
  });

  it.each<[string, string, Partial<ReadinessFacts>, Partial<Check>]>([
    [
      'without SeldonDeployments',
      'seldon-api',
      { seldonApi: { status: 'absent' } },
      {
        summary:
          'The cluster has no SeldonDeployments: Seldon Core 1.x is not installed',
        fix: {
          summary:
            'Have an administrator of the cluster install the Seldon operator.',
          command: expect.stringContaining('helm install seldon-core'),
        },
      },
    ],
    [
      'with a catalog of operators and no SeldonDeployments',
      'seldon-api',
      {
        seldonApi: { status: 'absent' },
        apiGroups: read(['operators.coreos.com']),
      },
      {
        fix: expect.objectContaining({
          manifest: expect.stringContaining('name: seldon-operator'),
        }),
      },
    ],
    [
      'with old SeldonDeployments only',
      'seldon-api',
      { seldonApi: read({ servedVersions: ['v1alpha2'] }) },
      { evidence: ['Served versions: v1alpha2'] },
    ],
    [
      'without an operator',
      'seldon-operator',
      { operators: read([]) },
      {
        summary:
          'No Seldon operator runs in the cluster: nothing turns SeldonDeployments into pods',
      },
    ],
    [
      'whose operator has no pod',
      'seldon-operator',
      { operators: read([{ ...operator, availableReplicas: 0 }]) },
      {
        summary:
          'The Seldon operator seldon-system/seldon-controller-manager has no pod that is available',
      },
    ],
    [
      'whose operator looks after another namespace',
      'seldon-operator',
      { operators: read([{ ...operator, watches: 'elsewhere' }]) },
      {
        summary:
          'No Seldon operator looks after ml-mon: models there would never get a status',
      },
    ],
    [
      'whose namespace belongs to another operator',
      'seldon-operator',
      {
        namespaces: [
          {
            name: 'ml-mon',
            exists: true,
            labels: { 'seldon.io/controller-id': 'theirs' },
          },
        ],
      },
      {
        fix: expect.objectContaining({
          command: 'kubectl label namespace ml-mon seldon.io/controller-id-',
        }),
      },
    ],
    [
      'with a webhook that a removed operator left behind',
      'webhooks',
      { webhooks: read([{ ...webhook, serviceState: 'missing' as const }]) },
      {
        summary:
          'Nobody answers a webhook for SeldonDeployments: every model is refused',
        evidence: [
          'ValidatingWebhookConfiguration seldon-validating-webhook-configuration-ml-mon calls v1.vseldondeployment.kb.io, but its Service ml-mon/seldon-webhook-service does not exist',
        ],
        fix: expect.objectContaining({
          command:
            'kubectl delete validatingwebhookconfiguration seldon-validating-webhook-configuration-ml-mon',
        }),
      },
    ],
    [
      'with a webhook of an operator that is down',
      'webhooks',
      {
        operators: read([{ ...operator, namespace: 'ml-mon' }]),
        webhooks: read([{ ...webhook, serviceState: 'no-endpoints' as const }]),
      },
      {
        fix: {
          summary: expect.stringContaining('Do not delete the webhook'),
          command:
            'kubectl --namespace ml-mon describe deployment seldon-controller-manager',
        },
      },
    ],
    [
      'without the namespace',
      'namespaces',
      { namespaces: [{ name: 'ml-mon', exists: false }] },
      {
        summary: 'ml-mon does not exist',
        fix: expect.objectContaining({
          command: 'kubectl create namespace ml-mon',
        }),
      },
    ],
    [
      'that grants too little',
      'rights',
      {
        lackingRights: read({
          lacking: [right('pods', 'ml-mon')],
          user: 'system:serviceaccount:backstage:portal',
        }),
      },
      {
        summary: 'It lacks a right that the portal needs',
        evidence: [
          'It signs in as system:serviceaccount:backstage:portal',
          'It may not list pods in ml-mon',
        ],
      },
    ],
    [
      'without a way to expose models',
      'exposure',
      { apis: read({ ...served, serviceMonitor: true }) },
      {
        summary:
          'The cluster has none of the ways in which models may be exposed: Routes',
      },
    ],
    [
      'with user-workload monitoring off',
      'user-workload-monitoring',
      {
        userWorkloadMonitoring: read({ enabled: false }),
        prometheuses: read([]),
      },
      {
        fix: expect.objectContaining({
          manifest: expect.stringContaining('enableUserWorkload: true'),
        }),
      },
    ],
    [
      'with a namespace that user-workload monitoring leaves out',
      'user-workload-monitoring',
      {
        userWorkloadMonitoring: read({ enabled: true }),
        namespaces: [
          {
            name: 'ml-mon',
            exists: true,
            labels: { 'openshift.io/user-monitoring': 'false' },
          },
        ],
      },
      { summary: 'User-workload monitoring is on, but leaves out ml-mon' },
    ],
    [
      'without ServiceMonitors',
      'monitors',
      { apis: read({ ...served, route: true }) },
      {
        fix: expect.objectContaining({
          command: expect.stringContaining('kube-prometheus-stack'),
        }),
      },
    ],
    [
      'whose Prometheus wants a label',
      'monitors',
      {
        prometheuses: read([
          prometheus({
            selectors: everySelector({ matchLabels: { release: 'main' } }),
          }),
        ]),
      },
      {
        summary:
          'No Prometheus would take up a monitor without further labels in ml-mon: the graphs would stay empty',
        fix: {
          summary: expect.stringContaining(
            'add { release: main } to mlMonitoring.provisioning.monitoring.labels',
          ),
        },
      },
    ],
    [
      'whose Prometheus does not answer',
      'metrics-source',
      {
        metrics: {
          kind: 'prometheus',
          cluster: 'local',
          title: 'Prometheus of cluster local',
          status: 'failed',
          message: 'connection refused',
        },
      },
      {
        summary: 'Prometheus of cluster local does not answer',
        evidence: ['connection refused'],
      },
    ],
    [
      'whose Grafana wants another label',
      'grafana',
      {
        grafanas: read([
          {
            operator: 'v5' as const,
            namespace: 'monitoring',
            name: 'grafana',
            labels: { dashboards: 'web' },
            dashboardSelectors: [],
          },
        ]),
      },
      {
        evidence: ['Grafana monitoring/grafana is labelled dashboards=web'],
      },
    ],
  ])('%s is not ready', (_, id, own, expected) => {
    const verdict = evaluateReadiness(readyFacts(own));
    expect(verdict.ready).toBe(false);
    expect(verdict.checks.find(each => each.id === id)).toMatchObject({
      status: 'broken',
      ...expected,
    });
  });

  it.each<[string, string, Partial<ReadinessFacts>]>([
    [
      'user-workload monitoring on another platform',
      'user-workload-monitoring',
      {},
    ],
    [
      'user-workload monitoring where another Prometheus does its work',
      'user-workload-monitoring',
      { userWorkloadMonitoring: read({ enabled: false }) },
    ],
    [
      'Grafana where no operator runs one',
      'grafana',
      { apis: read({ ...served, route: true, serviceMonitor: true }) },
    ],
    ['exposure where nothing is provisioned', 'exposure', { settings: {} }],
    [
      'an operator before Seldon is installed',
      'seldon-operator',
      { operators: read([]), seldonApi: { status: 'absent' } },
    ],
    ['a webhook where none is registered', 'webhooks', { webhooks: read([]) }],
  ])('does not need %s', (_, id, own) => {
    expect(check(id, own)).toMatchObject({ status: 'not-applicable' });
  });

  it('is told which of its fields the CRD drops', () => {
    const predictor = { type: 'object', properties: { name: {} } };
    expect(
      check('seldon-api', {
        seldonApi: read({
          servedVersions: ['v1'],
          storageVersion: 'v1',
          specSchema: { properties: { predictors: { items: predictor } } },
        }),
      }),
    ).toMatchObject({
      status: 'ok',
      evidence: [
        'Served versions: v1',
        'Stored version: v1',
        'Its CRD drops predictors[].progressDeadlineSeconds and hpaSpec.metricsv2, as the one from the catalog of operators does',
      ],
    });
  });

  it('takes monitors that carry the label its Prometheus wants', () => {
    const facts = readyFacts({
      prometheuses: read([
        prometheus({
          selectors: everySelector({ matchLabels: { release: 'main' } }),
        }),
      ]),
    });
    expect(
      evaluateReadiness(withMonitoring(facts, { labels: { release: 'main' } }))
        .ready,
    ).toBe(true);
  });

  it('names the right that would let a check be made', () => {
    expect(check('webhooks', { webhooks: forbidden('webhooks') })).toEqual({
      id: 'webhooks',
      title: "Seldon's webhooks answer",
      status: 'unknown',
      summary:
        'Whether a webhook was left behind that would refuse every model could not be found out',
      evidence: ['The credential of cluster local may not list webhooks'],
      fix: {
        summary:
          "To have it checked, let the portal's credential list webhooks in the whole cluster. Nothing else depends on it.",
        manifest: expect.stringContaining('kind: ClusterRole'),
      },
    });
  });
});
