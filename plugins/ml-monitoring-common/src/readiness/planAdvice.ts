import { prunedFields } from '../manifests/prunedFields';
import type { Manifest } from '../manifests/types';
import { CONTROLLER_ID_LABEL, looksAfter } from './checks/seldonOperator';
import type { InstallationFacts, MonitorKind, NamespaceFact } from './facts';
import { listed } from './listed';
import { selectionOf, wantedLabels } from './monitorSelection';

import type { Reference } from './references';
import { deleteCommand, describeStale, staleWebhooks } from './staleWebhooks';

/** What a plan is looked at beside. @public */
export interface PlanFacts {
  installation: InstallationFacts;
  /** The namespace of the model. */
  namespace: NamespaceFact;
  manifests: readonly Manifest[];
  /** Of what the manifests refer to, what is known not to be there. */
  missingReferences: readonly Reference[];
}

/** What the API server would take, and still deserves a word. @public */
export interface PlanAdvice {
  /** What will work but deserves a look. */
  warnings: string[];
  /** What would silently not be as asked for, by object. */
  refusals: { kind: string; name: string; message: string }[];
}

/**
 * Looks at what would be applied in the light of the cluster. What is not known is no reason to say anything.
 *
 * @public
 */
export function planAdvice(facts: PlanFacts): PlanAdvice {
  const models = facts.manifests.filter(
    ({ kind }) => kind === 'SeldonDeployment',
  );
  return {
    warnings: [
      ...namespaceWarnings(facts),
      ...(models.length ? modelWarnings(facts) : []),
      ...facts.manifests.flatMap(manifest => monitorWarnings(manifest, facts)),
    ],
    refusals: models.flatMap(model => droppedFields(model, facts)),
  };
}

function namespaceWarnings({ namespace }: PlanFacts): string[] {
  return namespace.exists === false
    ? [
        `Namespace ${namespace.name} does not exist, and the portal never creates one. Have it created: kubectl create namespace ${namespace.name}`,
      ]
    : [];
}

function modelWarnings({
  installation,
  namespace,
  missingReferences,
}: PlanFacts): string[] {
  return [
    ...staleWebhooks(installation).map(
      stale =>
        `The cluster will refuse every SeldonDeployment: ${describeStale(stale)}. ${
          stale.operator
            ? `Have the operator ${stale.operator.namespace}/${stale.operator.name} brought up again`
            : `Have an administrator of the cluster delete it: ${deleteCommand(stale)}`
        }`,
    ),
    ...operatorWarnings(installation, namespace),
    ...missingReferences.map(
      ({ kind, name }) =>
        `${kind} ${name} does not exist in ${namespace.name}: the pods of the model will not start before it does`,
    ),
  ];
}

function operatorWarnings(
  { operators, seldonApi }: InstallationFacts,
  namespace: NamespaceFact,
): string[] {
  const id = namespace.labels?.[CONTROLLER_ID_LABEL];
  if (id !== undefined) {
    return [
      `Namespace ${namespace.name} is labelled ${CONTROLLER_ID_LABEL}=${id}: it belongs to another Seldon operator, and a model without that label may never get a status`,
    ];
  }
  if (
    operators.status !== 'read' ||
    operators.missing ||
    seldonApi.status !== 'read'
  ) {
    return [];
  }
  const running = operators.value.filter(
    ({ availableReplicas }) => availableReplicas > 0,
  );
  if (!running.length) {
    return [
      'No Seldon operator runs in the cluster: the model will not start before one does',
    ];
  }
  return running.some(operator => looksAfter(operator, namespace))
    ? []
    : [
        `No Seldon operator looks after namespace ${namespace.name}: the model will not start before one does`,
      ];
}

const MONITOR_KINDS: readonly string[] = [
  'ServiceMonitor',
  'PodMonitor',
  'PrometheusRule',
] satisfies MonitorKind[];

function monitorWarnings(
  { kind, metadata }: Manifest,
  { installation, namespace }: PlanFacts,
): string[] {
  if (!MONITOR_KINDS.includes(kind)) {
    return [];
  }
  const monitor = kind as MonitorKind;
  const selection = selectionOf(
    { kind: monitor, labels: metadata.labels, namespace },
    installation,
  );
  if (selection.status !== 'ignored') {
    return [];
  }
  const wanted = wantedLabels(monitor, namespace, installation);
  const { userWorkloadMonitoring } = installation;
  const isOff =
    userWorkloadMonitoring.status === 'read' &&
    !userWorkloadMonitoring.value.enabled;
  return [
    [
      `No Prometheus would take up ${kind} ${metadata.name}`,
      ...(selection.reasons.length
        ? [selection.reasons.join('; ')]
        : ['there is none in the cluster']),
    ].join(': ') +
      (isOff ? '. User-workload monitoring of OpenShift is off' : '') +
      (wanted
        ? `. Add ${Object.entries(wanted)
            .map(([key, value]) => `${key}: ${value}`)
            .join(', ')} to mlMonitoring.provisioning.monitoring.labels`
        : ''),
  ];
}

function droppedFields(
  manifest: Manifest,
  { installation }: PlanFacts,
): PlanAdvice['refusals'] {
  const { seldonApi } = installation;
  const schema =
    seldonApi.status === 'read' ? seldonApi.value.specSchema : undefined;
  const dropped = schema ? prunedFields(manifest.spec, schema) : [];
  return dropped.length
    ? [
        {
          kind: manifest.kind,
          name: manifest.metadata.name,
          message: `${listed(dropped.map(path => ['spec', ...path].join('.')))}: the cluster would take and silently drop ${dropped.length === 1 ? 'this field' : 'these fields'}, which its CRD of SeldonDeployments does not know. Leave ${dropped.length === 1 ? 'it' : 'them'} out, or have the CRD of a newer Seldon Core applied`,
        },
      ]
    : [];
}
