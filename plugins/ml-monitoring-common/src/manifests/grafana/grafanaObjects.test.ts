import type { MonitoringRequest } from '../../contract/provisioning';
import { labels, monitor, shape } from '../__testUtils__/monitored';
import type { ClusterApis, ManifestSettings } from '../types';

type Grafana = ManifestSettings['monitoring']['grafana'];

function grafanaObjects(
  request: MonitoringRequest,
  options: {
    apis?: Partial<ClusterApis>;
    grafana?: Partial<Grafana>;
    model?: ReturnType<typeof shape>;
  } = {},
) {
  const { manifests, warnings } = monitor(
    { scrape: 'none', ...request },
    {
      apis: options.apis,
      model: options.model,
      settings: {
        grafana: {
          labels: { app: 'grafana' },
          instanceSelector: { dashboards: 'ml' },
          ...options.grafana,
        },
      },
    },
  );
  return { manifests, warnings };
}

const dashboardOf = (...args: Parameters<typeof grafanaObjects>) =>
  JSON.parse(
    String(
      grafanaObjects(...args).manifests.find(
        ({ kind }) => kind === 'GrafanaDashboard',
      )?.spec.json,
    ),
  );

const onlyV4 = { grafanaV5: false };
const prometheusUrl = 'http://prometheus-operated.monitoring.svc:9090';

describe('the dashboard of a model', () => {
  it('is for the newer operator where both are there', () => {
    expect(grafanaObjects({ dashboard: true }).manifests).toEqual([
      {
        apiVersion: 'grafana.integreatly.org/v1beta1',
        kind: 'GrafanaDashboard',
        metadata: { name: 'fraud-monitoring', namespace: 'ml-mon', labels },
        spec: {
          instanceSelector: { matchLabels: { dashboards: 'ml' } },
          allowCrossNamespaceImport: true,
          json: expect.any(String),
        },
      },
    ]);
  });

  it('is found by its labels where the operator is version 4', () => {
    expect(
      grafanaObjects({ dashboard: true }, { apis: onlyV4 }).manifests,
    ).toEqual([
      {
        apiVersion: 'integreatly.org/v1alpha1',
        kind: 'GrafanaDashboard',
        metadata: {
          name: 'fraud-monitoring',
          namespace: 'ml-mon',
          labels: { app: 'grafana', ...labels },
        },
        spec: { json: expect.any(String) },
      },
    ]);
  });

  it('says when no Grafana would find it', () => {
    expect(
      grafanaObjects(
        { dashboard: true },
        { apis: onlyV4, grafana: { labels: {} } },
      ).warnings,
    ).toEqual([expect.stringContaining('grafana.labels')]);
  });

  it('has the same short uid each time', () => {
    const { uid } = dashboardOf({ dashboard: true });
    expect(uid).toMatch(/^[a-zA-Z0-9-]{1,40}$/);
    expect(dashboardOf({ dashboard: true }, { apis: onlyV4 }).uid).toBe(uid);
  });

  it('shows what is asked first, and what the portal shows', () => {
    const { panels } = dashboardOf({ dashboard: true });
    expect(
      panels.map(({ type, title }: { type: string; title: string }) => [
        type,
        title,
      ]),
    ).toEqual([
      ['stat', 'Requests'],
      ['stat', 'Success'],
      ['stat', '4xx'],
      ['stat', '5xx'],
      ['stat', 'Latency p95'],
      ['row', 'Requests'],
      ['timeseries', 'Requests'],
      ['timeseries', 'Success'],
      ['timeseries', 'Errors'],
      ['timeseries', 'Latency'],
      ['row', 'Nodes of the inference graph'],
      ['timeseries', 'Requests by node'],
      ['timeseries', 'Latency by node'],
      ['row', 'Targets'],
      ['timeseries', 'Scraped'],
      ['row', 'What the model measures itself'],
      ['timeseries', '$counter'],
      ['timeseries', '$timer'],
      ['timeseries', '$gauge'],
      ['timeseries', 'Mean reward'],
    ]);
  });

  it('places no two panels upon each other', () => {
    const { panels } = dashboardOf({ dashboard: true });
    const cells = panels.flatMap(
      ({ gridPos: { x, y, w, h } }: { gridPos: Record<string, number> }) =>
        Array.from({ length: w * h }, (_, cell) =>
          [x + (cell % w), y + Math.floor(cell / w)].join(),
        ),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });

  it('colours its numbers by the promise', () => {
    const { panels } = dashboardOf({
      dashboard: true,
      slo: { availabilityPercent: 99.9, latencyP95: '250ms' },
    });
    const steps = (title: string) =>
      panels.find((panel: { title: string }) => panel.title === title)
        .fieldConfig.defaults.thresholds.steps;
    expect(steps('Success')).toEqual([
      { color: 'red', value: null },
      { color: 'green', value: 0.999 },
    ]);
    expect(steps('Latency p95')).toEqual([
      { color: 'green', value: null },
      { color: 'red', value: 0.25 },
    ]);
  });

  it.each<[string, Parameters<typeof grafanaObjects>, string, string[]]>([
    [
      'the reader chooses',
      [{ dashboard: true }],
      '${datasource}',
      ['datasource', 'counter', 'timer', 'gauge'],
    ],
    [
      'is configured',
      [{ dashboard: true }, { grafana: { datasource: 'Thanos' } }],
      'Thanos',
      ['counter', 'timer', 'gauge'],
    ],
    [
      'is made with it',
      [{ dashboard: true, dataSource: true }, { grafana: { prometheusUrl } }],
      'prometheus-ml-mon-fraud',
      ['counter', 'timer', 'gauge'],
    ],
  ])('asks the data source that %s', (_, args, name, variables) => {
    const { panels, templating } = dashboardOf(...args);
    const asked = panels.flatMap(
      (panel: { targets?: { datasource: string }[] }) =>
        (panel.targets ?? []).map(({ datasource }) => datasource),
    );
    expect(new Set(asked)).toEqual(new Set([name]));
    expect(
      templating.list.map((variable: { name: string }) => variable.name),
    ).toEqual(variables);
  });

  it('sorts what a model measures by the endings of the names', () => {
    const { templating } = dashboardOf({ dashboard: true });
    const names = [
      'mycounter_total',
      'mycounter_created',
      'mygauge',
      'mytimer_bucket',
      'mytimer_sum',
      'mytimer_count',
      'seldon_api_model_feedback_total',
    ];
    const matched = (variable: string) => {
      const { regex } = templating.list.find(
        (each: { name: string }) => each.name === variable,
      );
      const pattern = new RegExp(regex.slice(1, -1));
      return names.flatMap(name => pattern.exec(name)?.[1] ?? []);
    };
    expect(['counter', 'timer', 'gauge'].map(matched)).toEqual([
      ['mycounter_total'],
      ['mytimer'],
      ['mygauge'],
    ]);
  });

  it('leaves custom metrics out where no container can have them', () => {
    const { templating, panels } = dashboardOf(
      { dashboard: true },
      {
        model: shape([
          {
            name: 'main',
            containers: [
              {
                name: 't',
                image: 'tensorflow/serving',
                besideOrchestrator: true,
              },
            ],
          },
        ]),
      },
    );
    expect(templating.list).toHaveLength(1);
    expect(panels).toHaveLength(15);
  });

  it('leads to the page of the model at the same time', () => {
    expect(dashboardOf({ dashboard: true }).links[0].url).toBe(
      'https://portal.example.com/ml-monitoring/models/local/ml-mon/fraud?from=${__from:date:iso}&to=${__to:date:iso}',
    );
  });
});

describe('the data source of a model', () => {
  const source = {
    name: 'prometheus-ml-mon-fraud',
    type: 'prometheus',
    access: 'proxy',
    url: prometheusUrl,
    isDefault: false,
    editable: false,
    jsonData: { timeInterval: '30s', httpMethod: 'POST' },
  };

  it.each([
    [
      'v5',
      {},
      {
        apiVersion: 'grafana.integreatly.org/v1beta1',
        kind: 'GrafanaDatasource',
        spec: {
          instanceSelector: { matchLabels: { dashboards: 'ml' } },
          allowCrossNamespaceImport: true,
          datasource: source,
        },
      },
    ],
    [
      'v4',
      onlyV4,
      {
        apiVersion: 'integreatly.org/v1alpha1',
        kind: 'GrafanaDataSource',
        spec: { name: 'prometheus-ml-mon-fraud.yaml', datasources: [source] },
      },
    ],
  ])('is spelt as operator %s spells it', (_, apis, expected) => {
    expect(
      grafanaObjects({ dataSource: true }, { apis, grafana: { prometheusUrl } })
        .manifests,
    ).toMatchObject([expected]);
  });
});

describe('Grafana objects', () => {
  it.each<[Parameters<typeof grafanaObjects>, string]>([
    [
      [{ dashboard: true }, { apis: { grafanaV4: false, grafanaV5: false } }],
      'monitoring.dashboard: the cluster has no Grafana operator: neither the CRD grafanadashboards.grafana.integreatly.org (version 5) nor grafanadashboards.integreatly.org (version 4)',
    ],
    [
      [{ dashboard: true }, { grafana: { instanceSelector: undefined } }],
      'mlMonitoring.provisioning.monitoring.grafana.instanceSelector',
    ],
    [
      [{ dataSource: true }],
      'mlMonitoring.provisioning.monitoring.grafana.prometheusUrl',
    ],
    [
      [{ dataSource: true }, { grafana: { datasource: 'Thanos' } }],
      'monitoring.dataSource: this platform has a data source already, "Thanos"',
    ],
  ])('cannot be had with %j', (args, message) => {
    expect(() => grafanaObjects(...args)).toThrow(message);
  });
});
