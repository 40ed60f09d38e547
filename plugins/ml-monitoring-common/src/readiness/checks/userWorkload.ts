import { prometheusesOf, USER_MONITORING_LABEL } from '../monitorSelection';
import type { ReadinessFacts } from '../facts';
import { listed } from '../listed';
import { defineCheck } from './types';
import { isUnread, unread } from './unread';

const CONFIG = `apiVersion: v1
kind: ConfigMap
metadata:
  name: cluster-monitoring-config
  namespace: openshift-monitoring
data:
  config.yaml: |
    enableUserWorkload: true
`;

export const TURN_ON = {
  summary:
    'Have an administrator of the cluster turn it on. Where the ConfigMap is there already, add only the line enableUserWorkload: true to its config.yaml.',
  command:
    'oc --namespace openshift-monitoring edit configmap cluster-monitoring-config',
  manifest: CONFIG,
};

/** Of OpenShift itself: what they read is the platform's. */
const PLATFORM = /^openshift-/;

export const userWorkload = defineCheck(
  {
    id: 'user-workload-monitoring',
    title: "OpenShift's monitoring looks after users' namespaces",
  },
  facts => {
    const { userWorkloadMonitoring: read } = facts;
    if (read.status === 'absent') {
      return {
        status: 'not-applicable',
        summary: 'This is no OpenShift cluster',
      };
    }
    if (isUnread(read)) {
      return unread(
        read,
        'Whether user-workload monitoring is on could not be found out',
        facts,
      );
    }
    const others = prometheusesOf(facts, 'ServiceMonitor').filter(
      ({ namespace, replicas }) => !PLATFORM.test(namespace) && replicas !== 0,
    );
    const theirs = others.map(
      ({ namespace, name }) => `Prometheus ${namespace}/${name} runs beside it`,
    );
    if (read.value.enabled) {
      const excluded = excludedNamespaces(facts);
      return excluded.length
        ? {
            status: 'broken',
            summary: `User-workload monitoring is on, but leaves out ${listed(excluded)}`,
            evidence: excluded.map(
              name =>
                `Namespace ${name} is labelled ${USER_MONITORING_LABEL}=false`,
            ),
            fix: {
              summary: 'Take the label off.',
              command: excluded
                .map(
                  name =>
                    `kubectl label namespace ${name} ${USER_MONITORING_LABEL}-`,
                )
                .join('\n'),
            },
          }
        : {
            status: 'ok',
            summary: 'User-workload monitoring is on',
            evidence: theirs.map(
              line => `${line}, which OpenShift does not support`,
            ),
          };
    }
    if (others.length) {
      return {
        status: 'not-applicable',
        summary:
          'User-workload monitoring is off, and another Prometheus is there',
        evidence: theirs,
      };
    }
    return {
      status: 'broken',
      summary:
        'User-workload monitoring is off, and no other Prometheus is there: nothing measures models',
      fix: TURN_ON,
    };
  },
);

function excludedNamespaces({ namespaces }: ReadinessFacts): string[] {
  return namespaces
    .filter(({ labels }) => labels?.[USER_MONITORING_LABEL] === 'false')
    .map(({ name }) => name);
}
