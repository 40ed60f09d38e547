import { overPods, sum } from './countedOnce';
import { duration } from './duration';
import type { QueryScope, Window } from './scope';
import { selector } from './selector';

/** Counts what feedback was sent. */
export const FEEDBACK_METRIC = 'seldon_api_model_feedback_total';
const REWARD_METRIC = 'seldon_api_model_feedback_reward_total';

/** The mean reward of the feedback that was sent within the window. @public */
export function meanReward(
  scope: QueryScope<Window>,
  by: readonly string[] = [],
): string {
  const total = (metric: string) =>
    overPods('sum', by, increase(metric, scope));
  return `${total(REWARD_METRIC)} / ${total(FEEDBACK_METRIC)}`;
}

/** How much feedback was sent within the window. Every node of the graph that it is passed to counts it. @public */
export function feedbackCount(
  scope: QueryScope<Window>,
  by: readonly string[] = [],
): string {
  const predictor = [...new Set([...by, 'predictor_name'])];
  const ofNodes = overPods(
    'sum',
    [...predictor, 'model_name'],
    increase(FEEDBACK_METRIC, scope),
  );
  return sum(by, `max by (${predictor.join(',')}) (${ofNodes})`);
}

function increase(metric: string, scope: QueryScope<Window>): string {
  return `increase(${selector(metric, scope.matchers)}[${duration(scope.windowSeconds)}])`;
}
