import { useEffect } from 'react';
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { planSchema } from 'backstage-plugin-ml-monitoring-common';
import { fieldProps } from '../fieldProps';
import { useTexts, type Texts } from '../texts';
import { PlanObjects } from './PlanObjects';
import { TrialFrame } from './TrialFrame';
import {
  summaryOf,
  validatePlan,
  type PlanChoice,
  type TakeOver,
} from './planChoice';
import { triedOutput } from './tryOut';
import { useTrial, type Trial } from './useTrial';

const ACTION = 'seldon:model:plan';

const shownPlanSchema = planSchema.omit({ ref: true });

const schema = makeFieldSchema({
  output: z =>
    z
      .object({
        state: z.enum(['pending', 'ready', 'blocked']),
        summary: z.string().optional(),
        takeOver: z
          .array(
            z.object({
              kind: z.string(),
              name: z.string(),
              resourceVersion: z.string(),
            }),
          )
          .optional()
          .describe('For the input takeOver of seldon:model:plan'),
      })
      .describe('What the person was shown and agreed to'),
});

/**
 * What the run of this template would change, by trying its step `seldon:model:plan` with the values of the form. Stands on a
 * page of its own behind all others: it looks once on arrival, and when asked to again.
 */
export function PlanField(props: typeof schema.TProps) {
  const t = useTexts();
  const { value, onChange } = fieldProps<PlanChoice>(props, {
    label: t('form.plan.title'),
    description: '',
  });
  const takeOver = value?.takeOver;
  const { trial, again } = useTrial({
    action: ACTION,
    input: { failOnRefusal: false },
    values: {
      ...props.formContext?.formData,
      [props.name]: { state: 'ready', ...(takeOver && { takeOver }) },
    },
    key: JSON.stringify(takeOver),
  });
  const plan =
    trial.status === 'done'
      ? shownPlanSchema.safeParse(triedOutput(trial.result.output)).data
      : undefined;
  const shown: Trial =
    trial.status === 'done' && !plan
      ? { status: 'impossible', because: 'no-step' }
      : trial;
  const { state, summary } = choiceOf(shown, plan, t);

  useEffect(() => {
    if (value?.state !== state || value?.summary !== summary) {
      onChange({
        state,
        ...(summary && { summary }),
        ...(takeOver && { takeOver }),
      });
    }
  }, [value, state, summary, takeOver, onChange]);

  return (
    <TrialFrame
      action={ACTION}
      title={props.schema.title ?? t('form.plan.title')}
      loading={t('form.plan.loading')}
      summary={plan && summary}
      trial={shown}
      onRefresh={again}
    >
      {plan && (
        <PlanObjects
          plan={plan}
          takeOver={takeOver ?? []}
          onTakeOver={(next: TakeOver) =>
            onChange({
              state: 'pending',
              ...(next.length && { takeOver: next }),
            })
          }
        />
      )}
    </TrialFrame>
  );
}

function choiceOf(
  trial: Trial,
  plan: { applicable: boolean; objects: any[] } | undefined,
  t: Texts,
): Pick<PlanChoice, 'state' | 'summary'> {
  switch (trial.status) {
    case 'loading':
      return { state: 'pending' };
    case 'impossible':
      return { state: 'ready', summary: t('form.plan.summaryNotShown') };
    case 'done':
      return {
        state: plan?.applicable ? 'ready' : 'blocked',
        summary: summaryOf(plan?.objects ?? [], t),
      };
    case 'refused':
    case 'failed':
    default:
      return { state: 'blocked' };
  }
}

export const planField = createFormField({
  name: 'MlMonitoringPlan',
  component: PlanField,
  validation: validatePlan,
  schema,
});
