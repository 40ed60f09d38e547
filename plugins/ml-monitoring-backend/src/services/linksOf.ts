import type {
  ModelDetail,
  ModelRef,
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
