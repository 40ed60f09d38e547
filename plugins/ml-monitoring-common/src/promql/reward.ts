import { onceForEachPod } from './countedOnce';
import { duration } from './duration';
import type { QueryScope, Window } from './scope';
import { selector } from './selector';
import { sum } from './traffic';

/** The mean reward of the feedback that was sent within the window. @public */
export function meanReward(
  scope: QueryScope<Window>,
  by: readonly string[] = [],
): string {
  return `${increase('seldon_api_model_feedback_reward_total', scope, by)} / ${feedbackCount(scope, by)}`;
}

/** How much feedback was sent within the window. @public */
export function feedbackCount(
  scope: QueryScope<Window>,
  by: readonly string[] = [],
): string {
  return increase('seldon_api_model_feedback_total', scope, by);
}

function increase(
  metric: string,
  scope: QueryScope<Window>,
  by: readonly string[],
): string {
  return sum(
    by,
    onceForEachPod(
      `increase(${selector(metric, scope.matchers)}[${duration(scope.windowSeconds)}])`,
    ),
  );
}
