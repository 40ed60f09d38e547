import { InputError } from '@backstage/errors';
import type { ModelRef } from '../../contract/refs';
import { labelsOf } from '../labels';
import { dashboardName } from '../names';
import type { ClusterApis, Manifest, ManifestSettings } from '../types';

const SETTINGS = 'mlMonitoring.provisioning.monitoring.grafana';

interface GrafanaOptions {
  /** The field of the request that asks for it. */
  field: string;
  apis: Pick<ClusterApis, 'grafanaV4' | 'grafanaV5'>;
  settings: ManifestSettings['monitoring']['grafana'];
}

/** The name of the data source in Grafana. One for each model, so that it goes when the model goes. */
export function dataSourceName({ namespace, name }: ModelRef): string {
  return `prometheus-${namespace}-${name}`;
}

/** A dashboard for whichever Grafana operator is there; with both, for the newer. */
export function grafanaDashboard(
  ref: ModelRef,
  model: Record<string, unknown>,
  options: GrafanaOptions,
): Manifest {
  const json = JSON.stringify(model, undefined, 2);
  if (versionOf(options) === 'v5') {
    return {
      apiVersion: 'grafana.integreatly.org/v1beta1',
      kind: 'GrafanaDashboard',
      metadata: metadataOf(ref),
      spec: { ...selectionOf(options), json },
    };
  }
  return {
    apiVersion: 'integreatly.org/v1alpha1',
    kind: 'GrafanaDashboard',
    metadata: metadataOf(ref, options.settings.labels),
    spec: { json },
  };
}

/**
 * The Prometheus of the cluster as a data source.
 *
 * @throws InputError when one is configured already, or its address is not
 */
export function grafanaDataSource(
  ref: ModelRef,
  options: GrafanaOptions & { scrapeInterval: string },
): Manifest {
  const { field, settings, scrapeInterval } = options;
  if (settings.datasource) {
    throw new InputError(
      `${field}: this platform has a data source already, "${settings.datasource}" of ${SETTINGS}.datasource, and dashboards use it; leave ${field} out (got true)`,
    );
  }
  if (!settings.prometheusUrl) {
    throw new InputError(
      `${field}: nobody has configured where Grafana finds Prometheus; the platform team sets ${SETTINGS}.prometheusUrl (got true)`,
    );
  }
  const source = {
    name: dataSourceName(ref),
    type: 'prometheus',
    access: 'proxy',
    url: settings.prometheusUrl,
    isDefault: false,
    editable: false,
    jsonData: { timeInterval: scrapeInterval, httpMethod: 'POST' },
  };
  if (versionOf(options) === 'v5') {
    return {
      apiVersion: 'grafana.integreatly.org/v1beta1',
      kind: 'GrafanaDatasource',
      metadata: metadataOf(ref),
      spec: { ...selectionOf(options), datasource: source },
    };
  }
  return {
    apiVersion: 'integreatly.org/v1alpha1',
    kind: 'GrafanaDataSource',
    metadata: metadataOf(ref, settings.labels),
    // The name of a file, in which the operator keeps it.
    spec: { name: `${dataSourceName(ref)}.yaml`, datasources: [source] },
  };
}

function versionOf({ apis, field }: GrafanaOptions): 'v4' | 'v5' {
  if (apis.grafanaV5) {
    return 'v5';
  }
  if (apis.grafanaV4) {
    return 'v4';
  }
  throw new InputError(
    `${field}: the cluster has no Grafana operator: neither the CRD grafanadashboards.grafana.integreatly.org (version 5) nor grafanadashboards.integreatly.org (version 4) is there. Install one, or leave ${field} out (got true)`,
  );
}

function metadataOf(ref: ModelRef, labels: Record<string, string> = {}) {
  return {
    name: dashboardName(ref.name),
    namespace: ref.namespace,
    labels: { ...labels, ...labelsOf(ref) },
  };
}

/** The operator refuses to change the selector later, so it is not guessed. */
function selectionOf({ field, settings }: GrafanaOptions) {
  if (!settings.instanceSelector) {
    throw new InputError(
      `${field}: nobody has configured which Grafana takes it, which version 5 of the operator wants to know; the platform team sets ${SETTINGS}.instanceSelector to labels of the Grafana object (got true)`,
    );
  }
  return {
    instanceSelector: { matchLabels: settings.instanceSelector },
    // The Grafana is seldom in the model's own namespace.
    allowCrossNamespaceImport: true,
  };
}
