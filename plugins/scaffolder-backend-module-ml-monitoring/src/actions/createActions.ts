import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import type { ActionDependencies } from '../client/BackendCaller';
import { createDeleteAction } from './delete';
import { createDeployAction } from './deploy';
import { createExposeAction } from './expose';
import { createMonitorAction } from './monitor';
import { createPlanAction } from './plan';
import { createPredictAction } from './predict';
import { createRenderAction } from './render';
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
    createDeleteAction(dependencies),
  ];
}
