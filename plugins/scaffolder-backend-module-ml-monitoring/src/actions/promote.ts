import type { ActionDependencies } from '../client/BackendCaller';
import { finishingAction } from './finishRollout';
import { examples } from './promote.examples';

/** `seldon:model:promote` */
export function createPromoteAction(dependencies: ActionDependencies) {
  return finishingAction(dependencies, {
    id: 'seldon:model:promote',
    description:
      'Gives the new version of a model all requests and takes the old one away, once no request can be on its way to it any more',
    examples,
    takeStep: dependencies.api.promoteRollout,
    attempt: 'Promoting',
  });
}
