import {
  noMonitorApi,
  prometheusManifest,
} from '../../readiness/checks/monitors';
import { TURN_ON } from '../../readiness/checks/userWorkload';
import { fixOf, isUnread } from '../../readiness/checks/unread';
import {
  CLUSTER_MONITORING_LABEL,
  prometheusesOf,
  selectionOf,
  USER_MONITORING_LABEL,
  wantedLabels,
  type Selection,
} from '../../readiness/monitorSelection';
import type { NamespaceFact } from '../../readiness/facts';
import { MANAGED_BY, MANAGED_BY_LABEL } from '../../manifests/labels';
import { shell } from '../../shell';
import { answerOf } from '../asked';
import type { DiagnosisFacts, MonitorFact } from '../facts';
import { tellingTargets } from '../measuringTargets';
import { bestWay } from '../monitorWay';
import { scrapeGoals } from '../scrapeGoals';
import { defineLink, type LinkContext, type Outcome } from './types';

/** A monitor is only a wish until a Prometheus takes it up. */
export const prometheus = defineLink(
  { id: 'prometheus', title: 'A Prometheus takes up the monitor' },
  context => {
    const { facts, earlier } = context;
    if (earlier.monitor?.status === 'not-applicable') {
      return {
        status: 'not-applicable',
        summary: 'There is no monitor to take up',
      };
    }
    const { apis } = facts;
    if (
      apis.status === 'read' &&
      !apis.value.serviceMonitor &&
      !apis.value.podMonitor
    ) {
      return takenUpAnyway(facts) ?? noMonitorApi(facts);
    }
    const monitors = selectingMonitors(facts);
    if (!monitors.length) {
      return withoutMonitor(context);
    }
    const verdicts = monitors.map(monitor => ({
      monitor,
      selection: selectionOf(
        {
          kind: monitor.kind,
          labels: monitor.labels,
          namespace: namespaceOf(monitor, facts),
        },
        facts,
      ),
    }));
    const ignored = verdicts.find(
      ({ selection }) => selection.status === 'ignored',
    );
    const unsure = verdicts.find(
      ({ selection }) => selection.status === 'unknown',
    );
    if (!ignored && !unsure) {
      return {
        status: 'ok',
        summary: verdicts
          .map(
            ({ monitor, selection }) =>
              `${monitor.kind} ${monitor.name} is taken up by ${selection.status === 'selected' ? selection.by.join(', ') : ''}`,
          )
          .join('; '),
      };
    }
    const { monitor, selection } = ignored ?? unsure!;
    return takenUpAnyway(facts) ?? notTakenUp(monitor, selection, facts);
  },
);

/** The monitors that select the model, each once. */
function selectingMonitors(facts: DiagnosisFacts): MonitorFact[] {
  const ways = scrapeGoals(facts)
    .filter(({ part }) => part === 'orchestrator')
    .flatMap(goal => bestWay(goal, facts) ?? [])
    .filter(({ station }) => station !== 'labels' && station !== 'namespace');
  return [...new Set(ways.map(({ monitor }) => monitor))];
}

function namespaceOf(
  { namespace }: MonitorFact,
  facts: DiagnosisFacts,
): NamespaceFact {
  return namespace === facts.ref.namespace
    ? facts.namespace
    : { name: namespace };
}

/** Even before there is a monitor it can be told whether anybody would take one up. */
function withoutMonitor({ facts, earlier }: LinkContext): Outcome {
  const labels = {
    ...facts.monitoring.labels,
    [MANAGED_BY_LABEL]: MANAGED_BY,
  };
  const selection = selectionOf(
    { kind: 'ServiceMonitor', labels, namespace: facts.namespace },
    facts,
  );
  const nobody =
    selection.status === 'ignored' &&
    !prometheusesOf(facts, 'ServiceMonitor').some(
      ({ replicas }) => replicas !== 0,
    );
  if (nobody) {
    return takenUpAnyway(facts) ?? nobodyTakesUp(selection, facts);
  }
  return {
    status: 'unknown',
    summary:
      earlier.monitor?.status === 'ok'
        ? 'Whether a Prometheus takes up monitors does not matter here: the model is scraped without one'
        : 'Whether a Prometheus takes it up cannot be told before a monitor selects the model',
    ...(selection.status === 'selected' && {
      evidence: [
        `${selection.by.join(', ')} would take up a monitor from the template`,
      ],
    }),
  };
}

function notTakenUp(
  monitor: MonitorFact,
  selection: Selection,
  facts: DiagnosisFacts,
): Outcome {
  const name = `${monitor.kind} ${monitor.name}`;
  const reasons = selection.status === 'selected' ? [] : selection.reasons;
  if (selection.status !== 'ignored') {
    return {
      status: 'unknown',
      summary: `Whether a Prometheus takes up ${name} could not be found out`,
      evidence: reasons,
      fix: fixOf(facts.prometheuses, facts),
    };
  }
  if (monitor.labels[USER_MONITORING_LABEL] === 'false') {
    return {
      status: 'broken',
      summary: `${name} is labelled ${USER_MONITORING_LABEL}=false, so that OpenShift's monitoring leaves it out`,
      evidence: reasons,
      fix: {
        summary: 'Take the label off.',
        command: shell`kubectl --namespace ${monitor.namespace} label ${monitor.kind.toLowerCase()} ${monitor.name} ${`${USER_MONITORING_LABEL}-`}`,
      },
    };
  }
  const excluding = excludingLabel(facts);
  if (excluding) {
    return {
      status: 'broken',
      summary: `Namespace ${facts.namespace.name} is labelled ${excluding}, so that OpenShift's monitoring of users' namespaces leaves out ${name}`,
      evidence: reasons,
      fix: {
        summary: 'Have an administrator of the cluster take the label off.',
        command: shell`kubectl label namespace ${facts.namespace.name} ${`${excluding.split('=')[0]}-`}`,
      },
    };
  }
  if (!prometheusesOf(facts, monitor.kind).some(each => each.replicas !== 0)) {
    return nobodyTakesUp(selection, facts);
  }
  const wanted = wantedLabels(monitor.kind, namespaceOf(monitor, facts), facts);
  return {
    status: 'broken',
    summary: `No Prometheus takes up ${name}: ${reasons[0]}`,
    evidence: [
      ...reasons,
      `${name} is labelled ${
        Object.entries(monitor.labels)
          .map(([key, value]) => `${key}=${value}`)
          .join(',') || 'with nothing'
      }`,
    ],
    fix: wanted
      ? {
          summary:
            'Put the labels on it that the Prometheus asks for. Where the template makes monitors, set them under mlMonitoring.provisioning.monitoring.labels, too.',
          command: shell`kubectl --namespace ${monitor.namespace} label ${monitor.kind.toLowerCase()} ${monitor.name} --overwrite ${Object.entries(
            wanted,
          ).map(([key, value]) => `${key}=${value}`)}`,
        }
      : {
          summary: `Have whoever runs that Prometheus widen what it selects: an absent selector selects nothing, {} everything.`,
        },
  };
}

function excludingLabel({
  namespace: { labels = {} },
  userWorkloadMonitoring,
}: DiagnosisFacts): string | undefined {
  if (userWorkloadMonitoring.status === 'absent') {
    return undefined;
  }
  return [
    [CLUSTER_MONITORING_LABEL, 'true'],
    [USER_MONITORING_LABEL, 'false'],
  ]
    .filter(([label, value]) => labels[label] === value)
    .map(([label, value]) => `${label}=${value}`)[0];
}

function nobodyTakesUp(selection: Selection, facts: DiagnosisFacts): Outcome {
  const { userWorkloadMonitoring } = facts;
  const reasons = selection.status === 'selected' ? [] : selection.reasons;
  if (reasons.length) {
    return {
      status: 'broken',
      summary: `No Prometheus runs that would take up a monitor: ${reasons[0]}`,
      evidence: reasons,
      fix: { summary: 'Have whoever runs that Prometheus scale it up again.' },
    };
  }
  if (
    userWorkloadMonitoring.status === 'read' &&
    !userWorkloadMonitoring.value.enabled
  ) {
    return {
      status: 'broken',
      summary:
        'User-workload monitoring of OpenShift is off, and there is no other Prometheus: nobody takes up monitors',
      fix: TURN_ON,
    };
  }
  return {
    status: 'broken',
    summary: 'There is no Prometheus that would take up a monitor',
    fix: {
      summary:
        'Have a Prometheus set up that takes up monitors from this namespace. This one takes all there are in its own.',
      manifest: prometheusManifest(facts.ref.namespace),
    },
  };
}

/** Prometheus itself is a better witness than its settings: it has the job of a monitor, or targets of the model. */
function takenUpAnyway(facts: DiagnosisFacts): Outcome | undefined {
  const targets = tellingTargets(facts);
  const pools = (answerOf(facts.metrics.pools) ?? []).filter(
    ({ active, dropped }) => active > 0 || dropped.length > 0,
  );
  if (!targets.length && !pools.length) {
    return undefined;
  }
  const by = facts.metrics.state.title;
  return {
    status: 'ok',
    summary: targets.length
      ? `${by} has targets of the model (job ${targets[0].labels.job})`
      : `${by} has the job of ${pools[0].monitor.kind} ${pools[0].monitor.name}`,
    evidence: isUnread(facts.prometheuses) ? [facts.prometheuses.message] : [],
  };
}
