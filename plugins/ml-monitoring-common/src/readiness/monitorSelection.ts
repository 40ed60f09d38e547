import type {
  InstallationFacts,
  MonitorKind,
  NamespaceFact,
  PrometheusFact,
} from './facts';
import {
  isSelected,
  stringifySelector,
  type KnownLabels,
} from './labelSelector';

/** A monitor or a rule, as far as it decides who takes it up. */
export interface SelectableObject {
  kind: MonitorKind;
  labels: Record<string, string>;
  namespace: NamespaceFact;
}

/** Who takes up an object. */
export type Selection =
  | { status: 'selected'; by: string[] }
  /** `reasons`: of each Prometheus, why not. */
  | { status: 'ignored' | 'unknown'; reasons: string[] };

const USER_WORKLOAD_NAMESPACE = 'openshift-user-workload-monitoring';
export const USER_MONITORING_LABEL = 'openshift.io/user-monitoring';
export const CLUSTER_MONITORING_LABEL = 'openshift.io/cluster-monitoring';

/** Operators that also read ServiceMonitors and PodMonitors, by API group, with a Prometheus of their own kind. */
const OTHER_READERS: Record<string, string> = {
  'operator.victoriametrics.com': 'the VictoriaMetrics operator',
  'monitoring.grafana.com': 'the Grafana Agent operator',
  'opentelemetry.io': 'the OpenTelemetry operator',
};

/** Which Prometheus of the cluster takes up an object. */
export function selectionOf(
  object: SelectableObject,
  facts: Pick<
    InstallationFacts,
    'apiGroups' | 'prometheuses' | 'userWorkloadMonitoring'
  >,
): Selection {
  const known = prometheusesOf(facts, object.kind);
  const verdicts = known.map(prometheus => ({
    name: nameOf(prometheus),
    ...verdictOf(prometheus, object),
  }));
  const by = verdicts.filter(({ takes }) => takes).map(({ name }) => name);
  if (by.length) {
    return { status: 'selected', by };
  }
  const unseen = unseenReaders(facts);
  return {
    status:
      unseen.length || verdicts.some(({ takes }) => takes === undefined)
        ? 'unknown'
        : 'ignored',
    reasons: [
      ...verdicts.map(({ name, reason }) => `${name} ${reason}`),
      ...unseen,
    ],
  };
}

/** Those that were read, and what OpenShift runs for users where it is only known to be on. */
export function prometheusesOf(
  {
    prometheuses,
    userWorkloadMonitoring,
  }: Pick<InstallationFacts, 'prometheuses' | 'userWorkloadMonitoring'>,
  kind: MonitorKind,
): PrometheusFact[] {
  const read = prometheuses.status === 'read' ? prometheuses.value : [];
  const isOn =
    userWorkloadMonitoring.status === 'read' &&
    userWorkloadMonitoring.value.enabled;
  const isRead = read.some(
    ({ namespace }) => namespace === USER_WORKLOAD_NAMESPACE,
  );
  // Rules are read there by a Thanos Ruler, whatever the Prometheus beside it selects.
  return isOn && (!isRead || kind === 'PrometheusRule')
    ? [...read, userWorkloadPrometheus()]
    : read;
}

/** As OpenShift's monitoring operator sets it up. */
function userWorkloadPrometheus(): PrometheusFact {
  const objects = {
    matchExpressions: [
      { key: USER_MONITORING_LABEL, operator: 'NotIn', values: ['false'] },
    ],
  };
  const namespaces = {
    matchExpressions: [
      { key: CLUSTER_MONITORING_LABEL, operator: 'NotIn', values: ['true'] },
      ...objects.matchExpressions,
    ],
  };
  const forAll = <T>(value: T): Record<MonitorKind, T> => ({
    ServiceMonitor: value,
    PodMonitor: value,
    PrometheusRule: value,
  });
  return {
    namespace: USER_WORKLOAD_NAMESPACE,
    name: 'user-workload',
    selectors: forAll(objects),
    namespaceSelectors: forAll(namespaces),
  };
}

/** What may read monitors besides, or could not be looked at. */
function unseenReaders({
  apiGroups,
  prometheuses,
  userWorkloadMonitoring,
}: Pick<
  InstallationFacts,
  'apiGroups' | 'prometheuses' | 'userWorkloadMonitoring'
>): string[] {
  const groups = apiGroups.status === 'read' ? apiGroups.value : [];
  return [
    prometheuses.status === 'read' && prometheuses.missing?.message,
    (prometheuses.status === 'forbidden' || prometheuses.status === 'failed') &&
      prometheuses.message,
    (userWorkloadMonitoring.status === 'forbidden' ||
      userWorkloadMonitoring.status === 'failed') &&
      userWorkloadMonitoring.message,
    ...groups
      .filter(group => group in OTHER_READERS)
      .map(
        group =>
          `${OTHER_READERS[group]} may read it; what it selects is not looked at`,
      ),
  ].filter(reason => typeof reason === 'string');
}

function verdictOf(
  prometheus: PrometheusFact,
  { kind, labels, namespace }: SelectableObject,
): { takes?: boolean; reason: string } {
  if (prometheus.replicas === 0) {
    return { takes: false, reason: 'is scaled to zero (spec.replicas)' };
  }
  const objects = prometheus.selectors[kind];
  const namespaces = prometheus.namespaceSelectors[kind];
  const field = FIELD_OF[kind];
  const isTaken = isSelected(objects, { labels, complete: true });
  if (!isTaken) {
    return {
      takes: isTaken,
      reason: `takes ${kind}s with ${stringifySelector(objects)} (spec.${field}Selector)`,
    };
  }
  const isIn = namespaces
    ? isSelected(namespaces, labelsOfNamespace(namespace))
    : prometheus.namespace === namespace.name;
  const reason = namespaces
    ? `looks into namespaces with ${stringifySelector(namespaces)} (spec.${field}NamespaceSelector)`
    : `looks into its own namespace only (spec.${field}NamespaceSelector is not set)`;
  return {
    takes: isIn,
    reason:
      isIn === undefined
        ? `${reason}, and the labels of ${namespace.name} may not be read`
        : reason,
  };
}

export const FIELD_OF: Record<MonitorKind, string> = {
  ServiceMonitor: 'serviceMonitor',
  PodMonitor: 'podMonitor',
  PrometheusRule: 'rule',
};

function labelsOfNamespace({ name, labels }: NamespaceFact): KnownLabels {
  return {
    labels: { 'kubernetes.io/metadata.name': name, ...labels },
    complete: labels !== undefined,
  };
}

function nameOf({ namespace, name }: PrometheusFact): string {
  return `Prometheus ${namespace}/${name}`;
}

/** The labels that would let a Prometheus that looks into a namespace take up an object there. Absent: labels alone would not. */
export function wantedLabels(
  kind: MonitorKind,
  namespace: NamespaceFact,
  facts: Pick<InstallationFacts, 'prometheuses' | 'userWorkloadMonitoring'>,
): Record<string, string> | undefined {
  return prometheusesOf(facts, kind)
    .filter(({ selectors, namespaceSelectors, replicas, namespace: own }) => {
      const spaces = namespaceSelectors[kind];
      return (
        replicas !== 0 &&
        selectors[kind]?.matchLabels &&
        !selectors[kind]?.matchExpressions?.length &&
        (spaces
          ? isSelected(spaces, labelsOfNamespace(namespace))
          : own === namespace.name)
      );
    })
    .map(({ selectors }) => selectors[kind]?.matchLabels)
    .find(labels => labels && Object.keys(labels).length);
}
