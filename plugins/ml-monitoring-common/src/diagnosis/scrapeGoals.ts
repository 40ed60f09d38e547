import {
  MANAGED_BY_LABEL,
  SELDON_APP_LABEL,
  SELDON_DEPLOYMENT_ID_LABEL,
} from '../manifests/labels';
import { metricsPorts } from '../manifests/metricsService';
import { seldonDeploymentId } from '../manifests/names';
import type { PredictorShape } from '../manifests/types';
import type { MetricsPart } from '../manifests/scrapedBy';
import { ORCHESTRATOR } from '../promql/calls';
import { isSelected } from '../readiness/labelSelector';
import type { DiagnosisFacts, ScrapedPodFact, ServiceFact } from './facts';

/** Where the orchestrator answers requests and gives metrics. */
const ORCHESTRATOR_PORT = 8000;

/** A port of a predictor's pods that gives metrics, and what leads there. */
export interface ScrapeGoal {
  part: MetricsPart;
  predictor: string;
  predictorService: string;
  container: string;
  port: number;
  /** That select the pods, and that of the predictor, there or not. */
  services: ServiceFact[];
  pods: ScrapedPodFact[];
}

/** Everything of a model that has metrics to give, whether anybody scrapes it or not. */
export function scrapeGoals(facts: DiagnosisFacts): ScrapeGoal[] {
  const { shape } = facts;
  return (shape?.predictors ?? []).flatMap(predictor => {
    const goal = goalIn(facts, predictor);
    return [
      ...(predictor.withoutEngine
        ? []
        : [goal('orchestrator', ORCHESTRATOR, ORCHESTRATOR_PORT)]),
      ...metricsPorts(predictor, shape!.protocol).map(({ container, port }) =>
        goal('containers', container, port),
      ),
    ];
  });
}

function goalIn(facts: DiagnosisFacts, predictor: PredictorShape) {
  const { ref, services, pods } = facts;
  const { name, serviceName } = predictor;
  // What the operator gives its pods; those that run may have lost some.
  const labels = {
    [SELDON_DEPLOYMENT_ID_LABEL]: seldonDeploymentId(ref.name),
    [MANAGED_BY_LABEL]: 'seldon-core',
    [SELDON_APP_LABEL]: serviceName,
    version: name,
  };
  const all = services.status === 'read' ? services.value : [];
  const leading = all.filter(
    each =>
      each.name === serviceName ||
      (Object.keys(each.selector).length > 0 &&
        isSelected({ matchLabels: each.selector }, { labels, complete: true })),
  );
  const own = (pods.status === 'read' ? pods.value : []).filter(
    pod => pod.labels[SELDON_APP_LABEL] === serviceName,
  );
  return (part: MetricsPart, container: string, port: number): ScrapeGoal => ({
    part,
    predictor: name,
    predictorService: serviceName,
    container,
    port,
    services: all.some(each => each.name === serviceName)
      ? leading
      : [...leading, expectedService(predictor, labels)],
    pods: own,
  });
}

/** As the operator will make it. */
function expectedService(
  { serviceName, withoutEngine }: PredictorShape,
  labels: Record<string, string>,
): ServiceFact {
  const { version, ...operated } = labels;
  return {
    name: serviceName,
    labels: operated,
    selector: { [SELDON_APP_LABEL]: serviceName },
    ports: [
      {
        name: 'http',
        port: ORCHESTRATOR_PORT,
        targetPort: withoutEngine?.httpPort ?? ORCHESTRATOR_PORT,
      },
    ],
  };
}

/** The port of the pods that a port of a Service leads to. `undefined`: it leads by a name that no container has. */
export function podPortOf(
  { port, targetPort }: ServiceFact['ports'][number],
  pods: readonly ScrapedPodFact[],
): number | undefined {
  if (typeof targetPort !== 'string') {
    return targetPort ?? port;
  }
  const byNumber = Number(targetPort);
  return Number.isInteger(byNumber)
    ? byNumber
    : pods.flatMap(pod => pod.ports).find(({ name }) => name === targetPort)
        ?.port;
}
