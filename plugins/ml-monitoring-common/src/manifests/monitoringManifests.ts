import { InputError } from '@backstage/errors';
import type { MonitoringRequest } from '../contract/provisioning';
import type { ModelRef } from '../contract/refs';
import { dashboard } from './grafana/dashboard';
import {
  dataSourceName,
  grafanaDashboard,
  grafanaDataSource,
} from './grafana/grafanaObjects';
import { exposesMetrics } from './metricsService';
import type { ModelPromise } from './promise';
import { prometheusRule } from './prometheusRule';
import type { ScrapedBy } from './scrapedBy';
import { scrapeManifests } from './scrapeManifests';
import type {
  ClusterApis,
  ManifestSettings,
  ModelShape,
  RenderedModel,
} from './types';

interface MonitoringOptions {
  request: MonitoringRequest;
  apis: ClusterApis;
  settings: ManifestSettings['monitoring'];
  /** What is promised of the model where the request says nothing else. */
  promise: ModelPromise;
  /** Monitors of others that select the model. */
  scrapedBy: readonly ScrapedBy[];
}

/** What measures a model. */
export function monitoringManifests(
  ref: ModelRef,
  shape: ModelShape,
  options: MonitoringOptions,
): RenderedModel {
  const { request, settings } = options;
  const resolved: MonitoringOptions = {
    ...options,
    settings: {
      ...settings,
      scrapeInterval: request.scrapeInterval ?? settings.scrapeInterval,
    },
    promise: {
      slo: request.slo ?? options.promise.slo,
      runbook: request.runbook ?? options.promise.runbook,
    },
  };
  const scraping = scrapeManifests(ref, shape, resolved);
  const parts = [
    scraping,
    ...(request.alerts ? [alertManifests(ref, scraping.jobs, resolved)] : []),
    grafanaManifests(ref, shape, resolved),
  ];
  return {
    manifests: parts.flatMap(({ manifests }) => manifests),
    warnings: parts.flatMap(({ warnings }) => warnings),
  };
}

function alertManifests(
  ref: ModelRef,
  jobs: readonly string[],
  { apis, settings, promise }: MonitoringOptions,
): RenderedModel {
  if (!apis.prometheusRule) {
    throw new InputError(
      'monitoring.alerts: the cluster has no PrometheusRule API; install the Prometheus operator or turn on user-workload monitoring (got true)',
    );
  }
  if (isLongerThanAMinute(settings.scrapeInterval)) {
    throw new InputError(
      `monitoring.scrapeInterval: must be at most 1m with alerts, which look at the last 5 minutes (got ${settings.scrapeInterval})`,
    );
  }
  const { manifest, warnings } = prometheusRule(ref, {
    promise,
    jobs,
    settings,
  });
  return { manifests: [manifest], warnings };
}

function isLongerThanAMinute(duration: string): boolean {
  const seconds = { s: 1, m: 60, h: 3600 }[duration.at(-1) ?? ''] ?? 1;
  return parseFloat(duration) * seconds > 60;
}

function grafanaManifests(
  ref: ModelRef,
  shape: ModelShape,
  { request, apis, settings, promise }: MonitoringOptions,
): RenderedModel {
  const { grafana, portalUrl, scrapeInterval } = settings;
  const common = { apis, settings: grafana };
  const manifests = [
    ...(request.dataSource
      ? [
          grafanaDataSource(ref, {
            ...common,
            field: 'monitoring.dataSource',
            scrapeInterval,
          }),
        ]
      : []),
    ...(request.dashboard
      ? [
          grafanaDashboard(
            ref,
            dashboard({
              ref,
              predictors: shape.predictors.map(({ name }) => name),
              slo: promise.slo,
              customMetrics: shape.predictors.some(({ containers }) =>
                containers.some(each => exposesMetrics(each, shape.protocol)),
              ),
              dataSource: request.dataSource
                ? dataSourceName(ref)
                : grafana.datasource,
              scrapeInterval,
              portalUrl,
            }),
            { ...common, field: 'monitoring.dashboard' },
          ),
        ]
      : []),
  ];
  const unselected =
    manifests.length > 0 &&
    !apis.grafanaV5 &&
    !Object.keys(grafana.labels).length;
  return {
    manifests,
    warnings: unselected
      ? [
          'Version 4 of the Grafana operator takes dashboards by their labels, and none are configured: the platform team sets mlMonitoring.provisioning.monitoring.grafana.labels to what the Grafana selects',
        ]
      : [],
  };
}
