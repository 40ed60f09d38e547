import {
  SELDON_DEPLOYMENT_ID_LABEL,
  seldonDeploymentId,
  type DiagnosisFacts,
  type ModelRef,
  type MonitorFact,
  type NetworkPolicyFact,
  type Reading,
  type ScrapedPodFact,
  type ServiceFact,
} from 'backstage-plugin-ml-monitoring-common';
import type { z } from 'zod/v3';
import { shapeOf } from '../facts/shape';
import { parseItems } from '../gather';
import type { KubeClient } from '../KubeClient';
import {
  podMonitorSchema,
  podSchema,
  seldonDeploymentSchema,
  serviceMonitorSchema,
  serviceSchema,
  type PodMonitorObject,
  type PodObject,
  type ServiceMonitorObject,
  type ServiceObject,
} from '../objects';
import {
  readAnywhere,
  readObject,
  reading,
  rightTo,
} from '../readiness/reading';
import { resources, type KubeResource } from '../resources';
import { networkPolicySchema, type NetworkPolicyObject } from './objects';

type Options = { signal?: AbortSignal };

/** What lies between a model and the Prometheus that is to scrape it, asked for side by side. What may not be read is part of the answer. */
export async function readModelWay(
  client: KubeClient,
  ref: ModelRef,
  options: Options,
): Promise<
  Pick<
    DiagnosisFacts,
    'shape' | 'services' | 'monitors' | 'pods' | 'networkPolicies'
  >
> {
  const { namespace } = ref;
  const inNamespace = { namespace, ...options };
  const everywhere = { namespaces: [namespace], ...options };
  const [model, services, pods, serviceMonitors, podMonitors, policies] =
    await Promise.all([
      readObject(client, resources.seldonDeployments, seldonDeploymentSchema, {
        ...ref,
        ...options,
      }),
      readList(client, resources.services, serviceSchema, inNamespace),
      readList(client, resources.pods, podSchema, {
        ...inNamespace,
        labelSelector: `${SELDON_DEPLOYMENT_ID_LABEL}=${seldonDeploymentId(ref.name)}`,
      }),
      readAnywhere(
        client,
        resources.serviceMonitors,
        serviceMonitorSchema,
        everywhere,
      ),
      readAnywhere(client, resources.podMonitors, podMonitorSchema, everywhere),
      readList(
        client,
        resources.networkPolicies,
        networkPolicySchema,
        inNamespace,
      ),
    ]);
  return {
    shape: model.status === 'read' ? shapeOf(model.value) : undefined,
    services: mapped(services, serviceFact),
    pods: mapped(pods, podFact),
    monitors: joined(
      mapped(serviceMonitors, serviceMonitorFact),
      mapped(podMonitors, podMonitorFact),
    ),
    networkPolicies: mapped(policies, policyFact, saysWhoMayCall),
  };
}

function readList<S extends z.ZodTypeAny>(
  client: KubeClient,
  resource: KubeResource,
  schema: S,
  options: Options & { namespace: string; labelSelector?: string },
): Promise<Reading<z.output<S>[]>> {
  const { signal, ...which } = options;
  return reading(
    client,
    async within =>
      parseItems(
        schema,
        resource,
        await client.list(resource, { ...which, signal: within }),
      ).value,
    { right: rightTo('list', resource, which.namespace), signal },
  );
}

function mapped<O, F>(
  found: Reading<O[]>,
  toFact: (object: O) => F,
  isMeant: (object: O) => boolean = () => true,
): Reading<F[]> {
  return found.status === 'read'
    ? { ...found, value: found.value.filter(isMeant).map(toFact) }
    : found;
}

/** Both, or why one of them is not known. What the cluster does not serve is none. */
function joined<F>(a: Reading<F[]>, b: Reading<F[]>): Reading<F[]> {
  if (a.status === 'absent' || b.status === 'absent') {
    return a.status === 'absent' ? b : a;
  }
  if (a.status !== 'read' || b.status !== 'read') {
    return a.status === 'read' ? b : a;
  }
  const missing = a.missing ?? b.missing;
  return {
    status: 'read',
    value: [...a.value, ...b.value],
    ...(missing && {
      missing: {
        message: [a.missing, b.missing]
          .flatMap(each => each?.message ?? [])
          .join('. '),
        rights: [a.missing, b.missing].flatMap(each => each?.rights ?? []),
      },
    }),
  };
}

function serviceFact({ metadata, spec }: ServiceObject): ServiceFact {
  return {
    name: metadata.name,
    labels: metadata.labels,
    selector: spec.selector,
    ports: spec.ports.map(({ name, port, targetPort }) => ({
      name,
      port,
      targetPort: targetPort ?? undefined,
    })),
  };
}

function podFact({ metadata, spec }: PodObject): ScrapedPodFact {
  return {
    name: metadata.name,
    labels: metadata.labels,
    ports: (spec?.containers ?? []).flatMap(container =>
      container.ports.map(({ name, containerPort }) => ({
        container: container.name,
        name,
        port: containerPort,
      })),
    ),
  };
}

function serviceMonitorFact({
  metadata,
  spec,
}: ServiceMonitorObject): MonitorFact {
  return monitorFact('ServiceMonitor', metadata, {
    ...spec,
    endpoints: spec.endpoints,
  });
}

function podMonitorFact({ metadata, spec }: PodMonitorObject): MonitorFact {
  return monitorFact('PodMonitor', metadata, {
    ...spec,
    endpoints: spec.podMetricsEndpoints,
  });
}

function monitorFact(
  kind: MonitorFact['kind'],
  { namespace, name, labels }: ServiceMonitorObject['metadata'],
  {
    selector,
    namespaceSelector,
    endpoints,
  }: Pick<
    ServiceMonitorObject['spec'],
    'selector' | 'namespaceSelector' | 'endpoints'
  >,
): MonitorFact {
  return {
    kind,
    namespace,
    name,
    labels,
    selector,
    namespaceSelector,
    endpoints: endpoints.map(({ port, targetPort, path, relabelings }) => ({
      port,
      targetPort: targetPort ?? undefined,
      path,
      relabelings,
    })),
  };
}

/** Without types it is about callers, as the API has it. */
function saysWhoMayCall({ spec }: NetworkPolicyObject): boolean {
  return !spec.policyTypes.length || spec.policyTypes.includes('Ingress');
}

function policyFact({
  metadata,
  spec,
}: NetworkPolicyObject): NetworkPolicyFact {
  return {
    name: metadata.name,
    podSelector: spec.podSelector,
    ingress: spec.ingress,
  };
}
