import type { Manifest } from '../manifests/types';
import {
  failed,
  prometheus,
  read,
  readyFacts,
} from './__testUtils__/readinessFacts';
import type { ReadinessFacts } from './facts';
import { planAdvice, type PlanFacts } from './planAdvice';
import { referencesOf } from './references';

const manifest = (
  kind: string,
  spec: Record<string, unknown> = {},
): Manifest => ({
  apiVersion: 'v1',
  kind,
  metadata: { name: 'fraud', namespace: 'ml-mon', labels: {} },
  spec,
});
const model = manifest('SeldonDeployment', { predictors: [{ name: 'main' }] });
const monitor = manifest('ServiceMonitor');

function advise(own: Partial<ReadinessFacts>, facts: Partial<PlanFacts> = {}) {
  return planAdvice({
    installation: readyFacts(own),
    namespace: { name: 'ml-mon', exists: true, labels: {} },
    manifests: [model, monitor],
    missingReferences: [],
    ...facts,
  });
}

describe('advice on a plan', () => {
  it('is none where the cluster has everything', () => {
    expect(advise({})).toEqual({ warnings: [], refusals: [] });
  });

  it('is none where nothing could be found out', () => {
    expect(
      advise(
        {
          apiGroups: failed,
          apis: failed,
          seldonApi: failed,
          operators: failed,
          webhooks: failed,
          prometheuses: failed,
          userWorkloadMonitoring: failed,
        },
        { namespace: { name: 'ml-mon' } },
      ),
    ).toEqual({ warnings: [], refusals: [] });
  });

  const webhooks = read([
    {
      configuration: {
        kind: 'MutatingWebhookConfiguration' as const,
        name: 'seldon-mutating-webhook-configuration-gone',
      },
      name: 'v1.mseldondeployment.kb.io',
      service: { namespace: 'gone', name: 'seldon-webhook-service' },
      serviceState: 'missing' as const,
    },
  ]);

  it.each<[string, Partial<ReadinessFacts>, Partial<PlanFacts>, string]>([
    [
      'a webhook that nobody answers',
      { webhooks },
      { manifests: [model] },
      'The cluster will refuse every SeldonDeployment: MutatingWebhookConfiguration seldon-mutating-webhook-configuration-gone calls v1.mseldondeployment.kb.io, but its Service gone/seldon-webhook-service does not exist. Have an administrator of the cluster delete it: kubectl delete mutatingwebhookconfiguration seldon-mutating-webhook-configuration-gone',
    ],
    [
      'a namespace that is not there',
      {},
      { namespace: { name: 'ml-mon', exists: false } },
      'Namespace ml-mon does not exist, and the portal never creates one. Have it created: kubectl create namespace ml-mon',
    ],
    [
      'a namespace of another operator',
      {},
      {
        namespace: {
          name: 'ml-mon',
          exists: true,
          labels: { 'seldon.io/controller-id': 'theirs' },
        },
      },
      'Namespace ml-mon is labelled seldon.io/controller-id=theirs: it belongs to another Seldon operator, and a model without that label may never get a status',
    ],
    [
      'an operator that does not run',
      { operators: read([]) },
      {},
      'No Seldon operator runs in the cluster: the model will not start before one does',
    ],
    [
      'a Secret that is not there',
      {},
      { missingReferences: [{ kind: 'Secret', name: 's3' }] },
      'Secret s3 does not exist in ml-mon: the pods of the model will not start before it does',
    ],
    [
      'a monitor that lacks a label',
      {
        prometheuses: read([
          prometheus({
            selectors: {
              ServiceMonitor: { matchLabels: { release: 'main' } },
              PodMonitor: undefined,
              PrometheusRule: undefined,
            },
          }),
        ]),
      },
      {},
      'No Prometheus would take up ServiceMonitor fraud: Prometheus monitoring/main takes ServiceMonitors with release=main (spec.serviceMonitorSelector). Add release: main to mlMonitoring.provisioning.monitoring.labels',
    ],
    [
      'user-workload monitoring that is off',
      {
        prometheuses: read([]),
        userWorkloadMonitoring: read({ enabled: false }),
      },
      {},
      'No Prometheus would take up ServiceMonitor fraud: there is none in the cluster. User-workload monitoring of OpenShift is off',
    ],
  ])('warns of %s', (_, own, facts, warning) => {
    expect(advise(own, facts)).toEqual({ warnings: [warning], refusals: [] });
  });

  it('says nothing of webhooks and operators to who only adds monitoring', () => {
    expect(
      advise({ webhooks, operators: read([]) }, { manifests: [monitor] }),
    ).toEqual({ warnings: [], refusals: [] });
  });

  it('refuses a field that the CRD would drop', () => {
    const seldonApi = read({
      servedVersions: ['v1'],
      specSchema: {
        type: 'object',
        properties: {
          predictors: {
            type: 'array',
            items: { type: 'object', properties: { name: { type: 'string' } } },
          },
        },
      },
    });
    const asked = manifest('SeldonDeployment', {
      predictors: [{ name: 'main', progressDeadlineSeconds: 60 }],
    });
    expect(
      advise({ seldonApi }, { manifests: [asked, monitor] }).refusals,
    ).toEqual([
      {
        kind: 'SeldonDeployment',
        name: 'fraud',
        message:
          'spec.predictors.0.progressDeadlineSeconds: the cluster would take and silently drop this field, which its CRD of SeldonDeployments does not know. Leave it out, or have the CRD of a newer Seldon Core applied',
      },
    ]);
  });
});

describe('what a model refers to', () => {
  it('is found wherever it stands, once', () => {
    expect(
      referencesOf({
        predictors: [
          {
            graph: {
              envSecretRefName: 's3',
              children: [{ serviceAccountName: 'loader' }],
            },
            componentSpecs: [
              {
                spec: {
                  containers: [
                    {
                      env: [
                        {
                          valueFrom: { secretKeyRef: { name: 's3', key: 'k' } },
                        },
                        {
                          valueFrom: {
                            secretKeyRef: { name: 'may-lack', optional: true },
                          },
                        },
                      ],
                      envFrom: [{ secretRef: { name: 'all' } }],
                    },
                  ],
                  volumes: [
                    { secret: { secretName: 'certificate' } },
                    { secret: { secretName: 'not-needed', optional: true } },
                  ],
                },
              },
            ],
          },
        ],
      }),
    ).toEqual([
      { kind: 'Secret', name: 's3' },
      { kind: 'ServiceAccount', name: 'loader' },
      { kind: 'Secret', name: 'all' },
      { kind: 'Secret', name: 'certificate' },
    ]);
  });
});
