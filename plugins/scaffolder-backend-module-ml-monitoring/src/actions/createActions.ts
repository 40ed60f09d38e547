import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import type { ActionDependencies } from '../client/BackendCaller';
import { createAbortAction } from './abort';
import { createDeleteAction } from './delete';
import { createDeployAction } from './deploy';
import { createExposeAction } from './expose';
import { createMonitorAction } from './monitor';
import { createPlanAction } from './plan';
import { createPredictAction } from './predict';
import { createPromoteAction } from './promote';
import { createRenderAction } from './render';
import { createRolloutAction } from './rollout';
import { createWaitAction } from './wait';

/** Every action of this module. */
export function createActions(
  dependencies: ActionDependencies,
): TemplateAction<any, any, any>[] {
  return [
    createPlanAction(dependencies),
    createDeployAction(dependencies),
    createExposeAction(dependencies),
    createMonitorAction(dependencies),
    createWaitAction(dependencies),
    createPredictAction(dependencies),
    createRenderAction(dependencies),
    createRolloutAction(dependencies),
    createPromoteAction(dependencies),
    createAbortAction(dependencies),
    createDeleteAction(dependencies),
  ];
}
