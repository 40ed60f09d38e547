import { METRICS_PATH, serviceMonitor } from '../../manifests/serviceMonitor';
import { noMonitorApi } from '../../readiness/checks/monitors';
import {
  fixOf,
  isUnread,
  missingOf,
  unread,
} from '../../readiness/checks/unread';
import { stringifySelector } from '../../readiness/labelSelector';
import { shell } from '../../shell';
import type { DiagnosisFacts } from '../facts';
import { measuringTargets, tellingTargets } from '../measuringTargets';
import { bestWay, straysOf, type MonitorWay } from '../monitorWay';
import { mendMonitor, whatIsWrong } from '../monitorFaults';
import { scrapeGoals, type ScrapeGoal } from '../scrapeGoals';
import { toYaml } from '../toYaml';
import { defineLink, waitsFor, type LinkContext, type Outcome } from './types';

/** Somebody asks for the metrics of every orchestrator, and asks for what is there. */
export const monitor = defineLink(
  { id: 'monitor', title: 'A monitor selects the model' },
  context => {
    const { facts } = context;
    const { apis, monitors, shape, services } = facts;
    if (!shape) {
      return (
        waitsFor(context, ['seldon-api'], 'What would have to be selected') ?? {
          status: 'unknown',
          summary: 'What would have to be selected is not known',
        }
      );
    }
    const goals = scrapeGoals(facts).filter(
      ({ part }) => part === 'orchestrator',
    );
    if (!goals.length) {
      return {
        status: 'not-applicable',
        summary:
          "The model runs without Seldon's orchestrator (seldon.io/no-engine), which alone counts requests: there is nothing to select",
        fix: {
          summary:
            'Remove the annotation seldon.io/no-engine from the predictors to have their requests counted and timed.',
        },
      };
    }
    const effect = scrapedAnyway(facts);
    if (
      apis.status === 'read' &&
      !apis.value.serviceMonitor &&
      !apis.value.podMonitor
    ) {
      return effect ?? noMonitorApi(facts);
    }
    if (isUnread(monitors) || isUnread(services)) {
      const reading = isUnread(monitors) ? monitors : services;
      return unread(
        reading as Extract<typeof reading, { status: 'forbidden' | 'failed' }>,
        'Which monitors select the model could not be found out',
        facts,
      );
    }
    const ways = goals.map(goal => ({ goal, best: bestWay(goal, facts) }));
    const missed = ways.find(({ best }) => best?.station !== 'arrives');
    if (!missed) {
      return selected(
        ways.flatMap(({ best }) => best ?? []),
        facts,
      );
    }
    return (
      effect ??
      portThatWasRenamed(context, missed.best) ??
      (missingOf(monitors).length && !missed.best && !measuringTargets(facts)
        ? {
            status: 'unknown',
            summary: `No monitor that may be read selects predictor ${missed.goal.predictor}`,
            evidence: missingOf(monitors),
            fix: fixOf(monitors, facts),
          }
        : broken(missed.goal, missed.best, context))
    );
  },
);

/** It names the port that the operator makes, and somebody else renamed. */
function portThatWasRenamed(
  context: LinkContext,
  way: MonitorWay | undefined,
): Outcome | undefined {
  return way?.station === 'port' &&
    way.monitor.endpoints[way.endpoint].port === 'http'
    ? waitsFor(
        context,
        ['service'],
        `Whether ${way.monitor.kind} ${way.monitor.name} names the right port`,
      )
    : undefined;
}

function selected(ways: MonitorWay[], facts: DiagnosisFacts): Outcome {
  const services = facts.services.status === 'read' ? facts.services.value : [];
  const goals = scrapeGoals(facts);
  const strays = ways.flatMap(way =>
    straysOf(way.monitor, {
      services,
      goals,
      ref: facts.ref,
    }).map(stray => ({ ...stray, monitor: way.monitor })),
  );
  const [stray] = strays;
  return {
    status: 'ok',
    summary: ways
      .map(
        ({ monitor: { kind, name }, service }) =>
          `${kind} ${name} selects ${service ? `Service ${service.name}${services.includes(service) ? '' : ', once there is one'}` : 'the pods of the model'}`,
      )
      .join('; '),
    evidence: ways.map(
      ({ monitor: each, endpoint }) =>
        `${each.kind} ${each.namespace}/${each.name} takes ${stringifySelector(each.selector)} at port ${each.endpoints[endpoint].port ?? each.endpoints[endpoint].targetPort}, path ${each.endpoints[endpoint].path}`,
    ),
    ...(stray && {
      fix: {
        summary: `${stray.monitor.kind} ${stray.monitor.name} also selects Service ${strays.map(each => each.service.name).join(', ')}, which has no metrics and becomes a target that is always down: since Seldon 1.8 the Services of containers carry the label of the predictor's. That harms nothing; this keeps the one that is meant.`,
        command: keepCommand(ways[0]),
      },
    }),
  };
}

function keepCommand({ monitor: each, endpoint, service }: MonitorWay) {
  const relabelings = [
    {
      action: 'keep',
      sourceLabels: ['__meta_kubernetes_service_name'],
      regex: service?.name,
    },
  ];
  return shell`kubectl --namespace ${each.namespace} patch ${each.kind.toLowerCase()} ${each.name} --type json --patch ${JSON.stringify(
    [
      {
        op: 'add',
        path: `/spec/endpoints/${endpoint}/relabelings`,
        value: relabelings,
      },
    ],
  )}`;
}

function broken(
  goal: ScrapeGoal,
  best: MonitorWay | undefined,
  { facts, discreet }: LinkContext,
): Outcome {
  if (best) {
    return {
      status: 'broken',
      ...whatIsWrong(best),
      fix: mendMonitor(best, facts.ref),
    };
  }
  const { monitors, ref, monitoring } = facts;
  const others = (monitors.status === 'read' ? monitors.value : []).filter(
    each => !discreet && each.namespace === ref.namespace,
  );
  return {
    status: 'broken',
    summary: `No ServiceMonitor or PodMonitor selects Service ${goal.predictorService}: nobody asks Prometheus to scrape the model`,
    evidence: [
      ...others.map(
        each =>
          `${each.kind} ${each.name} takes ${stringifySelector(each.selector)}`,
      ),
      ...missingOf(monitors),
    ],
    fix: {
      summary:
        'Add monitoring with the software template or the action seldon:model:monitor, or apply this ServiceMonitor.',
      manifest: toYaml(
        serviceMonitor(
          ref,
          { name: goal.predictorService, ports: ['http'] },
          {
            ...monitoring,
            alertLabels: {},
            grafana: { labels: {} },
          },
        ),
      ),
    },
  };
}

/** Somebody scrapes it in a way that is not looked at here, as by annotations of pods. */
function scrapedAnyway(facts: DiagnosisFacts): Outcome | undefined {
  const targets = tellingTargets(facts);
  return targets.length
    ? {
        status: 'ok',
        summary: `No monitor selects the model as it should, and Prometheus scrapes its path ${METRICS_PATH} all the same (job ${targets[0].labels.job})`,
      }
    : undefined;
}
