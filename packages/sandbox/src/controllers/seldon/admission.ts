import type { KubeObject } from '../../api/Cluster';
import { StatusError, invalid, type Status } from '../../api/errors';
import type { SeldonDeployment } from './types';
import { validateSeldonDeployment, type ValidationContext } from './validation';

export const VALIDATING_WEBHOOK = 'v1.vseldondeployment.kb.io';

/** What the webhook answers for an object it refuses: the name is `spec.name`, and the group is misspelt, as Seldon has it. */
export function refusalOf(
  object: KubeObject,
  context: ValidationContext,
): Status | undefined {
  const { spec } = object as SeldonDeployment;
  const errors = validateSeldonDeployment(spec ?? {}, context);
  return errors.length === 0
    ? undefined
    : invalid(
        { group: 'machinelearing.seldon.io', kind: 'SeldonDeployment' },
        spec?.name ?? '',
        errors,
      ).status;
}

/** Throws what the API server passes on to its client when the operator's webhook refuses. */
export function reviewSeldonDeployment(
  object: KubeObject,
  context: ValidationContext,
): void {
  const status = refusalOf(object, context);
  if (status) {
    throw new StatusError({
      ...status,
      message: `admission webhook "${VALIDATING_WEBHOOK}" denied the request: ${status.message}`,
    });
  }
}
