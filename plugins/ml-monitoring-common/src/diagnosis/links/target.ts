import { isStarting } from '../../health/predictors';
import { roleManifest, stringifyRight } from '../../readiness/roleManifest';
import { shell } from '../../shell';
import { answerOf, reasonOf } from '../asked';
import type { DiagnosisFacts, UpFact } from '../facts';
import {
  isMeasured,
  measuringPodsOf,
  measuringTargets,
  strayTargets,
  targetsOf,
} from '../measuringTargets';
import { scrapeGoals } from '../scrapeGoals';
import { downTargets } from '../downTargets';
import { defineLink, waitsFor, type LinkContext, type Outcome } from './types';

/** Prometheus reads monitors once in a while, and a new target only at its next turn. */
const SETTLING_SECONDS = 120;

/** Prometheus knows the pods and gets their metrics. */
export const target = defineLink(
  { id: 'target', title: 'Prometheus scrapes the pods' },
  context => {
    const { facts, now } = context;
    if (facts.shape && !isMeasured(facts)) {
      return {
        status: 'not-applicable',
        summary: 'No pod of the model has metrics of requests to scrape',
      };
    }
    const what = 'Whether Prometheus scrapes the pods';
    const unasked = waitsFor(context, ['access'], what);
    if (unasked) {
      return unasked;
    }
    const targets = measuringTargets(facts);
    if (!targets || !answerOf(facts.model)) {
      return (
        waitsFor(context, ['seldon-api'], what) ?? {
          status: 'unknown',
          summary: `${what} could not be found out`,
          evidence: [...reasonOf(facts.metrics.up), ...reasonOf(facts.model)],
        }
      );
    }
    if (!targets.length) {
      return absent(context, what);
    }
    const pods = measuringPodsOf(facts);
    const unseen = pods.filter(
      pod =>
        targets.every(({ labels }) => labels.pod) &&
        !targets.some(({ labels }) => labels.pod === pod.name),
    );
    const down = targets.filter(
      ({ up, labels }) =>
        !up &&
        !targets.some(other => other.up && other.labels.pod === labels.pod),
    );
    if (down.length) {
      const areDown = !down.some(
        ({ labels }) =>
          !labels.pod || pods.some(({ name }) => name === labels.pod),
      );
      return (
        (areDown && waitsFor(context, ['model'], what)) ||
        downTargets(down, context)
      );
    }
    const stale = staleSince(targets, context);
    if (stale) {
      return {
        status: 'broken',
        summary: `Prometheus last scraped the model ${Math.round((now.getTime() - stale.getTime()) / 60_000)} minutes ago`,
        evidence: targets.map(describe),
        fix: {
          summary: 'Check that Prometheus runs, and keeps up with its targets.',
        },
      };
    }
    const own = ownMetricsDown(context);
    if (own) {
      return own;
    }
    const strays = strayTargets(facts);
    return {
      status: 'ok',
      summary: `Prometheus scrapes ${targets.length} ${targets.length === 1 ? 'target' : 'targets'} of the model`,
      evidence: [
        ...targets.map(describe),
        ...strays.map(
          each =>
            `${describe(each)}: there are no metrics at this port, so that it says nothing`,
        ),
        ...unseen.map(({ name }) => `Pod ${name} is not scraped yet`),
      ],
    };
  },
);

function absent(context: LinkContext, what: string): Outcome {
  const { facts } = context;
  const consequence = waitsFor(context, ['model', 'service'], what);
  if (consequence) {
    return consequence;
  }
  const unselected = waitsFor(context, ['monitor', 'prometheus'], what);
  const dropped = (answerOf(facts.metrics.pools) ?? []).find(
    ({ active, dropped: thrown }) => !active && thrown.some(isOfModel(facts)),
  );
  if (unselected) {
    return unselected;
  }
  const refused = lackingRights(context);
  if (refused) {
    return refused;
  }
  if (dropped) {
    const { kind, name } = dropped.monitor;
    return {
      status: 'broken',
      summary: `Prometheus finds the pods by ${kind} ${name}, and its relabelings throw every one of them out`,
      evidence: dropped.dropped
        .filter(isOfModel(facts))
        .slice(0, 3)
        .map(
          labels =>
            `Dropped: Service ${labels.__meta_kubernetes_service_name ?? '?'}, pod ${labels.__meta_kubernetes_pod_name ?? '?'}, port ${labels.__meta_kubernetes_endpoint_port_name ?? labels.__meta_kubernetes_pod_container_port_name ?? '?'}`,
        ),
      fix: {
        summary: `Look at spec.endpoints[].relabelings of ${kind} ${name}.`,
        command: shell`kubectl --namespace ${dropped.monitor.namespace} get ${kind.toLowerCase()} ${name} --output yaml`,
      },
    };
  }
  return isSettling(context)
    ? {
        status: 'unknown',
        summary:
          'Prometheus does not know the pods yet: it takes a new model up within a minute or two',
      }
    : neverSeen(context);
}

/** Everything that could be looked at is as it should be. What is left is guessed, and says so. */
function neverSeen({ facts, earlier }: LinkContext): Outcome {
  const { metrics, namespace } = facts;
  const others = (answerOf(metrics.up) ?? []).length > 0;
  return {
    status: 'broken',
    summary: `${metrics.state.title} has no target of the model`,
    evidence: [
      ...(earlier.prometheus ? [earlier.prometheus.summary] : []),
      others
        ? `It has other targets in ${namespace.name}, so that it may read what is there`
        : `It has no target in ${namespace.name} at all: it may lack the right to read Services, Endpoints and Pods there, or the portal reads another Prometheus than the one that takes up the monitor`,
    ],
    fix: others
      ? {
          summary:
            'Look at the targets that it has and drops (its page Status, Targets), and whether the portal reads the Prometheus that takes up the monitor.',
        }
      : {
          summary:
            'Likely, not certain: let the service account of that Prometheus read the namespace, if it may not yet. See first whether mlMonitoring.prometheus names the Prometheus that takes up the monitor.',
          manifest: roleManifest(rightsToScrape(namespace.name), undefined),
        },
  };
}

function lackingRights({ facts, discreet }: LinkContext): Outcome | undefined {
  const { scraperRights: read } = facts;
  const scrapers = read.status === 'read' ? read.value : [];
  const [first] = scrapers.filter(({ lacking }) => lacking.length);
  // One that may is enough.
  if (!first || scrapers.some(({ lacking }) => !lacking.length)) {
    return undefined;
  }
  return {
    status: 'broken',
    summary: `The Prometheus that takes up the monitor may not read ${facts.namespace.name}, so that it finds no pods there`,
    evidence: discreet
      ? []
      : first.lacking.map(
          right => `${first.user} may not ${stringifyRight(right)}`,
        ),
    fix: {
      summary: 'Grant its service account these rights.',
      manifest: roleManifest(first.lacking, discreet ? undefined : first.user),
    },
  };
}

/** What discovery by a monitor takes. @public */
export function rightsToScrape(namespace: string) {
  return [
    {
      apiGroup: '',
      resource: 'services',
      verbs: ['get', 'list', 'watch'],
      namespace,
    },
    {
      apiGroup: '',
      resource: 'endpoints',
      verbs: ['get', 'list', 'watch'],
      namespace,
    },
    {
      apiGroup: '',
      resource: 'pods',
      verbs: ['get', 'list', 'watch'],
      namespace,
    },
  ];
}

function ownMetricsDown(context: LinkContext): Outcome | undefined {
  const { facts, earlier } = context;
  if (earlier['metrics-service']?.status !== 'ok') {
    return undefined;
  }
  const down = scrapeGoals(facts)
    .filter(({ part }) => part === 'containers')
    .map(goal => targetsOf(goal, facts) ?? [])
    .filter(targets => targets.length && targets.every(({ up }) => !up))
    .flat();
  return down.length ? downTargets(down, context) : undefined;
}

function isOfModel(facts: DiagnosisFacts) {
  const pods = new Set(measuringPodsOf(facts).map(({ name }) => name));
  return (labels: Record<string, string>) =>
    pods.has(labels.__meta_kubernetes_pod_name);
}

function isSettling({ facts, now }: LinkContext): boolean {
  const cluster = answerOf(facts.model);
  if (!cluster) {
    return false;
  }
  const { thresholds } = facts;
  const since = measuringPodsOf(facts).map(({ startedAt }) =>
    startedAt ? new Date(startedAt).getTime() : 0,
  );
  return (
    isStarting(cluster, {
      now,
      thresholds: { ...thresholds, progressingAfterSeconds: SETTLING_SECONDS },
    }) ||
    (since.length > 0 &&
      Math.min(...since) > now.getTime() - SETTLING_SECONDS * 1000)
  );
}

function staleSince(
  targets: readonly UpFact[],
  { facts, now }: LinkContext,
): Date | undefined {
  const times = targets.flatMap(({ scrapedAt }) => scrapedAt?.getTime() ?? []);
  const latest = Math.max(...times);
  const oldest = now.getTime() - facts.thresholds.staleAfterSeconds * 1000;
  return times.length && latest < oldest ? new Date(latest) : undefined;
}

export function describe({ labels, up, lastError }: UpFact): string {
  const name = `Target ${labels.job ?? '?'} ${labels.instance ?? '?'}`;
  return up
    ? `${name} is up`
    : `${name} is down${lastError ? `: ${lastError}` : ''}`;
}
