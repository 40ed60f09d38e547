import type { ActionDependencies } from '../client/BackendCaller';
import { finishingAction } from './finishRollout';
import { examples } from './abort.examples';

/** `seldon:model:abort` */
export function createAbortAction(dependencies: ActionDependencies) {
  return finishingAction(dependencies, {
    id: 'seldon:model:abort',
    description:
      'Takes the new version of a model back: the running one gets all requests, and the new one goes. Without one there is nothing to do, so it can clean up after a failed step',
    examples,
    takeStep: dependencies.api.abortRollout,
    attempt: 'Taking back',
  });
}
