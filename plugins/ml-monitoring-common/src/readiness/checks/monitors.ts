import { MANAGED_BY, MANAGED_BY_LABEL } from '../../manifests/labels';
import type { NamespaceFact, PrometheusFact, ReadinessFacts } from '../facts';
import { stringifySelector } from '../labelSelector';
import { listed } from '../listed';
import {
  prometheusesOf,
  selectionOf,
  wantedLabels,
  type Selection,
} from '../monitorSelection';
import { defineCheck, type Outcome } from './types';
import { fixOf, isUnread, missingOf, unread } from './unread';

const KIND = 'ServiceMonitor';

export const monitors = defineCheck(
  { id: 'monitors', title: 'A Prometheus takes up the monitors of models' },
  facts => {
    const { apis, prometheuses, settings } = facts;
    if (isUnread(apis)) {
      return unread(apis, 'Which APIs the cluster has is not known', facts);
    }
    if (
      apis.status === 'read' &&
      !apis.value.serviceMonitor &&
      !apis.value.podMonitor
    ) {
      return noMonitorApi(facts);
    }
    const known = prometheusesOf(facts, KIND);
    if (!known.length && isUnread(prometheuses)) {
      return unread(
        prometheuses,
        'Whether a Prometheus takes up the monitors of models could not be found out',
        facts,
      );
    }
    const described = [...known.map(describe), ...missingOf(prometheuses)];
    if (!settings.provisioning) {
      return withoutProvisioning(facts, described);
    }
    return judge(facts, settings.provisioning.monitoring.labels, described);
  },
);

function judge(
  facts: ReadinessFacts,
  labels: Record<string, string>,
  described: string[],
): Outcome {
  const there = facts.namespaces.filter(({ exists }) => exists !== false);
  const selections = there.map(namespace => ({
    namespace,
    selection: selectionOf(
      {
        kind: KIND,
        namespace,
        labels: { ...labels, [MANAGED_BY_LABEL]: MANAGED_BY },
      },
      facts,
    ),
  }));
  const where = (status: Selection['status']) =>
    selections
      .filter(({ selection }) => selection.status === status)
      .map(({ namespace }) => namespace.name);
  const written = labelsInWords(labels);
  const ignored = where('ignored');
  if (ignored.length) {
    return {
      status: 'broken',
      summary: `No Prometheus would take up a monitor ${written} in ${listed(ignored)}: the graphs would stay empty`,
      evidence: described,
      fix: fixFor(
        facts,
        there.filter(({ name }) => ignored.includes(name)),
      ),
    };
  }
  const unsure = where('unknown');
  if (unsure.length || !there.length) {
    return {
      status: 'unknown',
      summary: `Whether a Prometheus would take up a monitor ${written}${unsure.length ? ` in ${listed(unsure)}` : ''} could not be found out`,
      evidence: described,
      fix: fixOf(facts.prometheuses, facts),
    };
  }
  const [{ selection }] = selections;
  return {
    status: 'ok',
    summary: `Monitors ${written} are taken up by ${selection.status === 'selected' ? listed(selection.by) : ''}`,
    evidence: described,
  };
}

function withoutProvisioning(
  facts: ReadinessFacts,
  described: string[],
): Outcome {
  return described.length
    ? {
        status: 'ok',
        summary: 'A Prometheus takes up monitors, see which below',
        evidence: described,
      }
    : {
        status: 'unknown',
        summary: 'No Prometheus object was found that takes up monitors',
        fix: fixOf(facts.prometheuses, facts),
      };
}

function fixFor(
  facts: ReadinessFacts,
  namespaces: NamespaceFact[],
): Outcome['fix'] {
  const [namespace] = namespaces;
  const wanted = wantedLabels(KIND, namespace, facts);
  if (wanted) {
    const pairs = Object.entries(wanted).map(
      ([key, value]) => `${key}: ${value}`,
    );
    return {
      summary: `Put the labels it asks for on every monitor: add { ${pairs.join(', ')} } to mlMonitoring.provisioning.monitoring.labels in the configuration of the portal.`,
    };
  }
  const known = prometheusesOf(facts, KIND);
  if (known.length && known.every(({ replicas }) => replicas === 0)) {
    return {
      summary: 'Have whoever runs that Prometheus scale it up again.',
    };
  }
  return known.length
    ? {
        summary:
          'Have whoever runs that Prometheus widen spec.serviceMonitorSelector or spec.serviceMonitorNamespaceSelector, so that it looks into these namespaces.',
      }
    : {
        summary:
          'Have a Prometheus set up that takes up monitors from these namespaces. This one takes all there are in its own.',
        manifest: prometheusManifest(namespace.name),
      };
}

export function prometheusManifest(namespace: string): string {
  return `apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: prometheus
  namespace: ${namespace}
spec:
  serviceAccountName: prometheus-k8s
  serviceMonitorSelector: {}
  podMonitorSelector: {}
  ruleSelector: {}
`;
}

export function noMonitorApi({
  userWorkloadMonitoring,
}: Pick<ReadinessFacts, 'userWorkloadMonitoring'>): Outcome {
  const isOpenShift = userWorkloadMonitoring.status !== 'absent';
  return {
    status: 'broken',
    summary:
      'The cluster has no ServiceMonitors and no PodMonitors: no Prometheus operator is installed',
    fix: isOpenShift
      ? {
          summary: 'Have the monitoring of OpenShift repaired: it brings them.',
        }
      : {
          summary:
            'Have an administrator of the cluster install the Prometheus operator with a Prometheus.',
          command: `helm install monitoring kube-prometheus-stack \\
  --repo https://prometheus-community.github.io/helm-charts \\
  --namespace monitoring --create-namespace`,
        },
  };
}

function describe({
  namespace,
  name,
  replicas,
  selectors,
  namespaceSelectors,
}: PrometheusFact): string {
  if (replicas === 0) {
    return `Prometheus ${namespace}/${name} is scaled to zero`;
  }
  const spaces = namespaceSelectors[KIND];
  return `Prometheus ${namespace}/${name} takes ${KIND}s with ${stringifySelector(selectors[KIND])} in ${
    spaces
      ? `namespaces with ${stringifySelector(spaces)}`
      : 'its own namespace'
  }`;
}

function labelsInWords(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return pairs.length
    ? `labelled ${pairs.join(',')}`
    : 'without further labels';
}
