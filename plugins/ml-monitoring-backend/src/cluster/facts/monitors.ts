import {
  keepsTarget,
  reachesNamespace,
  SERVICE_NAME,
  type ModelDetail,
} from 'backstage-plugin-ml-monitoring-common';
import { parseDurationSeconds } from '../../config';
import type {
  LabelSelectorObject,
  PodMonitorObject,
  PodObject,
  ScrapeEndpointObject,
  ServiceMonitorObject,
  ServiceObject,
} from '../objects';
import type { ModelObjects } from './indexObjects';

type Monitor = ModelDetail['monitors'][number];
export type MonitorObject = ServiceMonitorObject | PodMonitorObject;

/** The monitors that would have Prometheus scrape the model, one entry per endpoint. */
export function monitorsOf(
  objects: Pick<ModelObjects, 'serviceMonitors' | 'podMonitors'>,
  own: { namespace: string; services: ServiceObject[]; pods: PodObject[] },
): Monitor[] {
  const { namespace } = own;
  const ofServices = objects.serviceMonitors.flatMap(({ metadata, spec }) => {
    const selected = own.services.filter(service =>
      selects(spec.selector, service.metadata.labels),
    );
    return spec.endpoints
      .filter(endpoint =>
        selected.some(
          service =>
            keepsTarget(endpoint, SERVICE_NAME, service.metadata.name) &&
            // Port by name, or by a number of the pod, which a Service does not tell.
            (endpoint.targetPort !== undefined ||
              service.spec.ports.some(({ name }) => name === endpoint.port)),
        ),
      )
      .map(endpoint =>
        monitorOf({ kind: 'ServiceMonitor', metadata, namespace }, endpoint),
      );
  });
  const ofPods = objects.podMonitors.flatMap(({ metadata, spec }) =>
    own.pods.some(pod => selects(spec.selector, pod.metadata.labels))
      ? spec.podMetricsEndpoints.map(endpoint =>
          monitorOf({ kind: 'PodMonitor', metadata, namespace }, endpoint),
        )
      : [],
  );
  return [...ofServices, ...ofPods];
}

function monitorOf(
  of: {
    kind: Monitor['kind'];
    metadata: MonitorObject['metadata'];
    /** That of the model. */
    namespace: string;
  },
  endpoint: ScrapeEndpointObject,
): Monitor {
  const { kind, metadata, namespace } = of;
  const intervalSeconds = parseDurationSeconds(endpoint.interval ?? '');
  return {
    kind,
    name: metadata.name,
    ...(metadata.namespace !== namespace && { namespace: metadata.namespace }),
    port: endpoint.port ?? String(endpoint.targetPort ?? ''),
    path: endpoint.path ?? '/metrics',
    ...(intervalSeconds !== undefined && { intervalSeconds }),
  };
}

/** Whether it may select something in a namespace. */
export function reaches(
  { metadata, spec }: MonitorObject,
  namespace: string,
): boolean {
  return reachesNamespace(
    {
      namespace: metadata.namespace,
      namespaceSelector: spec.namespaceSelector,
    },
    namespace,
  );
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
