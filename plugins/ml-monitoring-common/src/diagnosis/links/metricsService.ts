import { SELDON_DEPLOYMENT_ID_LABEL } from '../../manifests/labels';
import {
  exposesMetrics,
  metricsPorts,
  metricsService as manifestOf,
} from '../../manifests/metricsService';
import {
  containerServiceName,
  metricsServiceName,
} from '../../manifests/names';
import type { PredictorShape } from '../../manifests/types';
import { isUnread, unread } from '../../readiness/checks/unread';
import { shell } from '../../shell';
import { answerOf } from '../asked';
import type { DiagnosisFacts, MonitorFact, ServiceFact } from '../facts';
import { resembles, wayOf } from '../monitorWay';
import { podPortOf, scrapeGoals, type ScrapeGoal } from '../scrapeGoals';
import { toYaml } from '../toYaml';
import { defineLink, waitsFor, type Outcome } from './types';

/** What the model measures itself has an address. Nobody has to measure anything, so that a missing one is only a fault where one is meant. */
export const metricsService = defineLink(
  {
    id: 'metrics-service',
    title: "A Service leads to the model's own metrics",
  },
  context => {
    const { facts } = context;
    const { shape, services } = facts;
    if (!shape) {
      return (
        waitsFor(
          context,
          ['seldon-api'],
          'Whether it has metrics of its own',
        ) ?? {
          status: 'unknown',
          summary: 'Whether the model has metrics of its own is not known',
        }
      );
    }
    if (isUnread(services)) {
      return unread(
        services,
        'Whether a Service leads to them could not be found out',
        facts,
      );
    }
    const own = scrapeGoals(facts).filter(({ part }) => part === 'containers');
    if (!own.length) {
      return { status: 'not-applicable', summary: whyNone(facts) };
    }
    const stolen = own.flatMap(goal => owned(goal, facts));
    if (stolen.length) {
      return deletedByOperator(stolen[0], facts);
    }
    const lacking = own.filter(goal => !leadingTo(goal).length);
    if (!lacking.length) {
      return {
        status: 'ok',
        summary: own
          .map(
            goal =>
              `Service ${leadingTo(goal)[0].name} leads to port ${goal.port} of container ${goal.container}`,
          )
          .join('; '),
      };
    }
    return judgeMissing(lacking, facts);
  },
);

function judgeMissing(
  lacking: readonly ScrapeGoal[],
  facts: DiagnosisFacts,
): Outcome {
  const [goal] = lacking;
  const byPods = monitorsIn(facts).find(
    monitor =>
      monitor.kind === 'PodMonitor' &&
      wayOf(monitor, goal, facts.ref.namespace).station === 'arrives',
  );
  if (byPods) {
    return {
      status: 'not-applicable',
      summary: `PodMonitor ${byPods.name} has the pods scraped without a Service`,
    };
  }
  const expected = whoExpects(lacking, facts);
  const fix = {
    summary: `Apply this Service, with a ServiceMonitor for it. It must not carry the label ${SELDON_DEPLOYMENT_ID_LABEL}: the operator deletes every Service with it that it did not make.`,
    manifest: manifestFor(goal, facts),
  };
  const what = `No Service leads to port ${goal.port} of container ${goal.container}`;
  return expected
    ? { status: 'broken', summary: `${what}, ${expected}`, fix }
    : {
        status: 'not-applicable',
        summary: `${what}, and nothing tells that the model has metrics of its own. The charts of requests do without`,
        fix: {
          ...fix,
          summary: `Should the model have metrics of its own: ${fix.summary.replace('Apply', 'apply')}`,
        },
      };
}

/** Why it is sure that the model has metrics of its own. */
function whoExpects(
  lacking: readonly ScrapeGoal[],
  facts: DiagnosisFacts,
): string | undefined {
  const monitor = monitorsIn(facts).find(
    each =>
      each.kind === 'ServiceMonitor' &&
      resembles(each, facts) &&
      each.endpoints.some(({ port }) => port?.startsWith('metrics')) &&
      !servicesIn(facts).some(
        candidate =>
          wayOf(
            each,
            { ...lacking[0], services: [candidate] },
            facts.ref.namespace,
          ).station !== 'labels',
      ),
  );
  if (monitor) {
    return `which ServiceMonitor ${monitor.name} is there for`;
  }
  const { lately = [] } = answerOf(facts.metrics.ownMetrics) ?? {};
  if (lately.length) {
    return `though the model has metrics of its own (${lately.slice(0, 3).join(', ')}), which used to be scraped`;
  }
  const named = lacking
    .map(({ predictorService }) => metricsServiceName(predictorService))
    .find(name => servicesIn(facts).some(each => each.name === name));
  return (
    named && `though Service ${named}, which leads elsewhere, was made for it`
  );
}

/** Services of somebody else's that carry the operator's label: it deletes them. */
function owned(goal: ScrapeGoal, facts: DiagnosisFacts): ServiceFact[] {
  const made = new Set([
    goal.predictorService,
    containerServiceName(facts.ref.name, goal.predictor, goal.container),
  ]);
  return leadingTo(goal).filter(
    ({ name, labels }) =>
      labels[SELDON_DEPLOYMENT_ID_LABEL] !== undefined && !made.has(name),
  );
}

function deletedByOperator(
  { name }: ServiceFact,
  { ref }: DiagnosisFacts,
): Outcome {
  return {
    status: 'broken',
    summary: `Service ${name} carries the label ${SELDON_DEPLOYMENT_ID_LABEL}: the operator deletes it as soon as the model is ready`,
    fix: {
      summary: 'Take the label off.',
      command: shell`kubectl --namespace ${ref.namespace} label service ${name} ${`${SELDON_DEPLOYMENT_ID_LABEL}-`}`,
    },
  };
}

function leadingTo({ services, port, pods }: ScrapeGoal): ServiceFact[] {
  return services.filter(service =>
    service.ports.some(each => podPortOf(each, pods) === port),
  );
}

function whyNone({ shape }: DiagnosisFacts): string {
  const containers = (shape?.predictors ?? []).flatMap(
    (predictor: PredictorShape) => predictor.containers,
  );
  const silent = containers.filter(
    container => shape && !exposesMetrics(container, shape.protocol),
  );
  return silent.length
    ? `${silent.map(({ name, image, implementation }) => `Container ${name} (${image ?? implementation})`).join(', ')} has no metrics of its own at a port that the operator knows`
    : 'The model has no container beside the orchestrator that could have metrics of its own';
}

function manifestFor(goal: ScrapeGoal, { ref, shape }: DiagnosisFacts): string {
  const predictor = shape!.predictors.find(
    ({ name }) => name === goal.predictor,
  )!;
  return toYaml(
    manifestOf(ref, predictor, metricsPorts(predictor, shape!.protocol)),
  );
}

function monitorsIn({ monitors }: DiagnosisFacts): MonitorFact[] {
  return monitors.status === 'read' ? monitors.value : [];
}

function servicesIn({ services }: DiagnosisFacts): ServiceFact[] {
  return services.status === 'read' ? services.value : [];
}
