import type { CollectedObjects } from '../collections';
import type {
  AutoscalerObject,
  DeploymentObject,
  EndpointSliceObject,
  EventObject,
  HttpRouteObject,
  IngressObject,
  NamespaceObject,
  PodMonitorObject,
  PodObject,
  ReplicaSetObject,
  RouteObject,
  ServiceMonitorObject,
  ServiceObject,
} from '../objects';

/** What may belong to models: of one namespace, or of one model, or of a whole cluster. */
export interface ClusterObjects {
  deployments: DeploymentObject[];
  replicaSets: ReplicaSetObject[];
  autoscalers: AutoscalerObject[];
  pods: PodObject[];
  services: ServiceObject[];
  endpointSlices: EndpointSliceObject[];
  events: EventObject[];
  routes: RouteObject[];
  ingresses: IngressObject[];
  httpRoutes: HttpRouteObject[];
  serviceMonitors: ServiceMonitorObject[];
  podMonitors: PodMonitorObject[];
  /** Absent: could not be read, though that is allowed. */
  namespaces?: NamespaceObject[];
  /** Of which kinds nothing is known: none here does not mean none there. */
  unread: ReadonlySet<keyof CollectedObjects>;
}
