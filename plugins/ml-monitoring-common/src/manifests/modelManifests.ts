import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type { ProvisionRequest } from '../contract/provisioning';
import { stringifyModelRef, type ModelRef } from '../contract/refs';
import { checkDeployment } from './checkDeployment';
import { hostOf } from './host';
import { httpRoute } from './httpRoute';
import { ingress } from './ingress';
import { metricsPorts, metricsService } from './metricsService';
import { isPredictorServiceHashed } from './names';
import { route } from './route';
import { seldonDeployment } from './seldonDeployment';
import { serviceMonitor } from './serviceMonitor';
import { shapeOfRequest } from './shape';
import { splitTraffic } from './traffic';
import type {
  ClusterApis,
  ExposureKind,
  Manifest,
  ManifestSettings,
  ModelShape,
} from './types';

/** A Route takes one backend and at most three alternatives. */
const MAX_ROUTE_BACKENDS = 4;

/** @public */
export interface RenderedModel {
  /** In the order in which they are applied. */
  manifests: Manifest[];
  /** What will work but deserves a look. */
  warnings: string[];
}

/**
 * Everything a request stands for, as Kubernetes objects.
 *
 * @param existing - the model as it runs, where it does
 * @throws InputError when the request cannot be brought about; the message names the field
 * @public
 */
export function modelManifests(options: {
  request: ProvisionRequest;
  existing?: ModelShape;
  apis: ClusterApis;
  settings: ManifestSettings;
}): RenderedModel {
  const { request, existing, apis, settings } = options;
  const { cluster, namespace, name } = request;
  const ref: ModelRef = { cluster, namespace, name };
  const { deployment, exposure, monitoring } = request;
  if (deployment) {
    checkDeployment(name, deployment);
  }
  const shape = deployment ? shapeOfRequest(name, deployment) : existing;
  if (!shape) {
    throw new NotFoundError(
      `There is no SeldonDeployment ${stringifyModelRef(ref)} to expose or monitor. Deploy it first, or add "deployment" to the request`,
    );
  }
  const parts = [
    deployment && {
      manifests: [seldonDeployment(ref, deployment)],
      warnings: hashWarnings(ref, shape),
    },
    exposure &&
      exposure.kind !== 'none' &&
      exposureManifests(ref, shape, {
        kind: chooseExposure(exposure.kind, apis, settings),
        host: exposure.host,
        settings,
      }),
    monitoring &&
      monitoringManifests(ref, shape, {
        customMetrics: monitoring.customMetrics ?? false,
        settings: {
          ...settings.monitoring,
          scrapeInterval:
            monitoring.scrapeInterval ?? settings.monitoring.scrapeInterval,
        },
        apis,
      }),
  ].filter(part => !!part);
  if (!deployment && !exposure && !monitoring) {
    throw new InputError(
      'deployment, exposure, monitoring: at least one is needed (got none)',
    );
  }
  return {
    manifests: parts.flatMap(part => part.manifests),
    warnings: parts.flatMap(part => part.warnings),
  };
}

function hashWarnings(ref: ModelRef, shape: ModelShape): string[] {
  return shape.predictors
    .filter(({ name }) => isPredictorServiceHashed(ref.name, name))
    .map(
      ({ name, serviceName }) =>
        `"${ref.name}-${name}" is longer than 63 characters, so Seldon calls the Service of predictor ${name} "${serviceName}". A shorter name is easier to find`,
    );
}

function chooseExposure(
  requested: 'auto' | ExposureKind,
  apis: ClusterApis,
  settings: ManifestSettings,
): ExposureKind {
  const usable = (['route', 'gateway', 'ingress'] as const).filter(
    kind =>
      settings.exposure.includes(kind) &&
      apis[kind] &&
      (kind === 'route' || settings[kind]),
  );
  const chosen = requested === 'auto' ? usable[0] : requested;
  if (!chosen || !usable.includes(chosen)) {
    throw new InputError(
      `exposure.kind: must be none${usable.map(kind => `, ${kind}`).join('')} on this cluster (got ${requested}); the platform team allows more with mlMonitoring.provisioning.exposure and the keys beside it`,
    );
  }
  return chosen;
}

function exposureManifests(
  ref: ModelRef,
  shape: ModelShape,
  options: { kind: ExposureKind; host?: string; settings: ManifestSettings },
): RenderedModel {
  const { kind, settings } = options;
  const answering = splitTraffic(shape.predictors);
  const warnings = [
    'The model can be called by everybody who reaches its address: the endpoint has no authentication',
  ];
  const host = hostOf(ref, {
    requested: options.host,
    template: settings[kind]?.hostTemplate,
    templateKey: `mlMonitoring.provisioning.${kind}.hostTemplate`,
  });
  if (kind === 'route') {
    if (answering.length > MAX_ROUTE_BACKENDS) {
      throw new ConflictError(
        `A Route can split between ${MAX_ROUTE_BACKENDS} predictors, and ${stringifyModelRef(ref)} has ${answering.length}`,
      );
    }
    return {
      manifests: [
        route(ref, shape.predictors, { host, settings: settings.route }),
      ],
      warnings,
    };
  }
  if (!host) {
    throw new InputError(
      `exposure.host: is needed, because mlMonitoring.provisioning.${kind}.hostTemplate is not set (got nothing)`,
    );
  }
  if (kind === 'gateway' && settings.gateway) {
    const { parentRef } = settings.gateway;
    return {
      manifests: [httpRoute(ref, shape.predictors, { host, parentRef })],
      warnings,
    };
  }
  if (answering.length > 1) {
    warnings.push(
      `An Ingress cannot split traffic: only predictor ${answering[0].name} is reached through it`,
    );
  }
  return {
    manifests: [
      ingress(ref, shape.predictors, {
        host,
        class: settings.ingress?.class,
      }),
    ],
    warnings,
  };
}

function monitoringManifests(
  ref: ModelRef,
  shape: ModelShape,
  options: {
    customMetrics: boolean;
    settings: ManifestSettings['monitoring'];
    apis: ClusterApis;
  },
): RenderedModel {
  if (!options.apis.serviceMonitor) {
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
        options.settings,
      ),
    );
    if (!options.customMetrics) {
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
        options.settings,
      ),
    );
  }
  return { manifests: [...services, ...monitors], warnings };
}
