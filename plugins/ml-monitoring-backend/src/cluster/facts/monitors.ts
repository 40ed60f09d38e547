import type { ModelDetail } from 'backstage-plugin-ml-monitoring-common';
import { parseDurationSeconds } from '../../config';
import type {
  LabelSelectorObject,
  PodObject,
  ScrapeEndpointObject,
  ServiceObject,
} from '../objects';
import type { ModelObjects } from './indexObjects';

type Monitor = ModelDetail['monitors'][number];

const SERVICE_NAME_LABEL = '__meta_kubernetes_service_name';

/** The monitors that would have Prometheus scrape the model, one entry per endpoint. */
export function monitorsOf(
  objects: Pick<ModelObjects, 'serviceMonitors' | 'podMonitors'>,
  own: { services: ServiceObject[]; pods: PodObject[] },
): Monitor[] {
  const ofServices = objects.serviceMonitors.flatMap(({ metadata, spec }) => {
    const selected = own.services.filter(service =>
      selects(spec.selector, service.metadata.labels),
    );
    return spec.endpoints
      .filter(endpoint =>
        selected.some(
          service =>
            keeps(endpoint, service.metadata.name) &&
            // Port by name, or by a number of the pod, which a Service does not tell.
            (endpoint.targetPort !== undefined ||
              service.spec.ports.some(({ name }) => name === endpoint.port)),
        ),
      )
      .map(endpoint => monitorOf('ServiceMonitor', metadata.name, endpoint));
  });
  const ofPods = objects.podMonitors.flatMap(({ metadata, spec }) =>
    own.pods.some(pod => selects(spec.selector, pod.metadata.labels))
      ? spec.podMetricsEndpoints.map(endpoint =>
          monitorOf('PodMonitor', metadata.name, endpoint),
        )
      : [],
  );
  return [...ofServices, ...ofPods];
}

function monitorOf(
  kind: Monitor['kind'],
  name: string,
  endpoint: ScrapeEndpointObject,
): Monitor {
  const intervalSeconds = parseDurationSeconds(endpoint.interval ?? '');
  return {
    kind,
    name,
    port: endpoint.port ?? String(endpoint.targetPort ?? ''),
    path: endpoint.path ?? '/metrics',
    ...(intervalSeconds !== undefined && { intervalSeconds }),
  };
}

/** An empty selector selects everything. */
export function selects(
  selector: LabelSelectorObject,
  labels: Record<string, string>,
): boolean {
  return (
    Object.entries(selector.matchLabels).every(
      ([key, value]) => labels[key] === value,
    ) &&
    selector.matchExpressions.every(({ key, operator, values }) => {
      const value = labels[key];
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        default:
          return false;
      }
    })
  );
}

/** Of relabelings, those that keep or drop by the name of the Service can be told here; others pass. */
function keeps(endpoint: ScrapeEndpointObject, service: string): boolean {
  return endpoint.relabelings.every(({ action, sourceLabels, regex }) => {
    const byName =
      sourceLabels.length === 1 && sourceLabels[0] === SERVICE_NAME_LABEL;
    const verb = action?.toLowerCase();
    if (
      !byName ||
      regex === undefined ||
      (verb !== 'keep' && verb !== 'drop')
    ) {
      return true;
    }
    // Patterns are of RE2; where one is more than alternatives of names, do not judge.
    if (!/^[-a-z0-9|]*$/.test(regex)) {
      return true;
    }
    return regex.split('|').includes(service) === (verb === 'keep');
  });
}
