import type { Evidence } from '../../contract/health';
import type { ClusterFacts } from '../facts';
import type { MetricFacts, TargetFact } from '../metricFacts';
import { isModelStopped, isStarting, secondsBetween } from '../predictors';
import { measuringPods, type PodFact } from '../pods';
import { CAUSES_IN_SERVICES } from './causes';
import { scrapeCause } from './scrapeCauses';
import type { Judgement, MetricsRule, RuleContext } from './types';

type Scraped = MetricFacts & { targets: TargetFact[] };

/** Whether Prometheus sees the model at all: without that its silence means nothing. */
export const scrapeTargets: MetricsRule = {
  findings: {
    'not-monitored': {
      means: 'no ServiceMonitor or PodMonitor selects the model',
      usually: 'run the template, or `seldon:model:monitor`',
    },
    'target-absent': {
      means: 'there is a monitor, and Prometheus has no such target',
      usually:
        "does a Prometheus select this monitor and this namespace? Is the Service's port _name_ the one in the monitor?",
    },
    'target-down': {
      means:
        'Prometheus tries to scrape a pod and fails; its own error is shown',
      usually:
        'a network policy, a sidecar that wants mTLS, a port where nothing listens, a wrong path, or a limit on samples: the error tells which',
    },
    'target-stale': {
      means: 'the last sample is old',
      usually: 'Prometheus is down or behind',
    },
  },
  judge: (metrics, { cluster, ...context }) => {
    const { targets } = metrics;
    if (!targets || !cluster || isModelStopped(cluster)) {
      return [];
    }
    const pods = measuringPods(cluster);
    if (!pods.length) {
      return [];
    }
    if (!targets.length) {
      return [absent(cluster, metrics, pods, context)];
    }
    const scraped = { ...metrics, targets };
    return [
      ...down(scraped, pods, context),
      ...unseen(cluster, scraped, pods, context),
      ...stale(cluster, scraped, context),
    ];
  },
};

function absent(
  cluster: ClusterFacts,
  metrics: MetricFacts,
  pods: PodFact[],
  context: RuleContext,
): Judgement {
  const { monitors } = cluster.model;
  if (!monitors.length) {
    return unmonitored(metrics, context);
  }
  const names = monitors.map(({ kind, name }) => `${kind} "${name}"`);
  const waits = isStarting(cluster, context) || pods.every(isYoung(context));
  return {
    ...common(metrics, context),
    rule: 'target-absent',
    status: waits ? 'progressing' : 'unknown',
    title: waits
      ? 'Prometheus has not taken up the model yet'
      : 'Prometheus does not scrape the model, though a monitor asks it to',
    detail: `${names.join(', ')} ${names.length === 1 ? 'selects' : 'select'} it.`,
    remedy: waits
      ? undefined
      : 'Check that the Prometheus object selects the labels and the namespace of the monitor, may read Services, Endpoints and Pods there, and that the port name of the monitor is that of the Service.',
    explainedBy: [...CAUSES_IN_SERVICES, 'endpoints'],
  };
}

function unmonitored(metrics: MetricFacts, context: RuleContext): Judgement {
  return {
    ...common(metrics, context),
    rule: 'not-monitored',
    status: 'unknown',
    title: 'Nothing measures this model: no monitor selects its metrics',
    remedy:
      'Add monitoring with the software template, or a ServiceMonitor for its predictor Service with port http and path /prometheus.',
  };
}

function down(
  metrics: Scraped,
  pods: PodFact[],
  context: RuleContext,
): Judgement[] {
  // A pod that is not ready cannot be scraped yet, or no longer, and its own findings say why.
  const broken = metrics.targets.filter(
    target =>
      !target.up &&
      !isStale(target, context) &&
      (target.pod === undefined ||
        pods.some(({ name }) => name === target.pod)),
  );
  if (!broken.length) {
    return [];
  }
  const blind = broken.filter(
    target =>
      !metrics.targets.some(other => other.up && isSamePod(other, target)),
  );
  return [
    blind.length
      ? unscraped(blind, pods, metrics, context)
      : superfluous(broken, metrics, context),
  ];
}

function unscraped(
  targets: TargetFact[],
  pods: PodFact[],
  metrics: Scraped,
  context: RuleContext,
): Judgement {
  const [first] = targets;
  const cause = scrapeCause(first.lastError);
  const areNew = targets.every(({ pod }) =>
    pods.some(each => each.name === pod && isYoung(context)(each)),
  );
  return {
    ...common(metrics, context),
    rule: 'target-down',
    status: areNew ? 'progressing' : 'unknown',
    title: `Prometheus cannot scrape ${targets.length === 1 ? `the target ${first.instance}` : `${targets.length} targets`}${cause ? `, because ${cause.because}` : ''}: what happens there is not measured`,
    detail: first.lastError,
    remedy:
      cause?.remedy ??
      'Check that the port and path of the monitor are those at which the pod serves metrics, and that no network policy keeps Prometheus out.',
    evidence: targets.slice(0, 3).map(evidenceOf),
  };
}

function superfluous(
  targets: TargetFact[],
  metrics: Scraped,
  context: RuleContext,
): Judgement {
  const [first] = targets;
  return {
    ...common(metrics, context),
    rule: 'target-down',
    status: 'healthy',
    title: `Prometheus also scrapes ${first.instance}, which has no metrics to give`,
    detail: first.lastError,
    remedy:
      'The monitor selects a Service too many, as those of the containers since Seldon 1.8: keep only the predictor Service with a relabeling.',
    evidence: targets.slice(0, 3).map(evidenceOf),
  };
}

function evidenceOf({ job, instance, lastError }: TargetFact): Evidence {
  return {
    kind: 'object',
    object: `Target ${job} ${instance}`,
    detail: lastError ? `down: ${lastError}` : 'down',
  };
}

function unseen(
  cluster: ClusterFacts,
  metrics: Scraped,
  pods: PodFact[],
  context: RuleContext,
): Judgement[] {
  // Targets without a pod label may be of any pod.
  if (metrics.targets.some(({ pod }) => pod === undefined)) {
    return [];
  }
  const missing = pods.filter(
    pod => !metrics.targets.some(target => target.pod === pod.name),
  );
  if (!missing.length) {
    return [];
  }
  // Prometheus learns of the pods of a rollout with a delay, and of their readiness not at all.
  const waits = isStarting(cluster, context) || missing.every(isYoung(context));
  return [
    {
      ...common(metrics, context),
      rule: 'target-absent',
      status: waits ? 'progressing' : 'unknown',
      title: waits
        ? `Prometheus has not taken up ${missing.length} of ${pods.length} pods yet`
        : `Prometheus does not scrape ${missing.length} of ${pods.length} pods`,
      detail: missing
        .slice(0, 5)
        .map(({ name }) => name)
        .join(', '),
      remedy: waits
        ? undefined
        : 'Check that the monitor selects the Services of all predictors.',
    },
  ];
}

function stale(
  cluster: ClusterFacts,
  metrics: Scraped,
  context: RuleContext,
): Judgement[] {
  const { now, thresholds } = context;
  const times = metrics.targets.flatMap(({ scrapedAt }) => scrapedAt ?? []);
  const latest = new Date(Math.max(...times.map(time => time.getTime())));
  if (
    !times.length ||
    secondsBetween(latest, now) <= thresholds.staleAfterSeconds
  ) {
    return [];
  }
  // Of a monitor that was deleted Prometheus remembers the targets for some minutes.
  if (!cluster.model.monitors.length) {
    return [{ ...unmonitored(metrics, context), since: latest.toISOString() }];
  }
  return [
    {
      ...common(metrics, context),
      rule: 'target-stale',
      status: 'unknown',
      title: `Prometheus last scraped the model ${Math.round(secondsBetween(latest, now) / 60)} minutes ago`,
      since: latest.toISOString(),
      remedy: 'Check that Prometheus runs and still has the target.',
      explainedBy: [...CAUSES_IN_SERVICES, 'endpoints'],
    },
  ];
}

function isYoung({ now, thresholds }: RuleContext) {
  return ({ startedAt }: PodFact) =>
    startedAt !== undefined &&
    secondsBetween(new Date(startedAt), now) < thresholds.staleAfterSeconds;
}

/** Not scraped any more, whatever the last scrape gave. */
function isStale(
  { scrapedAt }: TargetFact,
  { now, thresholds }: RuleContext,
): boolean {
  return (
    scrapedAt !== undefined &&
    secondsBetween(scrapedAt, now) > thresholds.staleAfterSeconds
  );
}

function isSamePod(a: TargetFact, b: TargetFact): boolean {
  return a.pod !== undefined && a.pod === b.pod;
}

function common(
  metrics: MetricFacts,
  { now }: RuleContext,
): Pick<Judgement, 'confidence' | 'evidence'> {
  return {
    confidence: 'certain',
    evidence: [
      { kind: 'query', query: metrics.queries.targets, at: now.toISOString() },
    ],
  };
}
