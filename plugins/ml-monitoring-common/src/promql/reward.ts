import { overPods } from './countedOnce';
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
  return `${increase(REWARD_METRIC, scope, by)} / ${feedbackCount(scope, by)}`;
}

/** How much feedback was sent within the window. @public */
export function feedbackCount(
  scope: QueryScope<Window>,
  by: readonly string[] = [],
): string {
  return increase(FEEDBACK_METRIC, scope, by);
}

function increase(
  metric: string,
  scope: QueryScope<Window>,
  by: readonly string[],
): string {
  return overPods(
    'sum',
    by,
    `increase(${selector(metric, scope.matchers)}[${duration(scope.windowSeconds)}])`,
  );
}
