import type {
  ModelDetail,
  ModelRef,
  OpenIn,
} from 'backstage-plugin-ml-monitoring-common';
import type { MlMonitoringConfig } from '../config';

/** Where else a person looks at a model. */
export function linksOf(
  { namespace, name }: ModelRef,
  { grafana, console: openShiftConsole }: MlMonitoringConfig['links'],
): ModelDetail['links'] {
  const base = (url: string) => url.replace(/\/+$/, '');
  return [
    ...(grafana
      ? [
          {
            title: 'Grafana',
            url: `${base(grafana)}/dashboards?query=${encodeURIComponent(name)}`,
          },
        ]
      : []),
    ...(openShiftConsole
      ? [
          {
            title: 'OpenShift console',
            url: `${base(openShiftConsole)}/k8s/ns/${encodeURIComponent(namespace)}/machinelearning.seldon.io~v1~SeldonDeployment/${encodeURIComponent(name)}`,
          },
        ]
      : []),
  ];
}

/** Where else than in Prometheus a person can ask the same. */
export function openInOf({
  links,
  provisioning,
}: Pick<MlMonitoringConfig, 'links' | 'provisioning'>): Omit<
  OpenIn,
  'prometheus'
> {
  return {
    grafana: links.grafana
      ? {
          url: links.grafana,
          datasource: provisioning?.monitoring.grafana.datasource,
        }
      : undefined,
    console: links.console,
  };
}
