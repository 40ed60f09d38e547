import { request } from 'node:http';
import {
  FAULT_ANNOTATION,
  startSandbox,
  type KubeObject,
  type Sandbox,
} from 'sandbox';
import { sideBySide } from './__testUtils__/sideBySide';
import { startPortal, type Portal } from './__testUtils__/startPortal';

jest.setTimeout(240_000);

const namespace = 'ml-mon';
const cluster = 'local';
const models = {
  group: 'machinelearning.seldon.io',
  resource: 'seldondeployments',
};

let sandbox: Sandbox;
let portal: Portal;

beforeAll(async () => {
  sandbox = await startSandbox({ load: false, ruleIntervalSeconds: 2 });
  portal = await startPortal({
    clusters: {
      local: {
        url: sandbox.apiServer,
        caData: sandbox.caData,
        token: sandbox.token,
      },
    },
    mlMonitoring: {
      provisioning: {
        namespaces: ['ml-*'],
        images: ['seldonio/*'],
        exposure: ['none', 'route'],
        route: {
          hostTemplate: `{name}-{namespace}.${sandbox.appsDomain}`,
          tls: 'none',
        },
        monitoring: {
          scrapeInterval: '1s',
          grafana: {
            instanceSelector: { dashboards: 'ml' },
            prometheusUrl: 'http://prometheus-operated.ml-mon.svc:9090',
          },
        },
      },
    },
  });
});

afterAll(async () => {
  await portal?.stop();
  await sandbox?.close();
});

async function until<T>(
  ask: () => Promise<T>,
  holds: (answer: T) => boolean,
): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (holds(answer)) {
      return answer;
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}

const provision = (
  name: string,
  scrape: 'podMonitor' | 'serviceMonitor' | 'auto',
) =>
  portal.api.provisionModel({
    cluster,
    namespace,
    name,
    deployment: {
      slo: { availabilityPercent: 99.9, latencyP95: '250ms' },
      predictors: [
        {
          name: 'main',
          graph: { name: 'classifier' },
          containers: [
            { name: 'classifier', image: 'seldonio/mock_classifier_rest:1.3' },
          ],
        },
      ],
    },
    exposure: { kind: 'route' },
    monitoring: { scrape, alerts: true, dashboard: true, dataSource: true },
  });

/** So many predictions side by side; answers their statuses. */
function predict(name: string, count: number): Promise<number[]> {
  const one = () =>
    new Promise<number>((resolve, reject) => {
      const call = request(
        `${sandbox.router}/api/v1.0/predictions`,
        {
          method: 'POST',
          headers: { host: `${name}-${namespace}.${sandbox.appsDomain}` },
        },
        response => {
          response.resume();
          response.on('end', () => resolve(response.statusCode ?? 0));
        },
      );
      call.on('error', reject);
      call.end('{"data":{"ndarray":[[1,2,5]]}}');
    });
  return Promise.all(Array.from({ length: count }, one));
}

interface RuleState {
  name: string;
  type: 'alerting' | 'recording';
  health: string;
  lastError?: string;
  state?: string;
  labels: Record<string, string>;
  alerts?: { annotations: Record<string, string> }[];
}

async function rulesOf(name: string): Promise<RuleState[]> {
  const response = await fetch(`${sandbox.prometheus}/api/v1/rules`);
  const { data } = (await response.json()) as {
    data: { groups: { name: string; rules: RuleState[] }[] };
  };
  return (
    data.groups.find(
      group => group.name === `ml-monitoring/${namespace}/${name}`,
    )?.rules ?? []
  );
}

const isBurning = ({ name, state }: RuleState) =>
  name === 'ModelAvailabilityBudgetBurn' && state === 'firing';

function befall(name: string, fault: string) {
  const model = sandbox.cluster.get(models, { namespace, name })!;
  sandbox.cluster.update({
    ...model,
    metadata: {
      ...model.metadata,
      annotations: { ...model.metadata.annotations, [FAULT_ANNOTATION]: fault },
    },
  } as KubeObject);
}

async function burns(name: string, scrape: 'podMonitor' | 'serviceMonitor') {
  const { objects } = await provision(name, scrape);
  expect(objects.map(({ kind }) => kind)).toEqual([
    'SeldonDeployment',
    'Route',
    scrape === 'podMonitor' ? 'PodMonitor' : 'ServiceMonitor',
    'PrometheusRule',
    'GrafanaDatasource',
    'GrafanaDashboard',
  ]);
  await until(
    () => rulesOf(name),
    rules => rules.length === 12,
  );

  befall(name, 'server-errors');
  await until(
    () => predict(name, 20),
    statuses => statuses.includes(500),
  );
  const rules = await until(
    async () => {
      await predict(name, 100);
      return rulesOf(name);
    },
    current => current.some(isBurning),
  );
  expect(rules.filter(({ lastError }) => lastError)).toEqual([]);
  const [alert] = rules.find(isBurning)!.alerts!;
  expect(alert.annotations.description).toMatch(
    /^\d+(\.\d+)?% of the predictions of the last \w+ failed/,
  );
  const again = await provision(name, scrape);
  expect(again.objects.map(({ result }) => result)).toEqual(
    again.objects.map(() => 'unchanged'),
  );
}

describe('has alerts that Prometheus takes, and that fire when it fails:', () => {
  sideBySide({
    'a model that is measured by its pods': () =>
      burns('by-pods', 'podMonitor'),
    'a model that is measured by its services': () =>
      burns('by-services', 'serviceMonitor'),
  });
});

it('leaves a model to the stock PodMonitor, and says so', async () => {
  sandbox.cluster.create({
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: { name: 'seldon-podmonitor', namespace },
    spec: {
      selector: {
        matchLabels: { 'app.kubernetes.io/managed-by': 'seldon-core' },
      },
      podMetricsEndpoints: [{ port: 'metrics', path: '/prometheus' }],
      namespaceSelector: { any: true },
    },
  });
  const { objects, warnings } = await provision('by-others', 'auto');
  expect(objects.map(({ kind }) => kind)).not.toContain('ServiceMonitor');
  expect(warnings).toEqual(
    expect.arrayContaining([
      expect.stringContaining(
        'PodMonitor ml-mon/seldon-podmonitor has Prometheus scrape',
      ),
    ]),
  );
});
