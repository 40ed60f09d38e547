import type { z } from 'zod/v3';
import type { ClusterObjects } from './facts/ClusterObjects';
import {
  autoscalerSchema,
  deploymentSchema,
  endpointSliceSchema,
  eventSchema,
  httpRouteSchema,
  ingressSchema,
  podMonitorSchema,
  podSchema,
  replicaSetSchema,
  routeSchema,
  serviceMonitorSchema,
  serviceSchema,
} from './objects';
import { resources, type KubeResource } from './resources';

/** Verdicts rest on these only, and of the others a fleet has many pages. */
const WARNINGS = 'type=Warning';

/** The objects of namespaces. Namespaces themselves are read apart: few grant the right to. */
export type CollectedObjects = Omit<ClusterObjects, 'namespaces' | 'unread'>;

export interface Collection {
  resource: KubeResource;
  schema: z.ZodTypeAny;
  /** The Seldon operator makes and labels them: others are not of interest. */
  madeBySeldon?: boolean;
  fieldSelector?: string;
  /** Without the right to read them less is known, and nothing that is known is wrong. */
  dispensable?: boolean;
  /** They may concern other namespaces than their own. */
  crossesNamespaces?: boolean;
}

/** Everything that may belong to models, and which part of it is read. */
export const collections: Record<keyof CollectedObjects, Collection> = {
  deployments: {
    resource: resources.deployments,
    schema: deploymentSchema,
    madeBySeldon: true,
  },
  replicaSets: {
    resource: resources.replicaSets,
    schema: replicaSetSchema,
    madeBySeldon: true,
    dispensable: true,
  },
  // Not only those that the operator makes: a person or KEDA may have made one too.
  autoscalers: {
    resource: resources.autoscalers,
    schema: autoscalerSchema,
    dispensable: true,
  },
  pods: { resource: resources.pods, schema: podSchema, madeBySeldon: true },
  services: { resource: resources.services, schema: serviceSchema },
  endpointSlices: {
    resource: resources.endpointSlices,
    schema: endpointSliceSchema,
  },
  events: {
    resource: resources.events,
    schema: eventSchema,
    fieldSelector: WARNINGS,
  },
  routes: { resource: resources.routes, schema: routeSchema },
  ingresses: { resource: resources.ingresses, schema: ingressSchema },
  httpRoutes: { resource: resources.httpRoutes, schema: httpRouteSchema },
  serviceMonitors: {
    resource: resources.serviceMonitors,
    schema: serviceMonitorSchema,
    crossesNamespaces: true,
  },
  podMonitors: {
    resource: resources.podMonitors,
    schema: podMonitorSchema,
    crossesNamespaces: true,
  },
};

export const collectionNames = Object.keys(
  collections,
) as (keyof CollectedObjects)[];
