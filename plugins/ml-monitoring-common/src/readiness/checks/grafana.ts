import type { ManifestSettings } from '../../manifests/types';
import type { GrafanaFact, ReadinessFacts } from '../facts';
import { isSelected, stringifySelector } from '../labelSelector';
import { listed } from '../listed';
import { hasOperatorCatalog } from './operatorCatalog';
import { defineCheck, type Outcome } from './types';
import { fixOf, isUnread, missingOf, unread } from './unread';

const KEY = 'mlMonitoring.provisioning.monitoring.grafana';

export const grafana = defineCheck(
  { id: 'grafana', title: 'A Grafana takes up dashboards' },
  facts => {
    const { apis, grafanas, settings } = facts;
    if (isUnread(apis)) {
      return unread(apis, 'Which APIs the cluster has is not known', facts);
    }
    const { grafanaV4, grafanaV5 } =
      apis.status === 'read'
        ? apis.value
        : { grafanaV4: false, grafanaV5: false };
    if (!grafanaV4 && !grafanaV5) {
      return {
        status: 'not-applicable',
        summary:
          'The cluster has no Grafana operator: the charts of the portal do without, and no dashboard can be made',
        fix: installGrafana(facts),
      };
    }
    if (!settings.provisioning) {
      return {
        status: 'not-applicable',
        summary: 'Nothing is provisioned, so that no dashboard is made',
      };
    }
    if (isUnread(grafanas)) {
      return unread(
        grafanas,
        'Whether a Grafana takes up dashboards could not be found out',
        facts,
      );
    }
    const all = grafanas.status === 'read' ? grafanas.value : [];
    const wanted = settings.provisioning.monitoring.grafana;
    const taking = all.filter(each => takes(each, wanted));
    const evidence = [...all.map(describe), ...missingOf(grafanas)];
    if (taking.length) {
      return {
        status: 'ok',
        summary: `Dashboards are taken up by ${listed([...new Set(taking.map(nameOf))])}`,
        evidence,
      };
    }
    if (missingOf(grafanas).length) {
      return {
        status: 'unknown',
        summary: 'No Grafana was found that would take up dashboards',
        evidence,
        fix: fixOf(grafanas, facts),
      };
    }
    return {
      status: 'broken',
      summary: all.length
        ? 'No Grafana would take up the dashboards of models'
        : 'The Grafana operator runs no Grafana',
      evidence,
      fix: {
        summary: all.length
          ? `Set ${grafanaV5 ? `${KEY}.instanceSelector to labels of the Grafana` : `${KEY}.labels to labels that the Grafana selects dashboards by`}, in the configuration of the portal.`
          : 'Have a Grafana created, or leave dashboards out of the templates.',
      },
    };
  },
);

/** For all namespaces: a Subscription in OpenShift's own namespace for operators needs no OperatorGroup. */
const SUBSCRIPTION = `apiVersion: operators.coreos.com/v1alpha1
kind: Subscription
metadata:
  name: grafana-operator
  namespace: openshift-operators
spec:
  name: grafana-operator
  channel: v5
  source: community-operators
  sourceNamespace: openshift-marketplace
`;

function installGrafana(
  facts: Pick<ReadinessFacts, 'apiGroups'>,
): Outcome['fix'] {
  return {
    summary:
      'To have dashboards too, have an administrator of the cluster install the Grafana operator, and a Grafana with it.',
    command: `helm install grafana-operator oci://ghcr.io/grafana/helm-charts/grafana-operator \\
  --namespace grafana --create-namespace`,
    ...(hasOperatorCatalog(facts) && { manifest: SUBSCRIPTION }),
  };
}

function takes(
  each: GrafanaFact,
  wanted: ManifestSettings['monitoring']['grafana'],
): boolean {
  return each.operator === 'v5'
    ? wanted.instanceSelector !== undefined &&
        isSelected(
          { matchLabels: wanted.instanceSelector },
          { labels: each.labels, complete: true },
        ) === true
    : each.dashboardSelectors.some(
        selector =>
          isSelected(selector, { labels: wanted.labels, complete: true }) ===
          true,
      );
}

const nameOf = ({ namespace, name }: GrafanaFact) =>
  `Grafana ${namespace}/${name}`;

function describe(each: GrafanaFact): string {
  if (each.operator === 'v5') {
    const labels = Object.entries(each.labels);
    return `${nameOf(each)} is labelled ${labels.map(([key, value]) => `${key}=${value}`).join(',') || 'with nothing'}`;
  }
  return `${nameOf(each)} takes dashboards with ${each.dashboardSelectors.map(stringifySelector).join(' or ') || 'nothing'}`;
}
