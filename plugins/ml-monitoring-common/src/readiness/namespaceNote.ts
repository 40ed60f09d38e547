import { CONTROLLER_ID_LABEL } from './checks/seldonOperator';
import type { NamespaceFact } from './facts';
import {
  CLUSTER_MONITORING_LABEL,
  USER_MONITORING_LABEL,
} from './monitorSelection';

/** What somebody should know before a model goes to a namespace that may take it. @public */
export function namespaceNote({
  labels = {},
}: NamespaceFact): string | undefined {
  const said = (label: string, consequence: string) =>
    `${consequence}: it is labelled ${label}=${labels[label]}`;
  if (labels[USER_MONITORING_LABEL] === 'false') {
    return said(USER_MONITORING_LABEL, "OpenShift's monitoring leaves it out");
  }
  if (labels[CLUSTER_MONITORING_LABEL] === 'true') {
    return said(
      CLUSTER_MONITORING_LABEL,
      "OpenShift's monitoring of users' namespaces leaves it out",
    );
  }
  return labels[CONTROLLER_ID_LABEL] === undefined
    ? undefined
    : said(CONTROLLER_ID_LABEL, 'It belongs to another Seldon operator');
}
