import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import type {
  PlannedObject,
  ProvisionRequest,
} from 'backstage-plugin-ml-monitoring-common';
import { textsOf, type Texts } from '../texts';

export type TakeOver = NonNullable<ProvisionRequest['takeOver']>;

/** What the plan leaves in the form. */
export interface PlanChoice {
  /** `pending`: not looked at yet. `blocked`: carrying it out would be refused. */
  state: 'pending' | 'ready' | 'blocked';
  /** For the review. */
  summary?: string;
  /** What the person agreed to take from other field managers. */
  takeOver?: TakeOver;
}

const RESULTS = [
  'refused',
  'created',
  'updated',
  'deleted',
  'unchanged',
] as const satisfies PlannedObject['result'][];

/** How many objects would be created, changed and so on, in words. */
export function summaryOf(
  objects: Pick<PlannedObject, 'result'>[],
  t: Texts,
): string {
  return RESULTS.flatMap(result => {
    const number = objects.filter(object => object.result === result).length;
    return number ? [t(`form.plan.${result}`, { number: String(number) })] : [];
  }).join(', ');
}

/** Nobody creates what was refused, or not looked at. */
export const validatePlan: CustomFieldValidator<PlanChoice, any> = async (
  choice,
  field,
  { apiHolder },
) => {
  if (choice?.state === 'ready') {
    return;
  }
  const t = await textsOf(apiHolder);
  field.addError(
    t(
      choice?.state === 'blocked'
        ? 'form.refused.plan'
        : 'form.refused.planPending',
    ),
  );
};
