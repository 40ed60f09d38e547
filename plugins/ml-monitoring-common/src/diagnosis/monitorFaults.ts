import type { ModelRef } from '../contract/refs';
import { SELDON_APP_LABEL } from '../manifests/labels';
import { METRICS_PATH } from '../manifests/serviceMonitor';
import type { Outcome } from '../readiness/checks/types';
import { stringifySelector } from '../readiness/labelSelector';
import { shell } from '../shell';
import type { MonitorFact, ServiceFact } from './facts';
import type { MonitorWay } from './monitorWay';
import { podPortOf } from './scrapeGoals';

/** Why a monitor does not get to the metrics of a model, with the words that differ. */
export function whatIsWrong(
  way: MonitorWay,
): Pick<Outcome, 'summary' | 'evidence'> {
  const { monitor, goal, station, endpoint, service } = way;
  const name = `${monitor.kind} ${monitor.name}`;
  const asked = monitor.endpoints[endpoint];
  const target = service
    ? `Service ${service.name}`
    : `container ${goal.container}`;
  switch (station) {
    case 'labels':
      return {
        summary: `${name} selects no Service: it looks for ${stringifySelector(monitor.selector)}`,
        evidence: [
          ...goal.services.map(
            each => `Service ${each.name} is labelled ${inWords(each.labels)}`,
          ),
          ...(goal.services.length
            ? []
            : [`There is no Service ${goal.predictorService}`]),
        ],
      };
    case 'namespace':
      return {
        summary: `${name} looks into ${namespacesOf(monitor)}, and the model is not there`,
        evidence: [
          `spec.namespaceSelector is ${JSON.stringify(monitor.namespaceSelector ?? null)}`,
        ],
      };
    case 'port':
      return {
        summary: `${name} asks for the port ${portOf(way)} of ${target}, ${
          service && hasPort(service, asked?.port)
            ? 'where there are no metrics of requests'
            : 'which it does not have'
        }${service ? `: its ports are ${portsOf(service)}` : ''}`,
        evidence: [
          service
            ? `Service ${service.name}: ${portsOf(service)}`
            : `Container ${goal.container}: port metrics (${goal.port})`,
        ],
      };
    case 'path':
      return {
        summary: `${name} asks for the path ${asked?.path ?? '/metrics'}, and the metrics are at ${METRICS_PATH}`,
      };
    default:
      return {
        summary: `A relabeling of ${name} throws ${target} out`,
        evidence: (asked?.relabelings ?? []).map(
          ({ action, sourceLabels, regex }) =>
            `${action} ${sourceLabels.join(',')} ${regex ?? ''}`,
        ),
      };
  }
}

/** A patch of the monitor that takes it a station further, all the way where nothing else is wrong. */
export function mendMonitor(way: MonitorWay, ref: ModelRef): Outcome['fix'] {
  const { monitor, goal, station, endpoint } = way;
  const list =
    monitor.kind === 'ServiceMonitor' ? 'endpoints' : 'podMetricsEndpoints';
  const at = `/spec/${list}/${endpoint}`;
  switch (station) {
    case 'labels':
      return {
        summary: 'Have it select the label that the Service carries.',
        command: patch(monitor, 'replace', '/spec/selector', {
          matchLabels: { [SELDON_APP_LABEL]: goal.predictorService },
        }),
      };
    case 'namespace':
      return monitor.namespace === ref.namespace
        ? {
            summary: 'Have it look into its own namespace again.',
            command: patch(monitor, 'remove', '/spec/namespaceSelector'),
          }
        : {
            summary:
              'Have it look into the namespace of the model too; whoever owns the monitor can.',
            command: patch(monitor, 'add', '/spec/namespaceSelector', {
              matchNames: [
                ...(monitor.namespaceSelector?.matchNames ?? []),
                ref.namespace,
              ],
            }),
          };
    case 'port':
      return {
        summary: 'A monitor names the port by the name it has in the Service.',
        command: patch(monitor, 'add', `${at}/port`, portNameOf(way)),
      };
    case 'path':
      return {
        summary: `Have it ask for ${METRICS_PATH}.`,
        command: patch(monitor, 'add', `${at}/path`, METRICS_PATH),
      };
    default:
      return {
        summary: 'Take the relabeling off, or have it keep this target.',
        command: patch(monitor, 'remove', `${at}/relabelings`),
      };
  }
}

function patch(
  { kind, namespace, name }: MonitorFact,
  op: 'add' | 'replace' | 'remove',
  path: string,
  value?: unknown,
): string {
  return shell`kubectl --namespace ${namespace} patch ${kind.toLowerCase()} ${name} --type json --patch ${JSON.stringify([{ op, path, value }])}`;
}

function portOf({ monitor, endpoint }: MonitorWay): string {
  const { port, targetPort } = monitor.endpoints[endpoint] ?? {};
  return port === undefined ? String(targetPort ?? '') : `"${port}"`;
}

function portNameOf({ monitor, goal, service }: MonitorWay): string {
  return monitor.kind === 'PodMonitor'
    ? 'metrics'
    : (service?.ports.find(port => podPortOf(port, goal.pods) === goal.port)
        ?.name ?? 'http');
}

const hasPort = ({ ports }: ServiceFact, wanted: string | undefined) =>
  wanted !== undefined && ports.some(({ name }) => name === wanted);

const portsOf = ({ ports }: ServiceFact) =>
  ports.map(({ name, port }) => `"${name ?? ''}" (${port})`).join(', ');

const inWords = (labels: Record<string, string>) =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',') || 'with nothing';

function namespacesOf({ namespace, namespaceSelector }: MonitorFact): string {
  return namespaceSelector?.matchNames.join(', ') || namespace;
}
