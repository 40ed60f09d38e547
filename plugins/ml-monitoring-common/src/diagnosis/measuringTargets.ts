import type { ClusterFacts } from '../health/facts';
import { measuringPods } from '../health/pods';
import { ORCHESTRATOR } from '../promql/calls';
import { answerOf } from './asked';
import type { DiagnosisFacts, UpFact } from './facts';
import { podPortOf, scrapeGoals, type ScrapeGoal } from './scrapeGoals';

/** A scrape may be late, and one may be missed. */
const MISSED_INTERVALS = 3;
const LATE_SECONDS = 5;

/** Prometheus goes on to answer for minutes with the last sample of a target whose job is gone from its configuration. */
function knownTargets({ metrics: { up } }: DiagnosisFacts) {
  return up.status !== 'answered'
    ? undefined
    : up.value.filter(
        ({ scrapedAt, intervalSeconds }) =>
          !scrapedAt ||
          intervalSeconds === undefined ||
          (up.asOf.getTime() - scrapedAt.getTime()) / 1000 <=
            MISSED_INTERVALS * intervalSeconds + LATE_SECONDS,
      );
}

/** The targets of one port of the model's pods. `undefined`: they are not known. */
export function targetsOf(
  goal: ScrapeGoal,
  facts: DiagnosisFacts,
): UpFact[] | undefined {
  const up = knownTargets(facts);
  return up?.filter(({ labels }) => isOf(goal, labels, facts));
}

/** Those that tell of predictions. */
export function measuringTargets(facts: DiagnosisFacts): UpFact[] | undefined {
  const up = knownTargets(facts);
  const goals = scrapeGoals(facts).filter(
    ({ part }) => part === 'orchestrator',
  );
  return up?.filter(({ labels }) =>
    goals.some(goal => isOf(goal, labels, facts)),
  );
}

/** Those that tell of predictions even now: so somebody asks for them, whatever monitors say. */
export function tellingTargets(facts: DiagnosisFacts): UpFact[] {
  const { thresholds, metrics } = facts;
  const now =
    metrics.up.status === 'answered' ? metrics.up.asOf.getTime() : Infinity;
  const oldest = now - thresholds.staleAfterSeconds * 1000;
  return (measuringTargets(facts) ?? []).filter(
    ({ up, scrapedAt }) =>
      up && (scrapedAt === undefined || scrapedAt.getTime() >= oldest),
  );
}

/** Targets of the model's pods that have no metrics to give. */
export function strayTargets(facts: DiagnosisFacts): UpFact[] {
  const cluster = answerOf(facts.model);
  const goals = scrapeGoals(facts);
  return (knownTargets(facts) ?? []).filter(
    ({ labels, up }) =>
      !up &&
      cluster !== undefined &&
      isOfPods(cluster, labels) &&
      !goals.some(goal => isOf(goal, labels, facts)),
  );
}

/** Predictors of which something counts requests. */
export function isMeasured({ shape }: DiagnosisFacts): boolean {
  return !!shape?.predictors.some(({ withoutEngine }) => !withoutEngine);
}

export function measuringPodsOf(
  facts: DiagnosisFacts,
): ClusterFacts['model']['pods'] {
  const cluster = answerOf(facts.model);
  return cluster ? measuringPods(cluster) : [];
}

function isOfPods(
  { model }: ClusterFacts,
  labels: Record<string, string>,
): boolean {
  return model.pods.some(({ name }) => name === labels.pod);
}

/** By its container where the target tells it, else by the port of its address. */
function isOf(
  goal: ScrapeGoal,
  labels: Record<string, string>,
  facts: DiagnosisFacts,
): boolean {
  const cluster = answerOf(facts.model);
  if (!cluster) {
    return false;
  }
  const ofPredictor = labels.pod
    ? cluster.model.pods.some(
        ({ name, predictor }) =>
          name === labels.pod &&
          (predictor === undefined || predictor === goal.predictor),
      )
    : goal.services.some(
        ({ name }) => name === labels.service || name === labels.job,
      );
  return ofPredictor && leadsTo(goal, labels);
}

function leadsTo(goal: ScrapeGoal, labels: Record<string, string>): boolean {
  const { container, endpoint, instance = '', service } = labels;
  const named = goal.services
    .find(({ name }) => name === service)
    ?.ports.find(({ name }) => name === endpoint);
  if (named) {
    return podPortOf(named, goal.pods) === goal.port;
  }
  if (container && goal.container === ORCHESTRATOR) {
    return container === goal.container;
  }
  return instance.endsWith(`:${goal.port}`);
}
