import {
  modelManifests,
  type ProvisionRequest,
} from 'backstage-plugin-ml-monitoring-common';
import { until } from '../../control-plane/until';
import {
  expectSuccess,
  type Check,
  type ResourceName,
  type Subject,
} from '../Check';

const foundMilliseconds = 180_000;

const resources: Record<string, ResourceName> = {
  SeldonDeployment: 'seldondeployments',
  Service: 'services',
  ServiceMonitor: 'servicemonitors',
  PodMonitor: 'podmonitors',
  PrometheusRule: 'prometheusrules',
};

const noApis = {
  route: false,
  ingress: false,
  gateway: false,
  grafanaV4: false,
  grafanaV5: false,
};

/** What the product itself applies for a model, scraped in the given way. */
async function apply(
  subject: Subject,
  monitoring: NonNullable<ProvisionRequest['monitoring']>,
): Promise<void> {
  const { manifests } = modelManifests({
    request: {
      cluster: 'local',
      namespace: subject.namespace,
      name: 'fraud',
      deployment: {
        predictors: [
          {
            name: 'default',
            graph: { name: 'classifier' },
            containers: [
              { name: 'classifier', image: 'seldonio/mock_classifier:1.17.1' },
            ],
          },
        ],
        slo: { availabilityPercent: 99.9, latencyP95: '250ms' },
      },
      monitoring,
    },
    apis: {
      ...noApis,
      serviceMonitor: true,
      podMonitor: true,
      prometheusRule: true,
    },
    settings: {
      exposure: [],
      route: { labels: {}, tls: 'edge' },
      monitoring: {
        scrapeInterval: '1s',
        labels: {},
        alertLabels: { team: 'ml' },
        grafana: { labels: {} },
      },
    },
  });
  for (const manifest of manifests) {
    expectSuccess(
      await subject.request({
        method: 'POST',
        path: subject.path(resources[manifest.kind]),
        body: manifest,
      }),
    );
  }
}

async function ask({ prometheus }: Subject, path: string): Promise<any> {
  if (!prometheus) throw new Error('no Prometheus runs here');
  const response = await fetch(`${prometheus}/api/v1${path}`);
  const { data } = (await response.json()) as { data: unknown };
  return data;
}

/** The end of a pod's name is random, and so is its address. */
const withoutChance = ({
  instance,
  pod,
  ...labels
}: Record<string, string>) => ({
  ...labels,
  port: instance.split(':').at(-1),
  ...(pod && { pod: pod.replace(/-[a-z0-9]{6,10}-[a-z0-9]{5}$/, '-…') }),
});

const isIn =
  (namespace: string) =>
  ({ labels }: { labels: Record<string, string> }) =>
    labels.namespace === namespace;

/** What is scraped of the model, once all of it is. */
async function targetsOf(subject: Subject, count: number) {
  let found: any[] = [];
  await until(
    async () => {
      const { activeTargets } = await ask(subject, '/targets?state=active');
      found = activeTargets.filter(isIn(subject.namespace));
      return (
        found.length >= count && found.every(({ health }) => health === 'up')
      );
    },
    {
      what: `${count} targets to be scraped`,
      timeoutMilliseconds: foundMilliseconds,
    },
  );
  return found
    .map(({ labels, scrapePool, scrapeUrl, scrapeInterval, health }) => ({
      labels: withoutChance(labels),
      scrapePool,
      path: new URL(scrapeUrl).pathname,
      scrapeInterval,
      health,
    }))
    .sort((left, right) =>
      JSON.stringify(left) < JSON.stringify(right) ? -1 : 1,
    );
}

export const scrapingChecks: Check[] = [
  {
    title: 'Prometheus: finds what our ServiceMonitors select, and no more',
    async observe(subject) {
      await apply(subject, { scrape: 'serviceMonitor', customMetrics: true });
      return { targets: await targetsOf(subject, 2) };
    },
  },
  {
    title: 'Prometheus: finds what our PodMonitors select, and no more',
    async observe(subject) {
      await apply(subject, { scrape: 'podMonitor', customMetrics: true });
      return { targets: await targetsOf(subject, 2) };
    },
  },
  {
    title: 'Prometheus: evaluates our alert rules',
    async observe(subject) {
      await apply(subject, { scrape: 'serviceMonitor', alerts: true });
      let rules: any[] = [];
      await until(
        async () => {
          const { groups } = await ask(subject, '/rules');
          rules = groups
            .filter(({ file }: any) => file.includes(subject.namespace))
            .flatMap((group: any) => group.rules);
          return (
            rules.length > 0 &&
            rules.every(({ health }) => health !== 'unknown')
          );
        },
        {
          what: 'the rules to be evaluated',
          timeoutMilliseconds: foundMilliseconds,
        },
      );
      return {
        rules: rules.map(({ name, type, query, health, lastError }) => ({
          name,
          type,
          query,
          health,
          lastError,
        })),
      };
    },
  },
];
