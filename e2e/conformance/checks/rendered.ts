import {
  modelManifests,
  type ManifestSettings,
  type ProvisionRequest,
} from 'backstage-plugin-ml-monitoring-common';
import { expectSuccess, type Check, type ResourceName } from '../Check';

const settings: ManifestSettings = {
  exposure: ['none', 'route', 'ingress', 'gateway'],
  route: {
    labels: { shard: 'models' },
    hostTemplate: '{name}-{namespace}.apps.example.com',
    timeout: '30s',
    tls: 'edge',
  },
  ingress: { class: 'nginx', hostTemplate: '{name}-{namespace}.example.com' },
  gateway: {
    parentRef: { name: 'models', namespace: 'gateways', sectionName: 'http' },
    hostTemplate: '{name}-{namespace}.example.com',
  },
  monitoring: {
    scrapeInterval: '30s',
    labels: { release: 'prometheus' },
    alertLabels: {},
    grafana: { labels: {} },
  },
};

const apis = {
  route: true,
  ingress: true,
  gateway: true,
  serviceMonitor: true,
  podMonitor: true,
  prometheusRule: true,
  grafanaV4: true,
  grafanaV5: true,
};

const resources: Record<string, ResourceName> = {
  SeldonDeployment: 'seldondeployments',
  Service: 'services',
  ServiceMonitor: 'servicemonitors',
  PrometheusRule: 'prometheusrules',
  Route: 'routes',
  Ingress: 'ingresses',
  HTTPRoute: 'httproutes',
};

type Deployment = NonNullable<ProvisionRequest['deployment']>;

const container: Deployment = {
  description: 'Scores transactions',
  owner: 'group:default/fraud',
  system: 'payments',
  predictors: [
    {
      name: 'default',
      replicas: 2,
      traffic: 80,
      graph: {
        name: 'classifier',
        type: 'MODEL',
        parameters: [{ name: 'threshold', value: '0.5', type: 'FLOAT' }],
      },
      containers: [
        {
          name: 'classifier',
          image: 'seldonio/mock_classifier:1.17.1',
          env: [{ name: 'LOG_LEVEL', value: 'info' }],
          resources: {
            requests: { cpu: '100m', memory: '128Mi' },
            limits: { cpu: '1', memory: '1Gi' },
          },
        },
      ],
    },
    {
      name: 'canary',
      traffic: 20,
      graph: { name: 'classifier', type: 'MODEL' },
      containers: [
        { name: 'classifier', image: 'seldonio/mock_classifier:1.18.0' },
      ],
    },
  ],
};

const prepackaged: Deployment = {
  protocol: 'tensorflow',
  predictors: [
    {
      name: 'default',
      graph: {
        name: 'halfplustwo',
        implementation: 'TENSORFLOW_SERVER',
        modelUri: 'gs://models/halfplustwo',
      },
    },
  ],
};

const requests: Record<string, Partial<ProvisionRequest>> = {
  'two predictors behind a Route': {
    deployment: container,
    exposure: { kind: 'route' },
    monitoring: { customMetrics: true },
  },
  'two predictors behind a Gateway': {
    deployment: container,
    exposure: { kind: 'gateway' },
  },
  'a prepackaged server behind an Ingress': {
    deployment: prepackaged,
    exposure: { kind: 'ingress' },
    monitoring: { scrapeInterval: '15s' },
  },
};

/** What the product itself applies, under the strictest validation the API server has. */
export const renderedChecks: Check[] = Object.entries(requests).map(
  ([title, request]) => ({
    title: `rendered: ${title} passes strict validation`,
    async observe(subject) {
      const { manifests } = modelManifests({
        request: {
          cluster: 'local',
          namespace: subject.namespace,
          name: 'fraud',
          ...request,
        },
        apis,
        settings,
      });
      const facts: Record<string, unknown> = {};
      for (const manifest of manifests) {
        const { kind, metadata } = manifest;
        const { status, headers } = expectSuccess(
          await subject.request({
            method: 'PATCH',
            path: subject.path(resources[kind], metadata.name),
            contentType: 'application/apply-patch+yaml',
            query: { fieldManager: 'portal', fieldValidation: 'Strict' },
            body: manifest,
          }),
        );
        facts[`${kind} ${metadata.name}`] = [
          status,
          headers.warning ?? 'no warning',
        ];
      }
      return facts;
    },
  }),
);
