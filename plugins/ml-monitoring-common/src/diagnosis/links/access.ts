import { metricsSource } from '../../readiness/checks/metricsSource';
import type { DiagnosisMetricsFacts } from '../facts';
import { defineLink, type Outcome } from './types';

/** The charts read a Prometheus that answers, and lets them. */
export const access = defineLink(
  { id: 'access', title: 'The portal can read that Prometheus' },
  ({ facts }) => {
    const { metrics } = facts;
    const outcome = metricsSource({ metrics: metrics.state });
    return outcome.status === 'broken'
      ? { ...outcome, fix: fixFor(metrics) ?? outcome.fix }
      : outcome;
  },
);

const OF_ENTRY = 'the entry of this cluster under mlMonitoring.prometheus';

function fixFor({
  problem,
  missingRight,
}: DiagnosisMetricsFacts): Outcome['fix'] {
  switch (problem) {
    case 'unauthorized':
      return {
        summary: `Set auth in ${OF_ENTRY}, or renew the credential there.`,
      };
    case 'forbidden':
      return {
        summary: `Have the credential granted ${missingRight ?? 'the right to query'}. On OpenShift an administrator of the cluster does that for the service account of the portal.`,
        ...(missingRight?.includes('cluster-monitoring-view') && {
          command:
            'oc adm policy add-cluster-role-to-user cluster-monitoring-view --serviceaccount <service account of the portal> --namespace <its namespace>',
        }),
      };
    case 'not-found':
    case 'malformed':
      return {
        summary: `Correct the URL in ${OF_ENTRY}: below it lies /api/v1. What answers there is something else, such as a page for people to sign in.`,
      };
    case 'timeout':
    case 'unreachable':
    case 'unavailable':
      return {
        summary: `See whether that Prometheus runs and can be reached from the portal, and whether the URL in ${OF_ENTRY} is still right.`,
        command:
          'kubectl get pods --all-namespaces --selector app.kubernetes.io/name=prometheus',
      };
    default:
      return undefined;
  }
}
