import type { KubeObject } from '../../api/Cluster';
import { StatusError, invalid } from '../../api/errors';
import type { SeldonDeployment } from './types';
import { validateSeldonDeployment, type ValidationContext } from './validation';

export const VALIDATING_WEBHOOK = 'v1.vseldondeployment.kb.io';

/**
 * The operator's validating webhook. Throws what the API server passes on to
 * the client: the name in the text is `spec.name`, and the group is misspelt, as Seldon has it.
 */
export function reviewSeldonDeployment(
  object: KubeObject,
  context: ValidationContext,
): void {
  const { spec } = object as SeldonDeployment;
  const errors = validateSeldonDeployment(spec ?? {}, context);
  if (errors.length === 0) {
    return;
  }
  const { status } = invalid(
    { group: 'machinelearing.seldon.io', kind: 'SeldonDeployment' },
    spec?.name ?? '',
    errors,
  );
  throw new StatusError({
    ...status,
    message: `admission webhook "${VALIDATING_WEBHOOK}" denied the request: ${status.message}`,
  });
}
