import { InputError } from '@backstage/errors';
import type { MonitoringRequest } from '../contract/provisioning';
import type { ModelRef } from '../contract/refs';
import { metricsPorts, metricsService } from './metricsService';
import { serviceMonitor } from './serviceMonitor';
import type {
  ClusterApis,
  Manifest,
  ManifestSettings,
  ModelShape,
  RenderedModel,
} from './types';

/** What measures a model. */
export function monitoringManifests(
  ref: ModelRef,
  shape: ModelShape,
  options: {
    request: MonitoringRequest;
    apis: ClusterApis;
    settings: ManifestSettings['monitoring'];
  },
): RenderedModel {
  const { request, apis } = options;
  const settings = {
    ...options.settings,
    scrapeInterval: request.scrapeInterval ?? options.settings.scrapeInterval,
  };
  if (!apis.serviceMonitor) {
    throw new InputError(
      'monitoring: the cluster has no ServiceMonitor API; install the Prometheus operator or turn on user-workload monitoring (got a request to monitor)',
    );
  }
  const warnings: string[] = [];
  const services: Manifest[] = [];
  const monitors: Manifest[] = [];
  for (const predictor of shape.predictors) {
    monitors.push(
      serviceMonitor(
        ref,
        { name: predictor.serviceName, ports: ['http'] },
        settings,
      ),
    );
    if (!request.customMetrics) {
      continue;
    }
    const ports = metricsPorts(predictor, shape.protocol);
    const apart = predictor.containers.filter(
      ({ besideOrchestrator }) => !besideOrchestrator,
    );
    if (apart.length) {
      warnings.push(
        `The own metrics of ${apart.map(({ name }) => name).join(', ')} of predictor ${predictor.name} are not scraped: they run in pods apart from the orchestrator`,
      );
    }
    if (!ports.length) {
      warnings.push(
        `Predictor ${predictor.name} has no container with metrics of its own: only Seldon's Python wrapper and MLServer have them`,
      );
      continue;
    }
    const service = metricsService(ref, predictor, ports);
    services.push(service);
    monitors.push(
      serviceMonitor(
        ref,
        { name: service.metadata.name, ports: ports.map(({ name }) => name) },
        settings,
      ),
    );
  }
  return { manifests: [...services, ...monitors], warnings };
}
