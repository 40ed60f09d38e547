import {
  enablesUserWorkload,
  type PrometheusFact,
  type Reading,
} from 'backstage-plugin-ml-monitoring-common';
import type { z } from 'zod/v3';
import type { KubeClient } from '../KubeClient';
import { resources } from '../resources';
import { configMapSchema, prometheusSchema } from './objects';
import { readAnywhere, readObject } from './reading';

const OPENSHIFT = 'config.openshift.io';
const USER_WORKLOAD_NAMESPACE = 'openshift-user-workload-monitoring';

export async function readPrometheuses(
  client: KubeClient,
  options: { namespaces: readonly string[]; signal?: AbortSignal },
): Promise<Reading<PrometheusFact[]>> {
  const found = await readAnywhere(
    client,
    resources.prometheuses,
    prometheusSchema,
    options,
  );
  return found.status === 'read'
    ? { ...found, value: found.value.map(toFact) }
    : found;
}

function toFact({
  metadata: { namespace, name },
  spec,
}: z.output<typeof prometheusSchema>): PrometheusFact {
  return {
    namespace,
    name,
    replicas: spec.replicas ?? undefined,
    serviceAccount: spec.serviceAccountName,
    selectors: {
      ServiceMonitor: spec.serviceMonitorSelector,
      PodMonitor: spec.podMonitorSelector,
      PrometheusRule: spec.ruleSelector,
    },
    namespaceSelectors: {
      ServiceMonitor: spec.serviceMonitorNamespaceSelector,
      PodMonitor: spec.podMonitorNamespaceSelector,
      PrometheusRule: spec.ruleNamespaceSelector,
    },
  };
}

/** Whether OpenShift's own monitoring looks after the namespaces of users. Its ConfigMap tells, and is absent by default. */
export async function readUserWorkloadMonitoring(
  client: KubeClient,
  options: {
    apiGroups: Reading<string[]>;
    prometheuses: Reading<PrometheusFact[]>;
    signal?: AbortSignal;
  },
): Promise<Reading<{ enabled: boolean }>> {
  const { apiGroups, prometheuses, signal } = options;
  const isOther =
    apiGroups.status === 'read' && !apiGroups.value.includes(OPENSHIFT);
  const runs =
    prometheuses.status === 'read' &&
    prometheuses.value.some(
      ({ namespace }) => namespace === USER_WORKLOAD_NAMESPACE,
    );
  if (runs) {
    return { status: 'read', value: { enabled: true } };
  }
  const config = await readObject(
    client,
    resources.configMaps,
    configMapSchema,
    {
      namespace: 'openshift-monitoring',
      name: 'cluster-monitoring-config',
      signal,
    },
  );
  if (config.status === 'read') {
    return {
      status: 'read',
      value: {
        enabled: enablesUserWorkload(config.value.data['config.yaml'] ?? ''),
      },
    };
  }
  if (isOther) {
    return { status: 'absent' };
  }
  return config.status === 'absent' && apiGroups.status === 'read'
    ? { status: 'read', value: { enabled: false } }
    : config;
}
