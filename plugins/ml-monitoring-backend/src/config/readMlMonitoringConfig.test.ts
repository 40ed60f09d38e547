import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readMlMonitoringConfig } from './readMlMonitoringConfig';

const read = (mlMonitoring?: JsonObject) =>
  readMlMonitoringConfig(
    new ConfigReader({
      app: { baseUrl: 'https://portal.example.com' },
      ...(mlMonitoring && { mlMonitoring }),
    }),
  );

describe('readMlMonitoringConfig', () => {
  it('makes do without any configuration, and then nothing can be written', () => {
    expect(read()).toEqual({
      prometheus: [],
      clusters: {},
      health: {},
      panels: { arrangements: [], added: [], profiles: [], tags: new Map() },
      provisioning: undefined,
      entity: {
        entityType: 'model-server',
        owner: 'group:default/unknown',
        lifecycle: 'production',
      },
      links: {},
    });
  });

  it('reads every key into plain values with units in their names', () => {
    expect(
      read({
        prometheus: [
          {
            cluster: 'a',
            namespaces: ['ml-a-*'],
            url: 'https://prom.example.com',
            auth: { bearerToken: 't' },
            matchers: { cluster: 'a' },
            headers: { 'X-Scope-OrgID': 'ml' },
            tls: { caFile: '/ca.crt' },
            externalUrl: 'https://prom.example.com',
          },
          {
            cluster: 'b',
            service: { namespace: 'mon', name: 'prometheus', port: 9090 },
          },
          { cluster: 'c', openshift: true },
          { cluster: 'd', openshift: { tenancy: true } },
          {
            cluster: 'e',
            url: 'http://prom',
            auth: { username: 'u', password: 'p' },
          },
        ],
        clusters: { a: { namespaces: ['ml-*'] } },
        health: {
          errorRatio: { degraded: 0.02, failing: 0.5 },
          latency: { degraded: '250ms', failing: '1s' },
          minimumRequests: 20,
          progressingAfter: '5m',
          staleAfter: '90s',
          unreadyAfter: '2m',
          restarts: { count: 5, within: '2h' },
          atMaximumAfter: '1h',
          deletingAfter: '10m',
          suddenChange: { requests: 3 },
          outlierRatio: 0.2,
          rewardDrop: 0.5,
        },
        panels: [{ id: 'errors', title: 'Faults' }],
        provisioning: {
          namespaces: ['ml-*'],
          images: ['seldonio/*'],
          modelUris: ['gs://models/*'],
          serviceAccounts: ['models'],
          exposure: ['none', 'route', 'ingress', 'gateway'],
          route: {
            labels: { shard: 'ml' },
            hostTemplate: '{name}-{namespace}.apps.example.com',
            timeout: '30s',
            tls: 'none',
            port: 8080,
          },
          ingress: { class: 'nginx', hostTemplate: '{name}.ml.example.com' },
          gateway: {
            parentRef: { name: 'gw', namespace: 'infra' },
            hostTemplate: '{name}.gw.example.com',
          },
          monitoring: {
            scrapeInterval: '5s',
            labels: { release: 'prom' },
            alertLabels: { team: 'ml' },
            grafana: {
              instanceSelector: { dashboards: 'ml' },
              labels: { app: 'grafana' },
              datasource: 'prometheus',
              prometheusUrl: 'http://prometheus:9090',
            },
          },
          resources: { maximum: { cpu: '500m', memory: '1Gi', replicas: 3 } },
          predictions: { enabled: true, maximumBytes: 1000, timeout: '5s' },
        },
        catalog: {
          schedule: { frequency: { seconds: 10 } },
          entityType: 'service',
          defaultOwner: 'fraud',
          defaultSystem: 'payments',
          lifecycle: 'experimental',
        },
        links: { grafana: 'https://grafana', console: 'https://console' },
      }),
    ).toEqual({
      prometheus: [
        {
          cluster: 'a',
          namespaces: ['ml-a-*'],
          target: { kind: 'url', url: 'https://prom.example.com' },
          auth: { kind: 'bearerToken', token: 't' },
          matchers: { cluster: 'a' },
          headers: { 'X-Scope-OrgID': 'ml' },
          tls: { caFile: '/ca.crt' },
          externalUrl: 'https://prom.example.com',
        },
        {
          cluster: 'b',
          target: {
            kind: 'service',
            namespace: 'mon',
            name: 'prometheus',
            port: '9090',
          },
          matchers: {},
          headers: {},
        },
        {
          cluster: 'c',
          target: { kind: 'openshift', tenancy: false },
          matchers: {},
          headers: {},
        },
        {
          cluster: 'd',
          target: { kind: 'openshift', tenancy: true },
          matchers: {},
          headers: {},
        },
        {
          cluster: 'e',
          target: { kind: 'url', url: 'http://prom' },
          auth: { kind: 'basic', username: 'u', password: 'p' },
          matchers: {},
          headers: {},
        },
      ],
      clusters: { a: { namespaces: ['ml-*'] } },
      health: {
        errorRatio: { degraded: 0.02, failing: 0.5 },
        latencyP95Seconds: { degraded: 0.25, failing: 1 },
        minimumRequests: 20,
        progressingAfterSeconds: 300,
        staleAfterSeconds: 90,
        unreadyAfterSeconds: 120,
        restarts: { count: 5, withinSeconds: 7200 },
        atMaximumAfterSeconds: 3600,
        deletingAfterSeconds: 600,
        suddenChange: { requests: 3, errorRatio: 5, latency: 2 },
        outlierRatio: 0.2,
        rewardDrop: 0.5,
      },
      provisioning: {
        namespaces: ['ml-*'],
        images: ['seldonio/*'],
        modelUris: ['gs://models/*'],
        serviceAccounts: ['models'],
        exposure: ['none', 'route', 'ingress', 'gateway'],
        route: {
          labels: { shard: 'ml' },
          hostTemplate: '{name}-{namespace}.apps.example.com',
          timeout: '30s',
          tls: 'none',
        },
        routePort: 8080,
        ingress: { class: 'nginx', hostTemplate: '{name}.ml.example.com' },
        gateway: {
          parentRef: { name: 'gw', namespace: 'infra' },
          hostTemplate: '{name}.gw.example.com',
        },
        monitoring: {
          scrapeInterval: '5s',
          labels: { release: 'prom' },
          alertLabels: { team: 'ml' },
          grafana: {
            instanceSelector: { dashboards: 'ml' },
            labels: { app: 'grafana' },
            datasource: 'prometheus',
            prometheusUrl: 'http://prometheus:9090',
          },
          portalUrl: 'https://portal.example.com',
        },
        maximum: { cpu: 0.5, memory: 1024 ** 3, replicas: 3 },
        predictions: { enabled: true, maximumBytes: 1000, timeoutSeconds: 5 },
      },
      entity: {
        entityType: 'service',
        owner: 'group:default/fraud',
        system: 'system:default/payments',
        lifecycle: 'experimental',
      },
      panels: {
        arrangements: [{ id: 'errors', title: 'Faults', hidden: false }],
        added: [],
        profiles: [],
        tags: new Map(),
      },
      links: { grafana: 'https://grafana', console: 'https://console' },
    });
  });

  it('allows little where provisioning says little', () => {
    expect(read({ provisioning: { namespaces: ['ml'] } }).provisioning).toEqual(
      {
        namespaces: ['ml'],
        images: [],
        modelUris: [],
        serviceAccounts: ['default'],
        exposure: ['none'],
        route: { labels: {}, tls: 'edge' },
        monitoring: {
          scrapeInterval: '30s',
          labels: {},
          alertLabels: {},
          grafana: { labels: {} },
          portalUrl: 'https://portal.example.com',
        },
        maximum: {},
        predictions: {
          enabled: false,
          maximumBytes: 1048576,
          timeoutSeconds: 30,
        },
      },
    );
  });

  it.each<[JsonObject, string]>([
    [{ promtheus: [] }, 'mlMonitoring.promtheus: is not a known key'],
    [
      { provisioning: { namespaces: ['a'], imagse: [] } },
      'mlMonitoring.provisioning.imagse: is not a known key',
    ],
    [
      { provisioning: {} },
      'mlMonitoring.provisioning.namespaces: is required and must be an array (got nothing)',
    ],
    [
      { prometheus: [{ cluster: 'a', url: 'ftp://x' }] },
      'mlMonitoring.prometheus.0.url: must be an http(s) URL (got ftp://x)',
    ],
    [
      { prometheus: [{ cluster: 'a' }] },
      'mlMonitoring.prometheus.0: must have exactly one of url, service and openshift (got an object)',
    ],
    [
      {
        prometheus: [
          { cluster: 'b', openshift: true, matchers: { cluster: 'b' } },
          { cluster: 'a', openshift: true, namespaces: ['ml-a-*', 'x'] },
          {
            cluster: 'a',
            url: 'http://p',
            namespaces: ['*-prod'],
            matchers: { cluster: 'a' },
          },
        ],
      },
      'mlMonitoring.prometheus.2.matchers: must be those of mlMonitoring.prometheus.1, for both may measure the same namespaces of cluster a. Say by namespaces which of them measures which',
    ],
    [
      {
        prometheus: [
          {
            cluster: 'a',
            url: 'http://p',
            externalUrl: 'https://me:hunter2@p.example.com',
          },
        ],
      },
      'mlMonitoring.prometheus.0.externalUrl: must not contain credentials: anybody who may see the page would see them (got a value that is not shown)',
    ],
    [
      { provisioning: { namespaces: ['a'], exposure: ['public'] } },
      'mlMonitoring.provisioning.exposure.0: must be one of none, route, ingress, gateway (got public)',
    ],
    [
      {
        provisioning: {
          namespaces: ['a'],
          route: { hostTemplate: 'apps.example.com' },
        },
      },
      'mlMonitoring.provisioning.route.hostTemplate: must be a host name with a dot that contains {name}, and may contain {namespace} and {cluster} (got apps.example.com)',
    ],
    [
      {
        provisioning: {
          namespaces: ['a'],
          monitoring: { scrapeInterval: 'often' },
        },
      },
      'mlMonitoring.provisioning.monitoring.scrapeInterval: must be a duration such as 30s or 1m (got often)',
    ],
    [
      {
        provisioning: {
          namespaces: ['a'],
          monitoring: { alertLabels: { 'my-team': 'ml' } },
        },
      },
      'mlMonitoring.provisioning.monitoring.alertLabels.my-team: must be the name of a label of Prometheus: letters, digits and "_" (got ml)',
    ],
    [
      {
        provisioning: {
          namespaces: ['a'],
          monitoring: { grafana: { prometheusUrl: 'http://a:b@p' } },
        },
      },
      'mlMonitoring.provisioning.monitoring.grafana.prometheusUrl: must not contain credentials: anybody who may read the object would see them',
    ],
    [
      { health: { suddenChange: { latency: 1 } } },
      'mlMonitoring.health.suddenChange.latency: must be at least 1.1 (got 1)',
    ],
    [
      { health: { errorRatio: { degraded: 0.5, failing: 0.1 } } },
      'mlMonitoring.health.errorRatio: must have degraded no larger than failing (got an object)',
    ],
  ])('refuses %j with the path of the key', (mlMonitoring, message) => {
    expect(() => read(mlMonitoring)).toThrow(`Configuration ${message}`);
  });

  it.each<JsonObject>([
    { bearerToken: 's3cret', username: 's3cret' },
    { bearerToken: { value: 's3cret' } },
    { username: 's3cret', password: ['s3cret'] },
  ])('never repeats a secret in what it refuses', auth => {
    let message = '';
    try {
      read({ prometheus: [{ cluster: 'a', url: 'http://prom', auth }] });
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain('mlMonitoring.prometheus.0.auth');
    expect(message).not.toContain('s3cret');
  });
});
