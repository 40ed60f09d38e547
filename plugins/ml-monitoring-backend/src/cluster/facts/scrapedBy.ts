import {
  CONTAINER_NAME,
  keepsTarget,
  MANAGED_BY,
  MANAGED_BY_LABEL,
  METRICS_PATH,
  metricsPorts,
  ORCHESTRATOR,
  SELDON_APP_LABEL,
  SELDON_DEPLOYMENT_ID_LABEL,
  seldonDeploymentId,
  SERVICE_NAME,
  type MetricsPart,
  type ModelRef,
  type ModelShape,
  type PredictorShape,
  type ScrapedBy,
} from 'backstage-plugin-ml-monitoring-common';
import type {
  PodMonitorObject,
  ScrapeEndpointObject,
  ServiceMonitorObject,
  ServiceObject,
} from '../objects';
import { reaches, selects } from './monitors';

const ORCHESTRATOR_PORT = 8000;

/** What may have Prometheus scrape a model: monitors of all namespaces, and the Services of the model's. */
export interface Scrapers {
  serviceMonitors: ServiceMonitorObject[];
  podMonitors: PodMonitorObject[];
  services: ServiceObject[];
}

/**
 * The monitors that others made and that select the model, or will once it is there: the operator's labels are known
 * beforehand.
 */
export function scrapedByOthers(
  scrapers: Scrapers,
  ref: ModelRef,
  shape: ModelShape,
): ScrapedBy[] {
  const targets = shape.predictors.map(predictor =>
    targetsOf(predictor, ref, shape, scrapers.services),
  );
  const describe = (
    kind: ScrapedBy['kind'],
    { metadata }: ServiceMonitorObject | PodMonitorObject,
    portsOf: (target: PredictorTargets) => number[],
  ): ScrapedBy => ({
    kind,
    namespace: metadata.namespace,
    name: metadata.name,
    covers: targets.flatMap(target =>
      partsIn(portsOf(target), target).map(metrics => ({
        predictor: target.predictor.name,
        metrics,
      })),
    ),
  });
  return [
    ...scrapers.serviceMonitors
      .filter(monitor => isForeign(monitor) && reaches(monitor, ref.namespace))
      .map(monitor =>
        describe('ServiceMonitor', monitor, target =>
          portsByService(monitor, target),
        ),
      ),
    ...scrapers.podMonitors
      .filter(monitor => isForeign(monitor) && reaches(monitor, ref.namespace))
      .map(monitor =>
        describe('PodMonitor', monitor, target => portsByPod(monitor, target)),
      ),
  ].filter(({ covers }) => covers.length);
}

/** A predictor as Prometheus discovers it. */
interface PredictorTargets {
  predictor: PredictorShape;
  /** Of its pods. */
  podLabels: Record<string, string>;
  services: {
    name: string;
    labels: Record<string, string>;
    /** Port names of the Service, and the ports of the pod that they lead to. */
    ports: Record<string, number>;
  }[];
  /** Ports with metrics, and what listens there. */
  containers: { name: string; port: number }[];
}

function targetsOf(
  predictor: PredictorShape,
  ref: ModelRef,
  { protocol }: ModelShape,
  services: ServiceObject[],
): PredictorTargets {
  const operated = {
    [SELDON_DEPLOYMENT_ID_LABEL]: seldonDeploymentId(ref.name),
    [MANAGED_BY_LABEL]: 'seldon-core',
    [SELDON_APP_LABEL]: predictor.serviceName,
  };
  const podLabels = { ...operated, version: predictor.name };
  const http = predictor.withoutEngine?.httpPort ?? ORCHESTRATOR_PORT;
  return {
    predictor,
    podLabels,
    services: [
      { name: predictor.serviceName, labels: operated, ports: { http } },
      ...services
        .filter(
          ({ metadata, spec }) =>
            metadata.namespace === ref.namespace &&
            metadata.name !== predictor.serviceName &&
            leadsTo(spec.selector, podLabels),
        )
        .map(({ metadata, spec }) => ({
          name: metadata.name,
          labels: metadata.labels,
          ports: Object.fromEntries(
            spec.ports.map(({ name, port, targetPort }) => [
              name ?? '',
              Number(targetPort ?? port),
            ]),
          ),
        })),
    ],
    containers: [
      ...(predictor.withoutEngine
        ? []
        : [{ name: ORCHESTRATOR, port: ORCHESTRATOR_PORT }]),
      ...metricsPorts(predictor, protocol).map(({ container, port }) => ({
        name: container,
        port,
      })),
    ],
  };
}

/** All ports of a part must be scraped, for it to be covered. */
function partsIn(ports: number[], { containers }: PredictorTargets) {
  const [orchestrator, own] = [true, false].map(wanted =>
    containers.filter(({ name }) => (name === ORCHESTRATOR) === wanted),
  );
  const parts: [MetricsPart, typeof containers][] = [
    ['orchestrator', orchestrator],
    ['containers', own],
  ];
  return parts
    .filter(
      ([, needed]) =>
        needed.length && needed.every(({ port }) => ports.includes(port)),
    )
    .map(([part]) => part);
}

function portsByService(
  { spec }: ServiceMonitorObject,
  { services }: PredictorTargets,
): number[] {
  return services
    .filter(({ labels }) => selects(spec.selector, labels))
    .flatMap(({ name, ports }) =>
      spec.endpoints
        .filter(endpoint => asksForMetrics(endpoint))
        .filter(endpoint => keepsTarget(endpoint, SERVICE_NAME, name))
        .flatMap(({ port, targetPort }) =>
          port === undefined ? Number(targetPort) : (ports[port] ?? []),
        ),
    );
}

function portsByPod(
  { spec }: PodMonitorObject,
  { podLabels, containers }: PredictorTargets,
): number[] {
  if (!selects(spec.selector, podLabels)) {
    return [];
  }
  return spec.podMetricsEndpoints
    .filter(endpoint => asksForMetrics(endpoint))
    .flatMap(endpoint =>
      containers
        .filter(
          ({ name, port }) =>
            keepsTarget(endpoint, CONTAINER_NAME, name) &&
            (endpoint.port === 'metrics' || endpoint.targetPort === port),
        )
        .map(({ port }) => port),
    );
}

function asksForMetrics({ path }: ScrapeEndpointObject): boolean {
  return path === METRICS_PATH;
}

function isForeign({ metadata }: { metadata: ServiceObject['metadata'] }) {
  return metadata.labels[MANAGED_BY_LABEL] !== MANAGED_BY;
}

function leadsTo(
  selector: Record<string, string>,
  labels: Record<string, string>,
): boolean {
  const wanted = Object.entries(selector);
  return (
    wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value)
  );
}
