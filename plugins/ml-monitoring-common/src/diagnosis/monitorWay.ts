import { MODEL_LABEL, SELDON_DEPLOYMENT_ID_LABEL } from '../manifests/labels';
import { seldonDeploymentId } from '../manifests/names';
import { METRICS_PATH } from '../manifests/serviceMonitor';
import { isSelected } from '../readiness/labelSelector';
import type {
  DiagnosisFacts,
  MonitorFact,
  ScrapedPodFact,
  ScrapeEndpointFact,
  ServiceFact,
} from './facts';
import { podPortOf, type ScrapeGoal } from './scrapeGoals';

/** What Prometheus knows a target by before it is relabelled. @public */
export const SERVICE_NAME = '__meta_kubernetes_service_name';
/** @public */
export const CONTAINER_NAME = '__meta_kubernetes_pod_container_name';

/** How far a monitor gets on the way to a port that gives metrics: the later, the nearer. */
const STATIONS = [
  'labels',
  'namespace',
  'port',
  'path',
  'relabeling',
  'arrives',
] as const;
export type Station = (typeof STATIONS)[number];

export interface MonitorWay {
  monitor: MonitorFact;
  goal: ScrapeGoal;
  /** Where it ends. */
  station: Station;
  /** Of the monitor, the endpoint that gets so far, by its place in the list. */
  endpoint: number;
  /** Through which it leads. */
  service?: ServiceFact;
}

/** The furthest that a monitor gets. */
export function wayOf(
  monitor: MonitorFact,
  goal: ScrapeGoal,
  namespace: string,
): MonitorWay {
  const ways = monitor.endpoints.flatMap((endpoint, index): MonitorWay[] =>
    monitor.kind === 'ServiceMonitor'
      ? goal.services.map(service => ({
          monitor,
          goal,
          endpoint: index,
          service,
          station: byService(monitor, endpoint, { service, goal, namespace }),
        }))
      : goal.pods.map(pod => ({
          monitor,
          goal,
          endpoint: index,
          station: byPod(monitor, endpoint, { pod, goal, namespace }),
        })),
  );
  const nowhere: MonitorWay = { monitor, goal, station: 'labels', endpoint: 0 };
  return ways.reduce(
    (best, way) => (rank(way.station) > rank(best.station) ? way : best),
    ways[0] ?? nowhere,
  );
}

const rank = (station: Station) => STATIONS.indexOf(station);

const isFurther = (a: MonitorWay, b: MonitorWay) =>
  rank(a.station) > rank(b.station);

function byService(
  monitor: MonitorFact,
  endpoint: ScrapeEndpointFact,
  target: { service: ServiceFact; goal: ScrapeGoal; namespace: string },
): Station {
  const { service, goal, namespace } = target;
  if (!selectsLabels(monitor, service.labels)) {
    return 'labels';
  }
  if (!reachesNamespace(monitor, namespace)) {
    return 'namespace';
  }
  if (!portsOf(endpoint, service, goal.pods).includes(goal.port)) {
    return 'port';
  }
  if (endpoint.path !== METRICS_PATH) {
    return 'path';
  }
  return keepsTarget(endpoint, SERVICE_NAME, service.name) &&
    keepsTarget(endpoint, CONTAINER_NAME, goal.container)
    ? 'arrives'
    : 'relabeling';
}

function byPod(
  monitor: MonitorFact,
  { port, targetPort, ...endpoint }: ScrapeEndpointFact,
  target: { pod: ScrapedPodFact; goal: ScrapeGoal; namespace: string },
): Station {
  const { pod, goal, namespace } = target;
  if (!selectsLabels(monitor, pod.labels)) {
    return 'labels';
  }
  if (!reachesNamespace(monitor, namespace)) {
    return 'namespace';
  }
  const isPort = pod.ports.some(
    each =>
      each.container === goal.container &&
      each.port === goal.port &&
      (port === undefined
        ? targetPort === undefined ||
          targetPort === each.port ||
          targetPort === each.name
        : each.name === port),
  );
  if (!isPort) {
    return 'port';
  }
  if (endpoint.path !== METRICS_PATH) {
    return 'path';
  }
  return keepsTarget(endpoint, CONTAINER_NAME, goal.container)
    ? 'arrives'
    : 'relabeling';
}

const selectsLabels = (
  { selector }: MonitorFact,
  labels: Record<string, string>,
) => isSelected(selector, { labels, complete: true }) === true;

/** The ports of pods at which an endpoint of a monitor has a Service scraped. */
function portsOf(
  { port, targetPort }: ScrapeEndpointFact,
  service: ServiceFact,
  pods: readonly ScrapedPodFact[],
): (number | undefined)[] {
  return port === undefined && targetPort !== undefined
    ? [podPortOf({ port: 0, targetPort }, pods)]
    : service.ports
        .filter(each => port === undefined || each.name === port)
        .map(each => podPortOf(each, pods));
}

/** The monitor that gets furthest, of those that mean this model. */
export function bestWay(
  goal: ScrapeGoal,
  facts: DiagnosisFacts,
): MonitorWay | undefined {
  const { monitors, ref } = facts;
  const all = monitors.status === 'read' ? monitors.value : [];
  return all
    .map(each => wayOf(each, goal, ref.namespace))
    .filter(
      way => way.station !== 'labels' || meansModel(way.monitor, goal, facts),
    )
    .reduce<MonitorWay | undefined>(
      (best, way) => (!best || isFurther(way, best) ? way : best),
      undefined,
    );
}

/** Selects nothing of the model, but is in its namespace, called like it and not for its containers. */
function meansModel(
  each: MonitorFact,
  goal: ScrapeGoal,
  facts: DiagnosisFacts,
): boolean {
  const { ref } = facts;
  return (
    each.namespace === ref.namespace &&
    resembles(each, facts) &&
    !each.endpoints.some(({ port }) => port?.startsWith('metrics')) &&
    goal.services.every(
      service =>
        wayOf(each, { ...goal, services: [service] }, ref.namespace).station ===
        'labels',
    )
  );
}

/**
 * Services that a monitor takes along though they lead to no metrics: since Seldon 1.8 those of containers carry the label of the
 * predictor's. None where it is there for other models too.
 */
export function straysOf(
  monitor: MonitorFact,
  options: {
    services: readonly ServiceFact[];
    goals: readonly ScrapeGoal[];
    ref: DiagnosisFacts['ref'];
  },
): { service: ServiceFact; endpoint: number }[] {
  const { services, goals, ref } = options;
  if (
    monitor.kind !== 'ServiceMonitor' ||
    !reachesNamespace(monitor, ref.namespace) ||
    services.some(
      service =>
        selectsLabels(monitor, service.labels) && isOfOthers(service, ref),
    )
  ) {
    return [];
  }
  const isGoal = (service: ServiceFact, port: number | undefined) =>
    goals.some(goal => goal.port === port && goal.services.includes(service));
  return monitor.endpoints.flatMap((endpoint, index) =>
    services
      .filter(
        service =>
          selectsLabels(monitor, service.labels) &&
          keepsTarget(endpoint, SERVICE_NAME, service.name) &&
          portsOf(endpoint, service, []).some(port => !isGoal(service, port)),
      )
      .map(service => ({ service, endpoint: index })),
  );
}

/** Whether a monitor looks into a namespace, its own if it does not say. @public */
export function reachesNamespace(
  monitor: Pick<MonitorFact, 'namespace' | 'namespaceSelector'>,
  namespace: string,
): boolean {
  const { any, matchNames } = monitor.namespaceSelector ?? {};
  return (
    any ||
    (matchNames?.length
      ? matchNames.includes(namespace)
      : monitor.namespace === namespace)
  );
}

/** Of relabelings, those that keep or drop by that one label can be told here; others pass. @public */
export function keepsTarget(
  endpoint: Pick<ScrapeEndpointFact, 'relabelings'>,
  label: typeof SERVICE_NAME | typeof CONTAINER_NAME,
  value: string,
): boolean {
  return endpoint.relabelings.every(({ action, sourceLabels, regex }) => {
    const byLabel = sourceLabels.length === 1 && sourceLabels[0] === label;
    const verb = action?.toLowerCase();
    if (
      !byLabel ||
      regex === undefined ||
      (verb !== 'keep' && verb !== 'drop')
    ) {
      return true;
    }
    // Patterns are of RE2; where one is more than alternatives of names, do not judge.
    if (!/^[-a-z0-9|]*$/.test(regex)) {
      return true;
    }
    return regex.split('|').includes(value) === (verb === 'keep');
  });
}

/** Whether a monitor that selects nothing was meant for the model, by what it is called or looks for. */
export function resembles(
  monitor: MonitorFact,
  { ref, services }: Pick<DiagnosisFacts, 'ref' | 'services'>,
): boolean {
  const { name, labels, selector } = monitor;
  if (labels[MODEL_LABEL] !== undefined) {
    return labels[MODEL_LABEL] === seldonDeploymentId(ref.name);
  }
  const isCalledAlike =
    name === ref.name ||
    [name, ...Object.values(selector.matchLabels ?? {})].some(word =>
      word.startsWith(`${ref.name}-`),
    );
  const all = services.status === 'read' ? services.value : [];
  return (
    isCalledAlike &&
    !all.some(
      each => selectsLabels(monitor, each.labels) && isOfOthers(each, ref),
    )
  );
}

/** By its labels it belongs to another model, whose name may begin like this one's. */
export function isOfOthers(
  { labels }: ServiceFact,
  ref: DiagnosisFacts['ref'],
): boolean {
  const owner = labels[SELDON_DEPLOYMENT_ID_LABEL] ?? labels[MODEL_LABEL];
  return owner !== undefined && owner !== seldonDeploymentId(ref.name);
}
