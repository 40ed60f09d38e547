import type { ScaffolderTask } from '@backstage/plugin-scaffolder-react';
import {
  modelRefSchema,
  type ModelRef,
} from 'backstage-plugin-ml-monitoring-common';

/** What makes a model; a run without it has nothing to remove. */
const DEPLOY_ACTION = 'seldon:model:deploy';

export interface EndedRun {
  /** `stopped`: by a person, so that no step ran after that, not even one that cleans up. */
  end: 'stopped' | 'failed';
  ref: ModelRef;
  /** The step that makes the model. */
  deployStep: string;
}

const ENDS: Partial<Record<ScaffolderTask['status'], EndedRun['end']>> = {
  cancelled: 'stopped',
  failed: 'failed',
};

/** Whether a run ended without success, and what model it may have left behind. */
export function endedRun({
  status,
  spec,
}: Pick<ScaffolderTask, 'status' | 'spec'>): EndedRun | undefined {
  const end = ENDS[status];
  const ref = modelRefSchema.safeParse(spec.parameters);
  const deploy = spec.steps.find(({ action }) => action === DEPLOY_ACTION);
  return end && ref.success && deploy
    ? { end, ref: ref.data, deployStep: deploy.id }
    : undefined;
}
