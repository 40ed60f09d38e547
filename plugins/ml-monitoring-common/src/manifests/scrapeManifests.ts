import { InputError } from '@backstage/errors';
import type { MonitoringRequest } from '../contract/provisioning';
import type { ModelRef } from '../contract/refs';
import { exposesMetrics, metricsPorts, metricsService } from './metricsService';
import { podMonitor } from './podMonitor';
import { describeScrapedBy, isCovered, type ScrapedBy } from './scrapedBy';
import { serviceMonitor } from './serviceMonitor';
import type {
  ClusterApis,
  Manifest,
  ManifestSettings,
  ModelShape,
  RenderedModel,
} from './types';

interface ScrapeOptions {
  request: MonitoringRequest;
  apis: ClusterApis;
  settings: ManifestSettings['monitoring'];
  scrapedBy: readonly ScrapedBy[];
}

/** What has Prometheus scrape a model, and the jobs that its orchestrators become. */
export interface Scraping extends RenderedModel {
  /** Values of the label `job`, as far as it is we who decide them. */
  jobs: string[];
}

export function scrapeManifests(
  ref: ModelRef,
  shape: ModelShape,
  options: ScrapeOptions,
): Scraping {
  const { request, scrapedBy } = options;
  const mode = request.scrape ?? 'auto';
  if (mode === 'none') {
    return { manifests: [], warnings: [], jobs: [] };
  }
  const scraping =
    mode === 'podMonitor'
      ? byPods(ref, shape, options)
      : byServices(ref, shape, {
          ...options,
          scrapedBy: mode === 'auto' ? scrapedBy : [],
        });
  return {
    ...scraping,
    warnings: [
      ...unmeasured(shape),
      ...describeScrapedBy(
        scrapedBy,
        mode === 'auto'
          ? 'so nothing more is made for that'
          : 'so that is scraped twice. Every request is counted once all the same; "monitoring.scrape: auto" would leave it out',
      ),
      ...scraping.warnings,
    ],
  };
}

function byPods(
  ref: ModelRef,
  shape: ModelShape,
  { request, apis, settings }: ScrapeOptions,
): Scraping {
  if (!apis.podMonitor) {
    throw missing('PodMonitor');
  }
  const containers = shape.predictors.flatMap(each => each.containers);
  const without =
    request.customMetrics &&
    !containers.some(each => exposesMetrics(each, shape.protocol));
  return {
    manifests: [
      podMonitor(ref, shape, {
        customMetrics: !!request.customMetrics,
        settings,
      }),
    ],
    warnings: without ? [noOwnMetrics('The model')] : [],
    jobs: [`${ref.namespace}/${ref.name}`],
  };
}

function byServices(
  ref: ModelRef,
  shape: ModelShape,
  { request, apis, settings, scrapedBy }: ScrapeOptions,
): Scraping {
  const warnings: string[] = [];
  const services: Manifest[] = [];
  const monitors: Manifest[] = [];
  const jobs: string[] = [];
  for (const predictor of shape.predictors) {
    const { name, serviceName, containers } = predictor;
    if (
      !predictor.withoutEngine &&
      !isCovered(scrapedBy, name, 'orchestrator')
    ) {
      jobs.push(serviceName);
      monitors.push(
        serviceMonitor(ref, { name: serviceName, ports: ['http'] }, settings),
      );
    }
    if (!request.customMetrics || isCovered(scrapedBy, name, 'containers')) {
      continue;
    }
    const apart = containers.filter(each => !each.besideOrchestrator);
    if (apart.length) {
      warnings.push(
        `The own metrics of ${apart.map(each => each.name).join(', ')} of predictor ${name} are not scraped: they run in pods apart from the orchestrator. "monitoring.scrape: podMonitor" reaches them`,
      );
    }
    const ports = metricsPorts(predictor, shape.protocol);
    if (!ports.length) {
      warnings.push(noOwnMetrics(`Predictor ${name}`));
      continue;
    }
    const service = metricsService(ref, predictor, ports);
    services.push(service);
    monitors.push(
      serviceMonitor(
        ref,
        { name: service.metadata.name, ports: ports.map(port => port.name) },
        settings,
      ),
    );
  }
  if (monitors.length && !apis.serviceMonitor) {
    throw missing('ServiceMonitor');
  }
  return { manifests: [...services, ...monitors], warnings, jobs };
}

function missing(kind: string): Error {
  return new InputError(
    `monitoring.scrape: the cluster has no ${kind} API; install the Prometheus operator or turn on user-workload monitoring, or set it to none (got a request for a ${kind})`,
  );
}

function noOwnMetrics(what: string): string {
  return `${what} has no container with metrics of its own: only Seldon's Python wrapper and MLServer have them`;
}

function unmeasured({ predictors }: ModelShape): string[] {
  return predictors
    .filter(({ withoutEngine }) => withoutEngine)
    .map(
      ({ name }) =>
        `Predictor ${name} runs without Seldon's orchestrator, which alone counts requests: their number, errors and latency are not measured`,
    );
}
